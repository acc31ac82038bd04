import { useWords } from '../language.tsx';
import { OrderSheet, type OrderShown } from '../parts/order-sheet.tsx';
import { PurchaseFilter, PurchaseList, type PurchaseListShown } from '../parts/purchase-list.tsx';

type History = Omit<PurchaseListShown, 'base' | 'hrefOf' | 'showsCompany'> & {
  /** Whether the reader looks after the people of the house. */
  keepsPeople: boolean;
};

const listOf = (shown: History): PurchaseListShown => ({
  ...shown,
  base: '/office',
  hrefOf: (orderId) => `/office/orders/${orderId}`,
  showsCompany: true,
});

/** What all companies bought, over every channel: the same rows that buyers and clerks see. */
export const OfficePage = (shown: History) => {
  const { office, history } = useWords();
  return (
    <>
      <h1>{office.title}</h1>
      {shown.keepsPeople && (
        <p>
          <a href="/office/people">{office.people}</a>
        </p>
      )}
      <h2>{history.title}</h2>
      <PurchaseFilter {...listOf(shown)} />
      <OfficePurchases {...shown} />
    </>
  );
};

/** Replaced whole when the filter changes. */
export const OfficePurchases = (shown: History) => <PurchaseList {...listOf(shown)} />;

/** One order as the office reads it; what is done with it is done at a desk. */
export const OfficeOrderPage = (
  shown: Omit<OrderShown, 'base' | 'mayPlace' | 'showsCompany' | 'problem'>,
) => <OrderSheet {...shown} base="/office/orders" mayPlace={false} showsCompany />;
