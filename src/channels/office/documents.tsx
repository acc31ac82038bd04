import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { CreditNotePage } from '../../../views/office/credit-note.tsx';
import {
  OfficeDocumentPage,
  OfficeDocumentsList,
  OfficeDocumentsPage,
} from '../../../views/office/documents.tsx';
import { creditableOf } from '../../payments/credit-lines.ts';
import { readDocument, type TaxInvoice } from '../../payments/document.ts';
import { type DocumentFound, listDocuments } from '../../payments/document.queries.ts';
import { issueCreditNote, notesOn } from '../../payments/issue-credit-note.ts';
import { issueInvoice } from '../../payments/issue-invoice.ts';
import { issueProforma } from '../../payments/issue-order-papers.ts';
import { readRegistrationNumber, registerInvoice } from '../../payments/register-invoice.ts';
import { voidDocument } from '../../payments/void-document.ts';
import { may } from '../../people/actor.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/id.ts';
import { NotFound, Refusal, type RefusalReason } from '../../platform/refusal.ts';
import {
  answerPdf,
  answerXml,
  archiveAfter,
  ArchiveQuery,
  documentOf,
  filterOf,
} from '../document-answers.ts';
import type { StaffEnv } from '../env.ts';
import type { Fields } from '../limits.ts';
import { readForm, readQuery, typedIn, wantsFragment } from '../exchange.ts';
import { staff } from '../guards.ts';
import { findMeantCompany } from '../meant-company.ts';
import { answerPage, answerPart } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { MoneyField } from '../trade-fields.ts';
import { placeOf } from './place.ts';

const PAGE = 50;
const EVERYBODY = { companyId: undefined };

const Query = ArchiveQuery.extend({ company: z.string().trim().max(100).catch('').default('') });
const Voiding = z.object({ voidReason: z.string().trim().min(1).max(300) });
const Registration = z.object({
  registrationNumber: z
    .string()
    .max(60)
    .transform((typed) => typed.replaceAll(/\s/g, '').toUpperCase())
    .refine((number) => readRegistrationNumber(number) !== undefined, 'registerNumber'),
});
const Crediting = z.object({
  key: z.uuid(),
  reason: z.string().trim().min(1).max(300),
  whole: z.literal('yes').optional(),
});

/** The documents of all companies for our own people: found, read, made void, credited. */
export const officeDocuments = new Hono<StaffEnv>()
  .use(staff('see-money'))

  .get('/', async (c) => {
    const asked = readQuery(c, Query);
    const { after: _, company: typed, ...filter } = asked;
    const { db, actor } = c.var;
    const company = await findMeantCompany(db, typed);
    const found = await listDocuments(db, {
      ...{ ...filterOf(asked), companyId: company?.companyId, limit: PAGE + 1 },
    });
    const rows = found.slice(0, PAGE);
    const kept = { ...filter, company: company?.companyId };
    const more = archiveAfter('/office/documents', rows.at(-1), kept);
    const shown = {
      ...{ documents: rows, filter, company: { typed, name: company?.name } },
      nextHref: found.length > PAGE ? more : undefined,
      place: placeOf(actor, 'documents'),
    };
    if (wantsFragment(c)) return answerPart(c, <OfficeDocumentsList {...shown} />);
    const { title } = wordsFor(c.var.language).papers;
    return answerPage(c, <OfficeDocumentsPage {...shown} />, { title });
  })

  .get(String.raw`/:pdf{[^/]+\.pdf}`, (c) => answerPdf(c, EVERYBODY))

  .get(String.raw`/:xml{[^/]+\.xml}`, (c) => answerXml(c, EVERYBODY))

  .get('/:documentId', (c) => showDocument(c))

  .post('/:documentId/void', staff('keep-books'), async (c) => {
    const documentId = pathId('document', c.req.param('documentId'));
    const form = await readForm(c, Voiding);
    if (!form.ok) return showDocument(c, form);
    const { db, actor, at } = c.var;
    const voiding = { documentId, reason: form.data.voidReason, channel: null, at };
    await transact(db, (tx) => voidDocument(tx, actor, voiding));
    return c.redirect(`/office/documents/${documentId}`, 303);
  })

  .post('/:documentId/registration', staff('keep-books'), async (c) => {
    const documentId = pathId('document', c.req.param('documentId'));
    const form = await readForm(c, Registration);
    if (!form.ok) return showDocument(c, form);
    const { db, actor, at } = c.var;
    const { registrationNumber } = form.data;
    try {
      await transact(db, (tx) =>
        registerInvoice(tx, actor, { documentId, registrationNumber, at }),
      );
      return c.redirect(`/office/documents/${documentId}`, 303);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return showDocument(c, { values: typedIn(c), problems: {}, refusal: error.reason });
    }
  })

  .get('/:documentId/credit-note', staff('keep-books'), (c) => showCrediting(c))

  .post('/:documentId/credit-note', staff('keep-books'), async (c) => {
    const { document, invoice } = await invoiceOf(c);
    const form = await readForm(c, Crediting);
    const values = typedIn(c);
    const amounts = readAmounts(invoice, c.var.fields);
    const problems = { ...(form.ok ? {} : form.problems), ...amounts.problems };
    if (!form.ok || (Object.keys(amounts.problems).length > 0 && !form.data.whole)) {
      return showCrediting(c, { values, problems });
    }
    const { db, actor, at } = c.var;
    const { key, reason, whole } = form.data;
    const asked = whole ? 'whole' : amounts.asked;
    const crediting = { key, invoiceId: document.id, asked, reason, channel: null, at } as const;
    try {
      const id = await transact(db, (tx) => issueCreditNote(tx, actor, crediting));
      return c.redirect(`/office/documents/${id}`, 303);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return showCrediting(c, { values, problems: {}, refusal: error.reason });
    }
  });

/** What our own people have made out for an order. */
export const officeOrderPapers = new Hono<StaffEnv>()
  .post('/:orderId/proforma', staff('see-money'), async (c) => {
    const orderId = pathId('order', c.req.param('orderId'));
    const { db, actor, at } = c.var;
    const id = await transact(db, (tx) => issueProforma(tx, { orderId, actor, channel: null, at }));
    return c.redirect(`/office/documents/${id}`, 303);
  })

  .post('/:orderId/invoice', staff('keep-books'), async (c) => {
    const orderId = pathId('order', c.req.param('orderId'));
    const { db, actor, at } = c.var;
    const id = await transact(db, (tx) => issueInvoice(tx, actor, { orderId, channel: null, at }));
    return c.redirect(`/office/documents/${id}`, 303);
  });

type Refused = {
  values: Record<string, string>;
  problems: Record<string, string>;
  refusal?: RefusalReason;
};

async function showDocument(c: Context<StaffEnv>, refused?: Refused): Promise<Response> {
  const document = await documentOf(c, EVERYBODY);
  const { actor, language } = c.var;
  const page = (
    <OfficeDocumentPage
      document={document}
      content={readDocument(document.content)}
      place={placeOf(actor, 'documents')}
      mayKeep={may(actor, 'keep-books')}
      refused={refused}
    />
  );
  const { kinds } = wordsFor(language).papers;
  const title = `${kinds[document.kind]} ${document.number}`;
  return answerPage(c, page, { title, status: refused ? 422 : 200 });
}

/** Only an invoice that stands is credited. */
async function invoiceOf(
  c: Context<StaffEnv>,
): Promise<{ document: DocumentFound; invoice: TaxInvoice }> {
  const document = await documentOf(c, EVERYBODY);
  const invoice = readDocument(document.content);
  if (invoice?.kind !== 'tax-invoice') throw new NotFound('invoice', document.id);
  return { document, invoice };
}

/** How much of which line, as it was typed; a line without an amount is not credited. */
function readAmounts(
  invoice: TaxInvoice,
  fields: Fields,
): { asked: { position: number; grossMinor: number }[]; problems: Record<string, string> } {
  const asked: { position: number; grossMinor: number }[] = [];
  const problems: Record<string, string> = {};
  for (const { position } of invoice.lines) {
    const name = `amount.${position}`;
    const [typed = '', again] = fields.get(name) ?? [];
    if (typed.trim() === '' && again === undefined) continue;
    const read = MoneyField.safeParse(again === undefined ? typed : undefined);
    if (read.success) asked.push({ position, grossMinor: read.data });
    else problems[name] = read.error.issues[0]?.message ?? 'number';
  }
  return { asked, problems };
}

async function showCrediting(c: Context<StaffEnv>, refused?: Refused): Promise<Response> {
  const { document, invoice } = await invoiceOf(c);
  const notes = notesOn(document).map(({ lines }) => lines);
  const { actor, at, language } = c.var;
  const page = (
    <CreditNotePage
      document={document}
      creditable={creditableOf(invoice.lines, notes)}
      formKey={newId(at.getTime())}
      place={placeOf(actor, 'documents')}
      refused={refused}
    />
  );
  const title = wordsFor(language).papers.credit.titleOn(document.number);
  return answerPage(c, page, { title, status: refused ? 422 : 200 });
}
