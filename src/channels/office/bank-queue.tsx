import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { BankLinePage } from '../../../views/office/bank-line.tsx';
import { BankQueuePage } from '../../../views/office/bank-queue.tsx';
import { figuresFor } from '../../../views/figures.ts';
import { wordsFor } from '../../../views/language.tsx';
import { findCompany, findCustomers } from '../../customers/customers.queries.ts';
import { BOOKS_CURRENCY } from '../../ledger/booking.ts';
import { allocateOldestFirst } from '../../payments/allocation.ts';
import { asPayment, type BankLine } from '../../payments/bank-line.ts';
import { findBankLine, readQueue } from '../../payments/bank-line.queries.ts';
import { bookBankLine } from '../../payments/book-bank-line.ts';
import { TRANSFER_FEE_MINOR } from '../../payments/book-certain-lines.ts';
import { matchPayments } from '../../payments/match-payment.ts';
import { listOpenItems, type OpenOrder } from '../../payments/open-item.queries.ts';
import { listPaidBy } from '../../payments/payments.queries.ts';
import { listTransfersDue } from '../../payments/refund.queries.ts';
import { decideReversal, reverseBankLine } from '../../payments/reverse-payment.ts';
import { returnBankLine, setAsideBankLine } from '../../payments/set-aside-bank-line.ts';
import { settleRefundByTransfer } from '../../payments/settle-by-transfer.ts';
import type { Db } from '../../platform/db/database.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, readQuery, typedIn } from '../exchange.ts';
import { staff } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { SearchText } from '../query-fields.ts';
import { LineBooked, LineSetAside, readShares } from './bank-fields.ts';
import { placeOf } from './place.ts';

const NEXT = 20;
const COMPANIES = 8;
const QUEUE = '/office/bank/queue';

const Id = z.uuid().optional().catch(undefined);
const Asked = z.object({ line: Id, company: Id, done: Id, q: SearchText });
const Undoing = z.object({ undoReason: z.string().trim().min(1).max(300) });
const Deciding = z.object({ verdict: z.enum(['agreed', 'refused']) });
const Refunding = z.object({ refundId: z.uuid() });

type Refused = { values: Record<string, string>; problems: Record<string, string> };

/** What waits for somebody to say whose money it is, one line after the other. */
export const bankQueue = new Hono<StaffEnv>().use(staff('keep-books')).get('/', (c) => {
  const { line, company, done, q } = readQuery(c, Asked);
  return showQueue(c, { lineId: line, companyId: company, doneId: done, text: q });
});

/** One line of a statement: booked, set aside, taken back. */
export const bankLines = new Hono<StaffEnv>()
  .use(staff('keep-books'))

  .get('/:lineId', (c) => showLine(c))

  .post('/:lineId/booking', async (c) => {
    const lineId = lineIdOf(c);
    const named = pathId('company', c.var.fields.get('companyId')?.[0] ?? '');
    const form = await readForm(c, LineBooked);
    const read = readShares(c.var.fields);
    if (!form.ok || (form.data.way === 'chosen' && !read.ok)) {
      const values = typedIn(c);
      const problems = { ...(read.ok ? {} : read.problems), ...(form.ok ? {} : form.problems) };
      return showQueue(c, { lineId, companyId: named, booking: { values, problems } });
    }
    const { db, actor, at } = c.var;
    const { companyId, way, next } = form.data;
    const orders = read.ok ? read.orders : [];
    const share = way === 'chosen' ? { way, orders } : { way };
    await transact(db, (tx) => bookBankLine(tx, actor, { lineId, companyId, share, at }));
    return toNext(c, lineId, next);
  })

  .post('/:lineId/set-aside', async (c) => {
    const lineId = lineIdOf(c);
    const form = await readForm(c, LineSetAside);
    if (!form.ok) return showQueue(c, { lineId, aside: form });
    const { db, actor, at } = c.var;
    const { next, ...why } = form.data;
    await transact(db, (tx) => setAsideBankLine(tx, actor, { lineId, ...why, at }));
    return toNext(c, lineId, next);
  })

  .post('/:lineId/return', async (c) => {
    const lineId = lineIdOf(c);
    const { db, actor, at } = c.var;
    await transact(db, (tx) => returnBankLine(tx, actor, { lineId, at }));
    return c.redirect(`${QUEUE}?line=${lineId}`, 303);
  })

  .post('/:lineId/reversal', async (c) => {
    const lineId = lineIdOf(c);
    const form = await readForm(c, Undoing);
    if (!form.ok) return showLine(c, form);
    const { db, actor, at } = c.var;
    const { undoReason: reason } = form.data;
    await transact(db, (tx) => reverseBankLine(tx, actor, { lineId, reason, at }));
    return c.redirect(`/office/bank/lines/${lineId}`, 303);
  })

  .post('/:lineId/reversal/decision', async (c) => {
    const lineId = lineIdOf(c);
    const form = await readForm(c, Deciding);
    if (!form.ok) return showLine(c, form);
    const { db, actor, at } = c.var;
    const isAgreed = form.data.verdict === 'agreed';
    await transact(db, (tx) => decideReversal(tx, actor, { lineId, isAgreed, at }));
    return c.redirect(`/office/bank/lines/${lineId}`, 303);
  })

  .post('/:lineId/refund', async (c) => {
    const lineId = lineIdOf(c);
    const form = await readForm(c, Refunding);
    if (!form.ok) return showLine(c, form);
    const { db, actor, at } = c.var;
    const { refundId } = form.data;
    await transact(db, (tx) => settleRefundByTransfer(tx, actor, { lineId, refundId, at }));
    return c.redirect(`/office/bank/lines/${lineId}`, 303);
  });

const lineIdOf = (c: Context<StaffEnv>) => pathId('bank line', c.req.param('lineId') ?? '');

function toNext(c: Context<StaffEnv>, done: string, next: string | undefined): Response {
  return c.redirect(`${QUEUE}?done=${done}${next === undefined ? '' : `&line=${next}`}`, 303);
}

type Asking = {
  lineId?: string | undefined;
  companyId?: string | undefined;
  doneId?: string | undefined;
  text?: string | undefined;
  booking?: Refused;
  aside?: Refused;
};

/** The line at hand with what it may be for, and those around it: three statements. */
async function showQueue(c: Context<StaffEnv>, asking: Asking): Promise<Response> {
  const { db, actor } = c.var;
  const { lineId, doneId, booking, aside } = asking;
  const queue = await readQueue(db, { lineId, next: NEXT });
  const line = queue.lines.find(({ id }) => id === lineId) ?? queue.lines[0];
  const isForm = booking !== undefined || aside !== undefined;
  if (isForm && line?.id !== lineId) throw new NotFound('waiting bank line', lineId ?? '');
  const at = line ? queue.lines.indexOf(line) : -1;
  const shown = {
    ...{ place: placeOf(actor, 'bank'), queue, line, doneId, booking, aside },
    isGone: lineId !== undefined && line?.id !== lineId,
    previous: queue.lines[at - 1],
    later: queue.lines.slice(at + 1),
    ...(line && (await readChoices(db, line, asking))),
    text: asking.text,
  };
  const { bank } = wordsFor(c.var.language);
  const status = isForm ? 422 : 200;
  return answerPage(c, <BankQueuePage {...shown} />, { title: bank.queue, status });
}

/** What a line may be for: suggestions, and the company that was chosen or is looked for. */
async function readChoices(db: Db, line: BankLine, { companyId, text }: Asking) {
  const items = await listOpenItems(db);
  const [match] = matchPayments([asPayment(line)], items, TRANSFER_FEE_MINOR);
  const nameOf = new Map(items.map((item) => [item.companyId, item.companyName]));
  const suggestions = (match?.suggestions ?? []).map((one) => ({
    ...one,
    companyName: nameOf.get(one.companyId) ?? '',
  }));
  if (companyId !== undefined) {
    const company = await findCompany(db, companyId);
    if (!company) throw new NotFound('company', companyId);
    const own = items.filter((item) => item.companyId === companyId);
    return { suggestions, chosen: { ...company, orders: withShares(line, own) } };
  }
  // A payer that owes nothing is found by his BIN all the same.
  const sought = text ?? (suggestions.length === 0 ? line.partyBin : null);
  const companies = sought === null ? undefined : await findCustomers(db, sought, COMPANIES);
  return { suggestions, companies };
}

/** What a company owes, with what each gets of a line when the oldest are paid first. Minor units. */
function withShares({ amountMinor, currency }: BankLine, items: readonly OpenOrder[]) {
  const { allocations } = allocateOldestFirst({
    payments: [{ id: '', currency, leftMinor: amountMinor }],
    items: items.map((item) => ({ ...item, targetMinor: item.dueMinor, allocatedMinor: 0 })),
  });
  const shareOf = new Map(allocations.map((one) => [one.itemId, one.amountMinor]));
  return items.map((item) => ({ ...item, shareMinor: shareOf.get(item.id) ?? 0 }));
}

/** Refunds are given in the currency of the books alone. */
const isRefundAtAll = ({ state, currency }: BankLine) =>
  state === 'outgoing' && currency === BOOKS_CURRENCY;

/** One line and what became of it: two statements. */
async function showLine(c: Context<StaffEnv>, refused?: Refused): Promise<Response> {
  const { db, actor } = c.var;
  const lineId = lineIdOf(c);
  const found = await findBankLine(db, lineId);
  if (!found) throw new NotFound('bank line', lineId);
  const { line, reversal } = found;
  const shown = {
    ...{ place: placeOf(actor, 'bank'), line, reversal, readerId: actor.personId, refused },
    paid: line.paymentId === null ? [] : await listPaidBy(db, line.paymentId),
    refunds: isRefundAtAll(line) ? await listTransfersDue(db, line.amountMinor) : [],
  };
  const { bank } = wordsFor(c.var.language);
  const title = bank.line(figuresFor(c.var.language).moneyIn(line.amountMinor, line.currency));
  return answerPage(c, <BankLinePage {...shown} title={title} />, {
    ...{ title, status: refused ? 422 : 200 },
  });
}
