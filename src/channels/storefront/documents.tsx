import { type Context, Hono } from 'hono';
import { wordsFor } from '../../../views/language.tsx';
import {
  OwnDocumentPage,
  OwnDocumentsList,
  OwnDocumentsPage,
} from '../../../views/storefront/documents.tsx';
import { readDocument } from '../../payments/document.ts';
import { listDocuments } from '../../payments/document.queries.ts';
import { issueProforma } from '../../payments/issue-order-papers.ts';
import { transact } from '../../platform/db/transact.ts';
import {
  answerPdf,
  answerXml,
  archiveAfter,
  ArchiveQuery,
  documentOf,
  documentsOf,
  filterOf,
} from '../document-answers.ts';
import type { BuyerEnv } from '../env.ts';
import { readQuery, wantsFragment } from '../exchange.ts';
import { buyer } from '../guards.ts';
import { answerPage, answerPart } from '../page.tsx';
import { pathId } from '../path-id.ts';

const PAGE = 50;

/** The archive of a company: what was issued to it, found by number, order, kind and days, and each as a file. */
export const documents = new Hono<BuyerEnv>()
  .use(buyer('see-orders'))

  .get('/', async (c) => {
    const asked = readQuery(c, ArchiveQuery);
    const { after: _, ...filter } = asked;
    const whose = whoseIn(c);
    const found = await listDocuments(c.var.db, { ...filterOf(asked), ...whose, limit: PAGE + 1 });
    const rows = found.slice(0, PAGE);
    const nextHref =
      found.length > PAGE ? archiveAfter('/documents', rows.at(-1), filter) : undefined;
    const shown = { documents: rows, filter, nextHref };
    if (wantsFragment(c)) return answerPart(c, <OwnDocumentsList {...shown} />);
    const { title } = wordsFor(c.var.language).papers;
    return answerPage(c, <OwnDocumentsPage {...shown} />, { title });
  })

  .get(String.raw`/:pdf{[^/]+\.pdf}`, (c) => answerPdf(c, whoseIn(c)))

  .get(String.raw`/:xml{[^/]+\.xml}`, (c) => answerXml(c, whoseIn(c)))

  .get('/:documentId', async (c) => {
    const document = await documentOf(c, whoseIn(c));
    const content = readDocument(document.content);
    const page = <OwnDocumentPage document={document} content={content} />;
    const { kinds } = wordsFor(c.var.language).papers;
    return answerPage(c, page, { title: `${kinds[document.kind]} ${document.number}` });
  });

/** Asks for an invoice to pay by, for an order of one's company. */
export const orderPapers = new Hono<BuyerEnv>().post(
  '/:orderId/proforma',
  buyer('see-money'),
  async (c) => {
    const orderId = pathId('order', c.req.param('orderId'));
    const { db, actor, at } = c.var;
    const id = await transact(db, (tx) =>
      issueProforma(tx, { orderId, actor, channel: 'web', at }),
    );
    return c.redirect(`/documents/${id}`, 303);
  },
);

const whoseIn = (c: Context<BuyerEnv>) => documentsOf(c.var.actor);
