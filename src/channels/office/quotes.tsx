import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { OfficeQuotePage, type QuoteTold } from '../../../views/office/quote.tsx';
import { OfficeQuotesPage } from '../../../views/office/quotes.tsx';
import { withdrawQuote } from '../../ordering/close-quote.ts';
import { beginQuoteDraft, discardQuoteDraft, saveQuoteDraft } from '../../ordering/draft-quote.ts';
import { listSoldProducts } from '../../ordering/product.queries.ts';
import { findNoteFile, findQuoteFile } from '../../ordering/quote-file.queries.ts';
import { readOfficeSide } from '../../ordering/quote-in-office.queries.ts';
import { listVersions } from '../../ordering/quote-version.queries.ts';
import { findQuote, listQuotes } from '../../ordering/quote.queries.ts';
import { noteOfQuote, sayOfQuote } from '../../ordering/say-of-quote.ts';
import { sendQuote } from '../../ordering/send-quote.ts';
import { sendQuoteLink, withdrawQuoteLink } from '../../ordering/send-quote-link.ts';
import { countInvitation } from '../../people/attempts.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/id.ts';
import { NotFound, Refusal, type RefusalReason } from '../../platform/refusal.ts';
import type { FileNamed } from '../../platform/stored-file.queries.ts';
import { answerFile, readAttachments } from '../attachments.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, readQuery, typedIn } from '../exchange.ts';
import { staff } from '../guards.ts';
import { postQuoteLink } from '../letters.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { PageNumber } from '../query-fields.ts';
import { MessageFields } from '../quote-fields.ts';
import { placeOf } from './place.ts';
import { readDelivery } from './quote-delivery-fields.ts';
import { DraftHead, fieldsOfDraft, readOffers, type TypedOffer } from './quote-draft-fields.ts';

const PAGE = 50;
const TEXT_MAX = 2000;
const REASON_MAX = 500;
const SHORTEST_REASON = 3;

const Asked = z.object({
  whose: z.enum(['mine', 'all']).optional().catch(undefined),
  waiting: z.literal('yes').optional().catch(undefined),
  page: PageNumber,
});
const Arrival = z.object({
  told: z.enum(['saved', 'sent', 'link-sent']).optional().catch(undefined),
});
const NoteFields = z.object({
  key: z.uuid(),
  noteText: z.string().trim().min(1, 'required').max(TEXT_MAX),
});
const Recipient = z.object({
  guestName: z.string().trim().min(1, 'required').max(200),
  guestEmail: z.string().trim().toLowerCase().min(1, 'required').max(254).pipe(z.email()),
});
const Withdrawal = z.object({
  withdrawal: z.string().trim().min(SHORTEST_REASON, 'reason').max(REASON_MAX),
});

/** What customers ask a price for, and our answers: for those who set terms. */
export const officeQuotes = new Hono<StaffEnv>()
  .use(staff('set-terms'))

  .get('/', async (c) => {
    const { waiting, page, ...asked } = readQuery(c, Asked);
    const { db, actor, at } = c.var;
    const whose = asked.whose ?? (actor.role === 'manager' ? 'mine' : 'all');
    const found = await listQuotes(db, {
      managerId: whose === 'mine' ? actor.personId : undefined,
      isWaiting: waiting === 'yes',
      limit: PAGE + 1,
      offset: (page - 1) * PAGE,
    });
    const shown = {
      ...{ quotes: found.slice(0, PAGE), hasNext: found.length > PAGE, page, at },
      ...{ filter: { whose, isWaiting: waiting === 'yes' }, place: placeOf(actor, 'quotes') },
    };
    const { title } = wordsFor(c.var.language).quotes;
    return answerPage(c, <OfficeQuotesPage {...shown} />, { title });
  })

  .get('/:quoteId', async (c) => show(c, idOf(c), { told: readQuery(c, Arrival).told }))

  .post('/:quoteId/draft', async (c) => {
    const quoteId = idOf(c);
    const { db, actor, at } = c.var;
    await transact(db, (tx) => beginQuoteDraft(tx, actor, { quoteId, at }));
    return c.redirect(`/office/quotes/${quoteId}#draft`, 303);
  })

  .post('/:quoteId/draft/offers', async (c) => {
    const quoteId = idOf(c);
    const form = await readForm(c, DraftHead);
    const read = readOffers(c.var.fields);
    const named = await nameProducts(c, read.offers);
    const { delivery, problems: unsaid } = readDelivery(c.var.fields);
    const wrong = { ...read.problems, ...named.problems, ...unsaid };
    const problems = { ...(form.ok ? {} : form.problems), ...wrong };
    if (!form.ok || Object.keys(problems).length > 0) {
      return show(c, quoteId, { values: typedIn(c), problems, isOfDraft: true });
    }
    const { deed, ...head } = form.data;
    const { db, actor, at } = c.var;
    const written = { quoteId, ...head, delivery, offers: named.offers, at };
    try {
      await transact<unknown>(db, (tx) =>
        deed === 'send' ? sendQuote(tx, actor, written) : saveQuoteDraft(tx, actor, written),
      );
    } catch (error) {
      if (!(error instanceof Refusal) || error.reason.code === 'changed-meanwhile') throw error;
      return show(c, quoteId, { values: typedIn(c), refused: error.reason, isOfDraft: true });
    }
    return c.redirect(`/office/quotes/${quoteId}?told=${deed === 'send' ? 'sent' : 'saved'}`, 303);
  })

  .post('/:quoteId/draft/discard', async (c) => {
    const quoteId = idOf(c);
    const { db, actor, at } = c.var;
    await transact(db, (tx) => discardQuoteDraft(tx, actor, { quoteId, at }));
    return c.redirect(`/office/quotes/${quoteId}`, 303);
  })

  .post('/:quoteId/messages', async (c) => {
    const quoteId = idOf(c);
    const form = await readForm(c, MessageFields);
    const { ids: fileIds, files, problems } = await readAttachments(c);
    if (!form.ok || problems['files']) {
      const wrong = { ...(form.ok ? {} : form.problems), ...problems };
      return show(c, quoteId, { values: typedIn(c), problems: wrong, files });
    }
    const { key: id, ...said } = form.data;
    const { db, actor, at } = c.var;
    await transact(db, (tx) => sayOfQuote(tx, actor, { id, quoteId, ...said, fileIds, at }));
    return c.redirect(`/office/quotes/${quoteId}#messages`, 303);
  })

  .post('/:quoteId/notes', async (c) => {
    const quoteId = idOf(c);
    const form = await readForm(c, NoteFields);
    const { ids: fileIds, files, problems } = await readAttachments(c);
    if (!form.ok || problems['files']) {
      const { files: noteFiles, ...others } = { ...(form.ok ? {} : form.problems), ...problems };
      const wrong = { ...others, ...(noteFiles && { noteFiles }) };
      return show(c, quoteId, { values: typedIn(c), problems: wrong, noteFiles: files });
    }
    const { key: id, noteText: text } = form.data;
    const { db, actor, at } = c.var;
    await transact(db, (tx) => noteOfQuote(tx, actor, { id, quoteId, text, fileIds, at }));
    return c.redirect(`/office/quotes/${quoteId}`, 303);
  })

  .get('/:quoteId/files/:fileId', async (c) => {
    const [quoteId, fileId] = [idOf(c), pathId('file', c.req.param('fileId'))];
    const { db } = c.var;
    const sought = { quoteId, fileId, companyId: undefined, withMessages: true };
    const file = (await findQuoteFile(db, sought)) ?? (await findNoteFile(db, sought));
    if (!file) throw new NotFound('file', fileId);
    return answerFile(c, file);
  })

  .post('/:quoteId/links', async (c) => {
    const quoteId = idOf(c);
    const form = await readForm(c, Recipient);
    if (!form.ok) return show(c, quoteId, form);
    const { guestName: name, guestEmail: email } = form.data;
    const { db, actor, config, at } = c.var;
    await countInvitation(db, actor.personId);
    try {
      await transact(db, async (tx) => {
        const letter = await sendQuoteLink(tx, actor, { quoteId, name, email, at });
        await postQuoteLink(tx, config, letter);
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return show(c, quoteId, { values: typedIn(c), refused: error.reason });
    }
    return c.redirect(`/office/quotes/${quoteId}?told=link-sent#links`, 303);
  })

  .post('/:quoteId/links/:linkId/withdrawal', async (c) => {
    const quoteId = idOf(c);
    const linkId = pathId('link', c.req.param('linkId'));
    const { db, actor, at } = c.var;
    await transact(db, (tx) => withdrawQuoteLink(tx, actor, { quoteId, linkId, at }));
    return c.redirect(`/office/quotes/${quoteId}#links`, 303);
  })

  .post('/:quoteId/withdrawal', async (c) => {
    const quoteId = idOf(c);
    const form = await readForm(c, Withdrawal);
    if (!form.ok) return show(c, quoteId, form);
    const { db, actor, at } = c.var;
    const note = form.data.withdrawal;
    await transact(db, (tx) => withdrawQuote(tx, actor, { quoteId, note, at }));
    return c.redirect(`/office/quotes/${quoteId}`, 303);
  });

const idOf = (c: Context<StaffEnv>) => pathId('quote', c.req.param('quoteId') ?? '');

/** The goods that rows name by their articles; an article that we do not sell is a problem of its field. */
async function nameProducts(c: Context<StaffEnv>, offers: readonly TypedOffer[]) {
  const skus = offers.map(({ sku }) => sku).filter((sku) => sku !== '');
  const products = await listSoldProducts(c.var.db, skus);
  const idOfSku = new Map(products.map(({ id, sku }) => [sku, id]));
  const unknown = offers.filter(({ sku }) => sku !== '' && !idOfSku.has(sku));
  return {
    offers: offers.map(({ sku, offer }) => ({ ...offer, productId: idOfSku.get(sku) ?? null })),
    problems: Object.fromEntries(unknown.map(({ row }) => [`sku.${row}`, 'invalid'])),
  };
}

type Typed = {
  told?: QuoteTold | undefined;
  values?: Record<string, string>;
  problems?: Record<string, string>;
  refused?: RefusalReason;
  /** Files that wait for the message, and for the note, once more. */
  files?: readonly FileNamed[];
  noteFiles?: readonly FileNamed[];
  /** What was typed belongs to the draft. */
  isOfDraft?: boolean;
};

/** The quote with its draft in the fields, or with what was typed into them. */
async function show(c: Context<StaffEnv>, quoteId: string, typed: Typed): Promise<Response> {
  const { db, actor, at } = c.var;
  const { values = {}, problems = {}, refused, told, isOfDraft = false } = typed;
  const [quote, versions, { notes, links }] = await Promise.all([
    findQuote(db, quoteId),
    listVersions(db, { quoteId, withDraft: true }),
    readOfficeSide(db, quoteId),
  ]);
  if (!quote) throw new NotFound('quote', quoteId);
  const saved = versions.find(({ number }) => number === null);
  const fields = saved && fieldsOfDraft(saved);
  const draft = saved &&
    fields && {
      ...{ number: versions.length, edits: saved.edits, saved },
      rows: isOfDraft ? Math.max(fields.rows, rowsIn(values)) : fields.rows,
      values: isOfDraft ? values : fields.values,
      problems: isOfDraft ? problems : {},
    };
  const shown = {
    ...{ quote, versions, notes, links, draft, told, refused, at },
    ...(isOfDraft ? { values: {}, problems: {} } : { values, problems }),
    keys: { message: newId(), note: newId() },
    waiting: { message: typed.files ?? [], note: typed.noteFiles ?? [] },
    place: placeOf(actor, 'quotes'),
  };
  const title = wordsFor(c.var.language).quotes.of(quote.number);
  const status = statusOf(typed);
  return answerPage(c, <OfficeQuotePage {...shown} />, { title, status });
}

const statusOf = ({ problems, refused }: Typed) => {
  if (problems) return 422;
  return refused ? 409 : 200;
};

/** The last row that was filled. */
const rowsIn = (values: Record<string, string>) =>
  Math.max(
    0,
    ...Object.keys(values).flatMap((name) => {
      const row = /^(?:line|sku|text|quantity|cuts|price|note)\.(\d{1,3})$/.exec(name)?.[1];
      return row === undefined ? [] : [Number(row)];
    }),
  );
