import { useWords } from '../language.tsx';
import {
  DocumentFilterForm,
  DocumentList,
  type DocumentListShown,
} from '../parts/document-list.tsx';
import { DocumentSheet, type DocumentShown } from '../parts/document-sheet.tsx';

type Own = Omit<DocumentListShown, 'base' | 'ordersAt' | 'showsCompany'>;

const own = { base: '/documents', ordersAt: '/o' };

/** Everything that was issued to a company. */
export const OwnDocumentsPage = (shown: Own) => {
  const { papers: words } = useWords();
  return (
    <>
      <h1>{words.title}</h1>
      <p class="meta">{words.lead}</p>
      <DocumentFilterForm {...shown} {...own} />
      <OwnDocumentsList {...shown} />
    </>
  );
};

/** Replaced whole when the filter changes. */
export const OwnDocumentsList = (shown: Own) => <DocumentList {...shown} {...own} />;

/** One document, for the company that it was issued to. */
export const OwnDocumentPage = (shown: Pick<DocumentShown, 'document' | 'content'>) => (
  <DocumentSheet {...shown} {...own} />
);
