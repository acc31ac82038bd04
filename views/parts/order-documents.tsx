import type { OrderHead } from '../../src/ordering/order-lines.queries.ts';
import { useWords } from '../language.tsx';
import type { HeatsShown } from './order-heats.tsx';
import { type ListedCertificates, PaperList } from './paper-list.tsx';

/**
 * The archive of an order: what was issued for it and the certificates of its
 * goods, each as a file, the way to find among them, and an invoice to pay by for the
 * asking while something is left to pay. Nothing for what was sold before us.
 */
export const OrderDocuments = (shown: {
  order: OrderHead;
  /** Of its documents those that the reader may open. */
  documents?: OrderHead['documents'];
  /** Its heats with their certificates, as far as its lots are known. */
  heats?: HeatsShown | undefined;
  /** Where documents are read: `/documents`, or the office's. */
  base: string;
  /** Where an invoice to pay by is asked for; absent where nothing is left to pay. */
  proformaAction?: string | undefined;
  /** Where what was handed over is invoiced by hand; absent for who may not. */
  invoiceAction?: string | undefined;
}) => {
  const { papers: words } = useWords();
  const { order, base, proformaAction, invoiceAction, documents = order.documents } = shown;
  if (order.source !== 'counterweight') return null;
  const stands = order.documents.some(
    ({ kind, state }) => kind === 'tax-invoice' && state === 'issued',
  );
  const certificates = certificatesIn(shown.heats);
  const isBare = documents.length + certificates.papers.length === 0;
  // What was issued is for others to read.
  if (isBare && order.documents.length > 0) return null;
  const waits = order.stage === 'delivered' && !stands;
  return (
    <section id="documents" aria-labelledby="documents-title">
      <h2 id="documents-title">{words.onOrder}</h2>
      {isBare && order.stage === 'placed' && <p class="meta">{words.noneOnOrder}</p>}
      {!isBare && (
        <>
          <PaperList {...{ documents, base, certificates }} />
          <p>
            <a href={`${base}?order=${encodeURIComponent(order.number)}`}>{words.findOnOrder}</a>
          </p>
        </>
      )}
      {proformaAction && (
        <form method="post" action={proformaAction} hx-sync="this:drop">
          <button type="submit">{words.askProforma}</button>
          <p class="meta">{words.askProformaHint}</p>
        </form>
      )}
      {invoiceAction && waits && (
        <form method="post" action={invoiceAction} hx-sync="this:drop">
          <button type="submit">{words.invoiceNow}</button>
        </form>
      )}
    </section>
  );
};

/** Each certificate once, the oldest first, where the reader may open them. */
function certificatesIn(shown: HeatsShown | undefined): ListedCertificates {
  const at = shown?.certificatesAt;
  const papers = new Map<string, ListedCertificates['papers'][number]>();
  for (const { certificateId: id, number, issuedOn } of at === undefined
    ? []
    : (shown?.heats ?? []))
    if (id !== null && number !== null && issuedOn !== null)
      papers.set(id, { id, number, issuedOn });
  return {
    at: at ?? '',
    papers: [...papers.values()].toSorted((one, other) =>
      one.issuedOn.localeCompare(other.issuedOn),
    ),
  };
}
