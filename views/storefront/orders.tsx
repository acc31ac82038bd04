import { useWords } from '../language.tsx';
import { type PromptShown, PromptStrip } from '../parts/prompt-strip.tsx';
import { PurchaseFilter, PurchaseList, type PurchaseListShown } from '../parts/purchase-list.tsx';

/** A buyer's own history. */
export type OrdersShown = Omit<PurchaseListShown, 'base' | 'hrefOf' | 'showsCompany'> & {
  /** Whether the reader may go on to invoices and receipts. */
  seesMoney: boolean;
};

const own = { base: '/orders', hrefOf: (orderId: string) => `/o/${orderId}` };

/** Everything a company bought, over the web, the counter and the phone, and what was bought before us. */
export const OrdersPage = (shown: OrdersShown & { prompt?: PromptShown | undefined }) => {
  const { certificates, history, papers, quotes, statements } = useWords();
  return (
    <>
      <h1>{history.title}</h1>
      <p class="meta">
        {history.note} <a href="/quotes">{quotes.title}</a>{' '}
        <a href="/certificates">{certificates.title}</a>{' '}
        {shown.seesMoney && (
          <>
            <a href="/statements">{statements.title}</a> <a href="/documents">{papers.title}</a>
          </>
        )}
      </p>
      {shown.prompt && <PromptStrip {...shown.prompt} />}
      <PurchaseFilter {...shown} {...own} />
      <OrdersList {...shown} />
    </>
  );
};

/** Replaced whole when the filter changes. */
export const OrdersList = (shown: OrdersShown) => <PurchaseList {...shown} {...own} />;
