import type { OrderHead } from '../../src/ordering/order-lines.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { Status } from './status.tsx';

/**
 * What was issued for an order, each as a file, and an invoice to pay by for the
 * asking while something is left to pay. Nothing for what was sold before us.
 */
export const OrderDocuments = (shown: {
  order: OrderHead;
  /** Where documents are read: `/documents`, or the office's. */
  base: string;
  /** Where an invoice to pay by is asked for; absent where nothing is left to pay. */
  proformaAction?: string | undefined;
  /** Where what was handed over is invoiced by hand; absent for who may not. */
  invoiceAction?: string | undefined;
}) => {
  const { papers: words } = useWords();
  const { order, base, proformaAction, invoiceAction } = shown;
  if (order.source !== 'counterweight') return null;
  const stands = order.documents.some(
    ({ kind, state }) => kind === 'tax-invoice' && state === 'issued',
  );
  const waits = order.stage === 'delivered' && !stands;
  return (
    <section id="documents" aria-labelledby="documents-title">
      <h2 id="documents-title">{words.onOrder}</h2>
      {order.documents.length === 0 && order.stage === 'placed' && (
        <p class="meta">{words.noneOnOrder}</p>
      )}
      {order.documents.length > 0 && (
        <ul class="papers">
          {order.documents.map((document) => (
            <Paper document={document} base={base} />
          ))}
        </ul>
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

const Paper = ({ document, base }: { document: OrderHead['documents'][number]; base: string }) => {
  const { papers: words } = useWords();
  const figures = useFigures();
  const { id, kind, number, issuedOn, state } = document;
  return (
    <li>
      <a href={`${base}/${id}`}>
        {words.kinds[kind]} <span class="code">{number}</span>
      </a>{' '}
      <small class="meta">{figures.date(issuedOn)}</small>{' '}
      {state === 'void' ? (
        <Status mood="err">{words.states.void}</Status>
      ) : (
        <a
          href={`${base}/${id}.pdf`}
          hx-boost="false"
          download
          aria-label={`${words.pdf}: ${number}`}
        >
          {words.pdf}
        </a>
      )}
    </li>
  );
};
