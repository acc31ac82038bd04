import type { DocumentKind, DocumentState } from '../../src/platform/db/schema.ts';
import { useFigures, useWords } from '../language.tsx';
import { Status } from './status.tsx';

/** A document as the page of what it belongs to names it. */
type Paper = {
  id: string;
  kind: DocumentKind;
  number: string;
  issuedOn: string;
  state: DocumentState;
};

/** The certificates of the goods, in the same list; read elsewhere. */
export type ListedCertificates = {
  at: string;
  papers: readonly { id: string; number: string; issuedOn: string }[];
};

/** Documents of an order or a vehicle, each as a file, and the certificates of its goods; `base` is where documents are read. */
export const PaperList = (shown: {
  documents: readonly Paper[];
  base: string;
  certificates?: ListedCertificates | undefined;
}) => {
  const { documents, base, certificates } = shown;
  return (
    <ul class="papers">
      {documents.map((document) => (
        <PaperNamed document={document} base={base} />
      ))}
      {certificates?.papers.map((paper) => (
        <CertificateNamed paper={paper} at={certificates.at} />
      ))}
    </ul>
  );
};

const CertificateNamed = (shown: { paper: ListedCertificates['papers'][number]; at: string }) => {
  const { papers: words } = useWords();
  const figures = useFigures();
  const { paper, at } = shown;
  return (
    <li>
      <a href={`${at}/${paper.id}`}>
        {words.vehicle.certificate} <span class="code">{paper.number}</span>
      </a>{' '}
      <small class="meta">{figures.date(paper.issuedOn)}</small>
    </li>
  );
};

const PaperNamed = ({ document, base }: { document: Paper; base: string }) => {
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
