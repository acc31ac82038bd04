import type { Context } from 'hono';
import { z } from 'zod';
import { isDay } from '../measures/calendar.ts';
import { readDocument } from '../payments/document.ts';
import type { DocumentKind, Language } from '../platform/db/schema.ts';
import { documentKinds, isWeightPaper, weightPapers } from '../payments/document-series.ts';
import { type Buyer, may } from '../people/actor.ts';
import { orderScopeOf } from '../people/order-scope.ts';
import {
  type DocumentFilter,
  type DocumentFound,
  type DocumentRow,
  findDocument,
  type WhoseDocuments,
} from '../payments/document.queries.ts';
import { eInvoiceXml } from '../payments/e-invoice.ts';
import { keptPdf } from '../payments/keep-printed.ts';
import { LanguageCode } from './session.ts';
import { NotFound } from '../platform/refusal.ts';
import type { Env } from './env.ts';
import { readQuery } from './exchange.ts';
import { pathId } from './path-id.ts';

const Day = z.string().refine(isDay).optional().catch(undefined);
const Text = z.string().trim().min(1).max(40).optional().catch(undefined);

/** What the address of an archive says: what it is narrowed down to, and after which document it goes on. */
export const ArchiveQuery = z.object({
  number: Text,
  order: Text,
  kind: z.enum(documentKinds).optional().catch(undefined),
  from: Day,
  until: Day,
  after: z.string().max(80).optional().catch(undefined),
});

/** The same as the query of documents asks for it. */
export const filterOf = ({
  number: marks,
  after,
  ...asked
}: z.infer<typeof ArchiveQuery>): Omit<DocumentFilter, 'companyId' | 'limit'> => ({
  ...{ ...asked, marks, after: positionOf(after) },
});

function positionOf(text: string | undefined): DocumentFilter['after'] {
  const [moment = '', id = ''] = text?.split('_') ?? [];
  const isPosition = /^\d{1,15}$/.test(moment) && z.uuid().safeParse(id).success;
  return isPosition ? { issuedAt: new Date(Number(moment)), id } : undefined;
}

/** The address of the page after a document, with the same filter. */
export function archiveAfter(
  base: string,
  last: DocumentRow | undefined,
  filter: Record<string, string | undefined>,
): string | undefined {
  if (!last) return undefined;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value);
  query.set('after', `${last.issuedAt.getTime()}_${last.id}`);
  return `${base}?${query.toString()}`;
}

/** Those of his company that somebody reads: of the orders that he sees, and without sight of money only what speaks of weights. */
export const documentsOf = (buyer: Buyer): WhoseDocuments => ({
  ...{ companyId: buyer.companyId, scope: orderScopeOf(buyer) },
  kinds: may(buyer, 'see-money') ? undefined : weightPapers,
});

/** Of the papers of a vehicle those that a buyer may open. */
export const readablePapers = <Paper extends { kind: DocumentKind }>(
  buyer: Buyer,
  papers: readonly Paper[],
): Paper[] => papers.filter(({ kind }) => may(buyer, 'see-money') || isWeightPaper(kind));

/** The document that the address names; another company's is not there. */
export async function documentOf(
  c: Context,
  whose: WhoseDocuments,
  named: string = c.req.param('documentId') ?? '',
): Promise<DocumentFound> {
  const context: Context<Env> = c;
  const id = pathId('document', named);
  const found = await findDocument(context.var.db, { id, ...whose });
  if (!found) throw new NotFound('document', id);
  return found;
}

const PaperQuery = z.object({
  in: LanguageCode.optional().catch(undefined),
  /** What is void as it was issued, without the mark. */
  as: z.literal('issued').optional().catch(undefined),
});

/**
 * Answers with the PDF of a document, in the language of its company or the one
 * that is asked for: to be saved, the same bytes each time, so that a browser that
 * has them is told so.
 */
export async function answerPdf(c: Context, whose: WhoseDocuments): Promise<Response> {
  const context: Context<Env> = c;
  const { db, print, at } = context.var;
  const found = await documentOf(c, whose, withoutEnding(c.req.param('pdf')));
  const asked = readQuery(c, PaperQuery);
  const language = asked.in ?? found.language;
  if (found.voidedAt !== null && asked.as === undefined) {
    const marked = await voidedCopy(context, found, language);
    if (marked) return marked;
  }
  const { id: documentId, content } = found;
  const { sha256, bytes } = await keptPdf(db, print, { documentId, content, language, at });
  const etag = `"${sha256.toString('hex')}"`;
  c.header('ETag', etag);
  c.header('Cache-Control', 'private, no-cache');
  if (c.req.header('If-None-Match') === etag) return c.body(null, 304);
  return answerSaved(c, { name: `${found.number}.pdf`, type: 'application/pdf', bytes });
}

/**
 * What is void goes out as a copy that says so on every page, printed from what was
 * frozen each time it is wanted: the file that was kept stays what it was, and is
 * there for the asking. `undefined` for a format of its own time, of which only
 * that file is left.
 */
async function voidedCopy(
  c: Context<Env>,
  found: DocumentFound,
  language: Language,
): Promise<Response | undefined> {
  const content = readDocument(found.content);
  if (!content || found.voidedAt === null) return undefined;
  const said = { byName: found.voidedByName ?? '', reason: found.voidReason ?? '' };
  const voided = { at: found.voidedAt.toISOString(), ...said };
  const bytes = Buffer.from(await c.var.print(content, language, voided));
  c.header('Cache-Control', 'private, no-cache');
  return answerSaved(c, { name: `${found.number}.pdf`, type: 'application/pdf', bytes });
}

/** Answers with the XML of a tax document for the register of electronic invoices; other documents have none. */
export async function answerXml(c: Context, whose: WhoseDocuments): Promise<Response> {
  const found = await documentOf(c, whose, withoutEnding(c.req.param('xml')));
  const content = readDocument(found.content);
  if (content?.kind !== 'tax-invoice' && content?.kind !== 'credit-note') {
    throw new NotFound('electronic invoice', found.id);
  }
  c.header('Cache-Control', 'private, no-cache');
  const bytes = Buffer.from(eInvoiceXml(content));
  const type = 'application/xml; charset=utf-8';
  return answerSaved(c, { name: `${found.number}.xml`, type, bytes });
}

const withoutEnding = (file = '') => file.replace(/\.[a-z]+$/, '');

/** Answers with a file to be saved under a name. */
export function answerSaved(
  c: Context,
  { name, type, bytes }: { name: string; type: string; bytes: Buffer },
): Response {
  const plain = `document.${name.split('.').at(-1) ?? ''}`;
  const whole = encodeURIComponent(name);
  c.header('Content-Type', type);
  c.header('Content-Disposition', `attachment; filename="${plain}"; filename*=UTF-8''${whole}`);
  return c.body(new Uint8Array(bytes));
}
