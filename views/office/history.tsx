import { useWords } from '../language.tsx';
import { OrderDocuments } from '../parts/order-documents.tsx';
import { OrderSheet, type OrderShown } from '../parts/order-sheet.tsx';
import { PurchaseFilter, PurchaseList, type PurchaseListShown } from '../parts/purchase-list.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

type History = Omit<PurchaseListShown, 'base' | 'hrefOf' | 'showsCompany'> & { place: OfficePlace };

const listOf = (shown: History): PurchaseListShown => ({
  ...shown,
  base: '/office',
  hrefOf: (orderId) => `/office/orders/${orderId}`,
  showsCompany: true,
});

/** What all companies bought, over every channel: the same rows that buyers and clerks see. */
export const OfficePage = (shown: History) => {
  const { history } = useWords();
  return (
    <OfficeFrame {...shown.place}>
      <h1>{history.title}</h1>
      <PurchaseFilter {...listOf(shown)} />
      <OfficePurchases {...shown} />
    </OfficeFrame>
  );
};

/** Replaced whole when the filter changes. */
export const OfficePurchases = (shown: History) => <PurchaseList {...listOf(shown)} />;

/** One order as the office reads it; what is done with it is done at a desk. */
export const OfficeOrderPage = (
  shown: Omit<OrderShown, 'base' | 'mayPlace' | 'showsCompany' | 'problem'> & {
    money: { leftMinor: number; mayKeep: boolean } | undefined;
  },
) => {
  const { order, money } = shown;
  const base = `/office/orders/${order.id}`;
  return (
    <OrderSheet {...shown} base="/office/orders" mayPlace={false} showsCompany>
      {money && (
        <OrderDocuments
          order={order}
          base="/office/documents"
          proformaAction={money.leftMinor > 0 ? `${base}/proforma` : undefined}
          invoiceAction={money.mayKeep ? `${base}/invoice` : undefined}
        />
      )}
    </OrderSheet>
  );
};
