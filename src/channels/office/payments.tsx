import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { OfficeFrame } from '../../../views/office/frame.tsx';
import type { TroubleRows } from '../../../views/office/payment-troubles.tsx';
import { PaymentsList, PaymentsPage, TroublesPage } from '../../../views/office/payments.tsx';
import { PAYMENTS_BASE } from '../../../views/parts/payment-table.tsx';
import { listOpenReceipts } from '../../payments/fiscal-receipt.queries.ts';
import { tryReceiptsNow } from '../../payments/register-receipts.ts';
import { closeNotice, lookAgain, lookUpAttempt } from '../../payments/look-into-trouble.ts';
import { listPayments, type PaymentRow } from '../../payments/payment-list.queries.ts';
import { type TroubleKind, troubleKinds } from '../../payments/payment-trouble.ts';
import {
  countTroubles,
  listOpenDisputes,
  listOpenNotices,
  listRefunds,
  listStockless,
  listUnknownAttempts,
} from '../../payments/payment-trouble.queries.ts';
import { may } from '../../people/actor.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, readQuery, wantsFragment } from '../exchange.ts';
import { staff } from '../guards.ts';
import { findMeantCompany } from '../meant-company.ts';
import { answerPage, answerPart } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { doneDeeds, paymentDecisions, paymentPages, type PaymentPlace } from '../payment-sheet.tsx';
import { SearchText } from '../query-fields.ts';
import { DayField } from '../trade-fields.ts';
import { placeOf } from './place.ts';

const PAGE = 50;
const ROWS_MAX = 100;

const Day = DayField.optional().catch(undefined);
const Filter = z.object({
  text: SearchText,
  company: z.string().trim().max(100).catch(''),
  method: z.enum(['card', 'transfer', 'cash', 'terminal']).optional().catch(undefined),
  from: Day,
  to: Day,
  after: z.string().max(80).optional().catch(undefined),
});
const Which = z.object({
  show: z.enum(troubleKinds).optional().catch(undefined),
  done: z.enum(doneDeeds).optional().catch(undefined),
  after: z.string().max(80).optional().catch(undefined),
});
const Closing = z.object({ note: z.string().trim().min(3, 'reason').max(300) });

const office: PaymentPlace = {
  base: PAYMENTS_BASE,
  channel: null,
  orderHref: (orderId) => `/office/orders/${orderId}`,
  frame: (c, content) => <OfficeFrame {...placeOf(c.var.actor, 'payments')}>{content}</OfficeFrame>,
};

/** Our people's page of payments: what came, what goes back, what waits for somebody. */
export const officePayments = new Hono<StaffEnv>()
  .use(staff('see-money'))

  .get('/', async (c) => {
    const { show } = readQuery(c, Which);
    return show === undefined ? showAll(c) : showTroubles(c, show);
  })

  .post('/notices/:eventId/look', staff('keep-books'), async (c) => {
    const { db, actor } = c.var;
    await transact(db, (tx) => lookAgain(tx, actor, c.req.param('eventId')));
    return c.redirect(`${PAYMENTS_BASE}?show=notices&done=looked`, 303);
  })

  .post('/notices/:eventId/closing', staff('keep-books'), async (c) => {
    const eventId = c.req.param('eventId');
    const form = await readForm(c, Closing);
    if (!form.ok) return showTroubles(c, 'notices', { id: eventId, ...form });
    const { db, actor, at } = c.var;
    await transact(db, (tx) => closeNotice(tx, actor, { eventId, ...form.data, at }));
    return c.redirect(`${PAYMENTS_BASE}?show=notices&done=closed`, 303);
  })

  .post('/receipts/retry', staff('move-money'), async (c) => {
    const { db, actor, at } = c.var;
    await transact(db, (tx) => tryReceiptsNow(tx, actor, at));
    return c.redirect(`${PAYMENTS_BASE}?show=receipts&done=tried`, 303);
  })

  .post('/attempts/:attemptId/look', staff('keep-books'), async (c) => {
    const attemptId = pathId('attempt', c.req.param('attemptId'));
    const { db, actor, at, cards } = c.var;
    await lookUpAttempt(db, cards, actor, { attemptId, at });
    return c.redirect(`${PAYMENTS_BASE}?show=attempts&done=looked`, 303);
  })

  .route('/', paymentPages(office))
  .route('/', paymentDecisions(office));

/** Three statements, two where no company is named. */
async function showAll(c: Context<StaffEnv>): Promise<Response> {
  const { text, company: typed, method, from, to, after } = readQuery(c, Filter);
  const { db } = c.var;
  const company = await findMeantCompany(db, typed);
  const found = await listPayments(db, {
    ...{ text, method, fromDay: from, toDay: to, companyId: company?.companyId },
    ...{ after: positionOf(after), limit: PAGE + 1 },
  });
  const filter = { text, company: typed, method, from, to };
  const narrowed = { ...filter, company: company?.companyId };
  const list = { ...pageOf(found, narrowed), filter, companyName: company?.name };
  if (wantsFragment(c)) return answerPart(c, <PaymentsList {...list} />);
  return answerPage(c, <PaymentsPage {...await headOf(c)} {...list} />, { title: titleOf(c) });
}

async function showTroubles(
  c: Context<StaffEnv>,
  kind: TroubleKind,
  typed?: { id: string; values: Record<string, string>; problems: Record<string, string> },
): Promise<Response> {
  const rows = await readRows(c, kind);
  const isThere =
    rows.kind !== 'notices' || rows.notices.some(({ eventId }) => eventId === typed?.id);
  if (typed && !isThere) throw new NotFound('notice', typed.id);
  const mayAct = may(c.var.actor, 'keep-books');
  const page = <TroublesPage {...await headOf(c)} {...rows} typed={typed} mayAct={mayAct} />;
  const words = wordsFor(c.var.language).officePayments;
  const title = `${words.title}: ${words.troubles[kind]}`;
  return answerPage(c, page, { title, status: typed ? 422 : 200 });
}

type Rows = TroubleRows extends infer One
  ? One extends TroubleRows
    ? Omit<One, 'typed' | 'mayAct'>
    : never
  : never;

async function readRows(c: Context<StaffEnv>, kind: TroubleKind): Promise<Rows> {
  const { db, at } = c.var;
  const rowsMax = ROWS_MAX;
  switch (kind) {
    case 'waiting':
    case 'to-give':
    case 'failed':
      return { kind, refunds: await listRefunds(db, { kind, rowsMax }) };
    case 'disputes':
      return { kind, disputes: await listOpenDisputes(db, rowsMax) };
    case 'notices':
      return { kind, notices: await listOpenNotices(db, { at, rowsMax }) };
    case 'attempts':
      return { kind, attempts: await listUnknownAttempts(db, { at, rowsMax }) };
    case 'receipts':
      return { kind, receipts: await listOpenReceipts(db, { at, rowsMax }) };
    case 'stockless':
      return { kind, orders: await listStockless(db, rowsMax) };
    case 'unspent': {
      const after = positionOf(readQuery(c, Which).after);
      const found = await listPayments(db, { isUnspent: true, after, limit: PAGE + 1 });
      return { kind, ...pageOf(found, { show: kind }) };
    }
  }
}

async function headOf(c: Context<StaffEnv>) {
  const { db, actor, at } = c.var;
  const place = placeOf(actor, 'payments');
  return { place, counts: await countTroubles(db, at), deed: readQuery(c, Which).done };
}

const titleOf = (c: Context<StaffEnv>) => wordsFor(c.var.language).officePayments.title;

/** A page of what was found, with the address of the next one. */
function pageOf(found: readonly PaymentRow[], filter: Record<string, string | undefined>) {
  const payments = found.slice(0, PAGE);
  const last = payments.at(-1);
  if (!last || found.length <= PAGE) return { payments, nextHref: undefined };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value);
  query.set('after', `${last.receivedOn}_${last.id}`);
  return { payments, nextHref: `${PAYMENTS_BASE}?${query.toString()}` };
}

/** The payment that a page goes on after; `undefined` for the first page. */
function positionOf(text: string | undefined): { receivedOn: string; id: string } | undefined {
  const [day = '', id = ''] = text?.split('_') ?? [];
  const receivedOn = DayField.safeParse(day).data;
  const isPosition = receivedOn !== undefined && z.uuid().safeParse(id).success;
  return isPosition ? { receivedOn, id } : undefined;
}
