import { hasLeft } from '../../src/delivery/shipment.ts';
import type { Shipment } from '../../src/delivery/shipment.queries.ts';
import { useWords } from '../language.tsx';
import { PaperList } from './paper-list.tsx';

/**
 * The papers of a vehicle where people stand: each as a file, labels while there is
 * something on it, and for our people what is missing once it has left.
 */
export const ShipmentPapers = (shown: {
  /** Its documents are those that the reader may open. */
  shipment: Pick<Shipment, 'stage' | 'documents' | 'lines'>;
  /** Where documents are read. */
  base: string;
  labelsHref?: string | undefined;
  issueAction?: string | undefined;
}) => {
  const { papers } = useWords();
  const { vehicle: words } = papers;
  const { shipment, base, labelsHref, issueAction } = shown;
  const { documents, stage } = shipment;
  const stands = (kind: string) =>
    documents.some((one) => one.kind === kind && one.state === 'issued');
  const isMissing = hasLeft(stage) && !(stands('delivery-note') && stands('waybill'));
  const isLoaded = shipment.lines.some(({ lots }) => lots.length > 0);
  return (
    <section aria-labelledby="vehicle-papers">
      <h2 id="vehicle-papers">{words.title}</h2>
      {documents.length === 0 ? (
        <p class="meta">{words.none}</p>
      ) : (
        <PaperList documents={documents} base={base} />
      )}
      {labelsHref && isLoaded && (
        <p>
          <a href={labelsHref} hx-boost="false" download>
            {words.labels}
          </a>
        </p>
      )}
      {issueAction && isMissing && (
        <form method="post" action={issueAction} hx-sync="this:drop">
          <button type="submit">{words.issue}</button>
        </form>
      )}
    </section>
  );
};
