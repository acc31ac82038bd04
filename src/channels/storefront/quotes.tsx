import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { QuotePage } from '../../../views/storefront/quote.tsx';
import { QuoteRequestPage } from '../../../views/storefront/quote-request.tsx';
import { QuotesPage } from '../../../views/storefront/quotes.tsx';
import { tradingDay } from '../../measures/calendar.ts';
import {
  acceptQuote,
  askApprovalOfQuote,
  type QuoteAcceptance,
} from '../../ordering/accept-quote.ts';
import type { Cart } from '../../ordering/cart.ts';
import { declineQuote } from '../../ordering/close-quote.ts';
import { findQuoteFile } from '../../ordering/quote-file.queries.ts';
import { listVersions } from '../../ordering/quote-version.queries.ts';
import { findQuote, listQuotes } from '../../ordering/quote.queries.ts';
import { readOrderChoices } from '../../ordering/order-choices.queries.ts';
import { readCart } from '../../ordering/read-cart.ts';
import { requestQuote } from '../../ordering/request-quote.ts';
import { sayOfQuote } from '../../ordering/say-of-quote.ts';
import { may, mayActFor } from '../../people/actor.ts';
import { mayOrderTo, maySeeQuote, orderScopeOf } from '../../people/order-scope.ts';
import type { Tx } from '../../platform/db/database.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/id.ts';
import { NotFound, Refusal, type RefusalReason } from '../../platform/refusal.ts';
import { answerFile, readAttachments } from '../attachments.ts';
import type { FileNamed } from '../../platform/stored-file.queries.ts';
import type { BuyerEnv } from '../env.ts';
import { readForm, readQuery, typedIn } from '../exchange.ts';
import { buyer } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { CertificateField } from '../placing-form.ts';
import { pathId } from '../path-id.ts';
import { promptOn } from '../prompt-form.ts';
import { PageNumber } from '../query-fields.ts';
import { MessageFields } from '../quote-fields.ts';
import { FREE_ROWS, readFreeLines, readTarget, RequestHead } from './quote-request-fields.ts';
import { findShownCart } from './shown-cart.ts';
import { ComesOn, Declining, readWanted, SeenVersion } from './quote-answer-fields.ts';

const PAGE = 50;

const Listed = z.object({ page: PageNumber });
const Arrival = z.object({ asked: z.literal('yes').optional().catch(undefined) });
const Sought = z.object({ cart: z.string().max(20).optional().catch(undefined) });
const Acceptance = z.object({
  key: z.uuid(),
  seenVersion: SeenVersion,
  payment: z.enum(['prepaid', 'on-account'], 'choose'),
  // The page asks for no site where the quote says how the goods get there.
  siteId: z.union([z.literal('').transform(() => null), z.uuid()]).default(null),
  purchaseNumber: z.string().trim().max(60),
  costCentreId: z.union([z.literal('').transform(() => null), z.uuid()]).default(null),
  contactId: z.union([z.literal('').transform(() => null), z.uuid()]).default(null),
  certificateKind: CertificateField.default(null),
  comesOn: ComesOn,
});
/** A company's quotes: ask, read, speak, accept, decline. */
export const quotes = new Hono<BuyerEnv>()
  .use(buyer('see-orders'))

  .get('/', async (c) => {
    const { page } = readQuery(c, Listed);
    const { db, actor, at } = c.var;
    const found = await listQuotes(db, {
      ...{ companyId: actor.companyId, requestedBy: orderScopeOf(actor)?.personId },
      ...{ limit: PAGE + 1, offset: (page - 1) * PAGE },
    });
    const shown = {
      ...{ quotes: found.slice(0, PAGE), hasNext: found.length > PAGE, page, at },
      seesPrices: may(actor, 'see-prices'),
      mayAsk: may(actor, 'fill-carts'),
    };
    return answerPage(c, <QuotesPage {...shown} />, { title: titleOf(c) });
  })

  .get('/new', buyer('fill-carts'), async (c) => {
    const { cart } = readQuery(c, Sought);
    const shown = cart === undefined ? undefined : await findShownCart(c, cart);
    return showRequest(c, { cart: shown });
  })

  .post('/', buyer('fill-carts'), async (c) => {
    const form = await readForm(c, RequestHead);
    const { lines: free, problems } = readFreeLines(c.var.fields);
    const cartId = form.ok ? form.data.cartId : undefined;
    const cart = cartId === undefined ? undefined : await readOwnCart(c, cartId);
    const ofCart = (cart?.lines ?? []).map((line) => ({
      ...{ productId: line.productId, typed: '', unit: line.unit },
      cutting: line.cutting && { pieces: line.cutting.pieces, offcuts: line.cutting.offcuts },
      quantityMilli: line.quantityMilli,
      targetPerTonneMinor: readTarget(c.var.fields, `target.${line.id}`, problems),
    }));
    const attached = await readAttachments(c);
    const wrong = { ...(form.ok ? {} : form.problems), ...problems, ...attached.problems };
    if (!form.ok || Object.keys(wrong).length > 0) {
      const { files } = attached;
      return showRequest(c, { cart, values: typedIn(c), problems: wrong, files });
    }
    const { key: id, wish, note } = form.data;
    const { db, actor, at } = c.var;
    const branchCode = cart?.branchCode;
    const { ids: fileIds } = attached;
    const asked = { id, branchCode, wish, note, lines: [...ofCart, ...free], fileIds, at };
    try {
      await transact(db, (tx) => requestQuote(tx, actor, asked));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { files } = attached;
      return showRequest(c, { cart, values: typedIn(c), refused: error.reason, files });
    }
    return c.redirect(`/quotes/${id}?asked=yes`, 303);
  })

  .get('/:quoteId', async (c) => show(c, idOf(c), { isNew: readQuery(c, Arrival).asked === 'yes' }))

  .post('/:quoteId/messages', buyer('place-orders'), async (c) => {
    const quoteId = idOf(c);
    await refuseForeign(c, quoteId);
    const form = await readForm(c, MessageFields);
    const { ids: fileIds, files, problems } = await readAttachments(c);
    if (!form.ok || problems['files']) {
      const wrong = { ...(form.ok ? {} : form.problems), ...problems };
      return show(c, quoteId, { values: typedIn(c), problems: wrong, files });
    }
    const { db, actor, at } = c.var;
    const { key: id, ...said } = form.data;
    await transact(db, (tx) => sayOfQuote(tx, actor, { id, quoteId, ...said, fileIds, at }));
    return c.redirect(`/quotes/${quoteId}#messages`, 303);
  })

  .get('/:quoteId/files/:fileId', async (c) => {
    const [quoteId, fileId] = [idOf(c), pathId('file', c.req.param('fileId'))];
    const { db, actor } = c.var;
    const { companyId } = actor;
    const withMessages = may(actor, 'see-prices');
    const file = await findQuoteFile(db, { quoteId, fileId, companyId, withMessages });
    if (!file) throw new NotFound('file', fileId);
    return answerFile(c, file);
  })

  .post('/:quoteId/acceptance', buyer('place-orders'), (c) =>
    answerWith(c, async (tx, said) => {
      const { orderId } = await acceptQuote(tx, c.var.actor, said);
      return `/o/${orderId}`;
    }),
  )

  .post('/:quoteId/approval', buyer('place-orders'), (c) =>
    answerWith(c, async (tx, said) => {
      const { requestId } = await askApprovalOfQuote(tx, c.var.actor, said);
      return `/approvals/${requestId}`;
    }),
  )

  .post('/:quoteId/refusal', buyer('place-orders'), async (c) => {
    const quoteId = idOf(c);
    const form = await readForm(c, Declining);
    if (!form.ok) return show(c, quoteId, form);
    const { db, actor, at } = c.var;
    await transact(db, (tx) => declineQuote(tx, actor, { quoteId, ...form.data, at }));
    return c.redirect(`/quotes/${quoteId}`, 303);
  });

/** Reads what is taken of a quote, does something with it and goes where that leads. */
async function answerWith(
  c: Context<BuyerEnv>,
  deed: (tx: Tx, said: QuoteAcceptance) => Promise<string>,
): Promise<Response> {
  const quoteId = idOf(c);
  const form = await readForm(c, Acceptance);
  const { wanted, problems } = readWanted(c.var.fields);
  if (!form.ok || Object.keys(problems).length > 0) {
    const wrong = { ...(form.ok ? {} : form.problems), ...problems };
    return show(c, quoteId, { values: typedIn(c), problems: wrong });
  }
  const { db, at } = c.var;
  const said = { quoteId, ...form.data, wanted, channel: 'web', at } as const;
  try {
    return c.redirect(await transact(db, (tx) => deed(tx, said)), 303);
  } catch (error) {
    if (!(error instanceof Refusal) || error.reason.code === 'not-permitted') throw error;
    return show(c, quoteId, { values: typedIn(c), refused: error.reason });
  }
}

const idOf = (c: Context<BuyerEnv>) => pathId('quote', c.req.param('quoteId') ?? '');
const titleOf = (c: Context<BuyerEnv>) => wordsFor(c.var.language).quotes.title;

async function readOwnCart(c: Context<BuyerEnv>, cartId: string): Promise<Cart> {
  const found = await readCart(c.var.db, { cartId }, c.var.at);
  if (!found || found.placedAt || !mayActFor(c.var.actor, found.companyId)) {
    throw new NotFound('cart', cartId);
  }
  return found;
}

type Typed = {
  /** Files that wait for the form once more. */
  files?: readonly FileNamed[];
  values?: Record<string, string>;
  problems?: Record<string, string>;
  refused?: RefusalReason;
};

function showRequest(c: Context<BuyerEnv>, typed: Typed & { cart: Cart | undefined }) {
  const { cart, values = {}, problems = {}, refused, files: waiting = [] } = typed;
  const shown = {
    ...{ formKey: newId(), cart, rows: FREE_ROWS, values, problems, refused, waiting },
    seesPrices: may(c.var.actor, 'see-prices'),
  };
  const { title } = wordsFor(c.var.language).quotes.request;
  return answerPage(c, <QuoteRequestPage {...shown} />, { title, status: statusOf(typed) });
}

/** A file is kept only for who may send it here: a foreign quote is none. */
async function refuseForeign(c: Context<BuyerEnv>, quoteId: string): Promise<void> {
  const quote = await findQuote(c.var.db, quoteId);
  if (!quote || !maySeeQuote(c.var.actor, quote)) throw new NotFound('quote', quoteId);
}

/** The quote as it stands now, with what was typed and what stands in the way. */
async function show(
  c: Context<BuyerEnv>,
  quoteId: string,
  typed: Typed & { isNew?: boolean },
): Promise<Response> {
  const { db, actor, at } = c.var;
  const { values = {}, problems = {}, refused, isNew = false, files: waiting = [] } = typed;
  const quote = await findQuote(db, quoteId);
  if (!quote || !maySeeQuote(actor, quote)) throw new NotFound('quote', quoteId);
  const seesPrices = may(actor, 'see-prices');
  const [versions, choices, prompt] = await Promise.all([
    listVersions(db, { quoteId, withDraft: false }),
    readOrderChoices(db, { companyId: quote.companyId, on: tradingDay(at) }),
    promptOn(c, { quoteId }),
  ]);
  const sites = choices.sites.filter(({ id }) => mayOrderTo(actor, id));
  const shown = {
    ...{
      quote,
      versions,
      choices: { ...choices, sites },
      seesPrices,
      values,
      problems,
      refused,
      isNew,
      waiting,
      at,
      prompt,
    },
    mayAnswer: may(actor, 'place-orders'),
    keys: { acceptance: newId(), message: newId() },
  };
  const title = wordsFor(c.var.language).quotes.of(quote.number);
  return answerPage(c, <QuotePage {...shown} />, { title, status: statusOf(typed) });
}

const statusOf = ({ problems, refused }: Typed) => {
  if (problems) return 422;
  return refused ? 409 : 200;
};
