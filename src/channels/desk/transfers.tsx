import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Desk } from '../../../views/desk/frame.tsx';
import { type PlanShown, TransferPlanPage } from '../../../views/desk/transfer-plan.tsx';
import { TransferPage, type TransferRefused } from '../../../views/desk/transfer.tsx';
import { TransfersPage } from '../../../views/desk/transfers.tsx';
import { wordsFor } from '../../../views/language.tsx';
import { sentLotName } from '../../../views/shipment-names.ts';
import { tradingDay } from '../../measures/calendar.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/id.ts';
import { planForOrders } from '../../ordering/plan-for-orders.ts';
import { NotFound, Refusal } from '../../platform/refusal.ts';
import { cancelTransfer } from '../../stock/cancel-transfer.ts';
import { needsByWay, type WayNeeded } from '../../stock/needs-by-way.ts';
import { listOrderNeeds } from '../../stock/order-transfer.queries.ts';
import { planTransfer } from '../../stock/plan-transfer.ts';
import { receiveTransfer } from '../../stock/receive-transfer.ts';
import { sendTransfer } from '../../stock/send-transfer.ts';
import { roadBetween, transferTimes } from '../../stock/transfer-times.ts';
import { listLotsToSend, listSenders, type LotToSend } from '../../stock/transfer.queries.ts';
import { findTransfer, listTransfers } from '../../stock/transfers.queries.ts';
import type { StaffEnv } from '../env.ts';
import { many, readForm, readQuery, typedIn } from '../exchange.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { amountsNamed, amountsSaid } from '../shipment-fields.ts';

const TRANSFERS_MAX = 100;

const optionalText = (length: number) => z.string().trim().max(length).default('');
/** As many SKUs as one form is still looked over with, as they are typed or pasted. */
const SKUS_MAX = 20;
const SKUS_CHARS_MAX = 600;
const Sku = z.object({ sku: z.string().trim().max(SKUS_CHARS_MAX).catch('') });
/** What the page itself wrote into its form. */
const Chosen = z.object({
  id: z.uuid(),
  sku: z.string().min(1).max(SKUS_CHARS_MAX),
  from: z.string().min(1).max(10),
  to: z.string().min(1).max(10),
});
const Needed = z.object({
  id: z.uuid(),
  orderId: many(z.uuid()),
  from: z.string().min(1).max(10),
  to: z.string().min(1).max(10),
});
const Planning = z.object({ note: optionalText(300) });
const Versioned = z.object({ version: z.coerce.number().int() });
const Leaving = Versioned.extend({ plate: optionalText(20) });
const Arriving = Versioned.extend({ arrivalNote: optionalText(300) });
const Cancelling = Versioned.extend({ cancelNote: z.string().trim().min(3, 'reason').max(300) });

/** Goods between our branches: what is open, planning it, and each step of it. */
export function transfers(desk: Desk): Hono<StaffEnv> {
  return new Hono<StaffEnv>()
    .get('/', (c) => showList(c, desk))
    .get('/new', (c) => showPlan(c, desk))
    .post('/', (c) => plan(c, desk))
    .get('/:transferId', (c) => show(c, desk))
    .post('/for-orders', (c) => planNeed(c, desk))
    .post('/:transferId/departure', (c) => leave(c, desk))
    .post('/:transferId/arrival', (c) => arrive(c, desk))
    .post('/:transferId/cancellation', (c) => cancel(c, desk));
}

/** From one branch to another. */
type Way = { fromBranch: string; toBranch: string };

/** The transfers of the clerk's branch, and what orders need from it or at it; `unchosen`: the way for which nothing was chosen. Two statements. */
async function showList(c: Context<StaffEnv>, desk: Desk, unchosen?: Way): Promise<Response> {
  const { db, actor, at } = c.var;
  const { branchCode } = actor;
  const of = { branchCode, limit: TRANSFERS_MAX };
  const [found, rows] = await Promise.all([listOrderNeeds(db, of), listTransfers(db, of)]);
  const needs = needsByWay(found).map((way) => ({ ...way, formKey: newId(at.getTime()) }));
  if (unchosen && !needs.some((way) => isOf(way, unchosen))) {
    throw new Refusal({ code: 'changed-meanwhile' });
  }
  const page = <TransfersPage {...{ desk, needs, rows, unchosen, day: tradingDay(at) }} />;
  const { title } = wordsFor(c.var.language).transfers;
  return answerPage(c, page, { title, status: unchosen ? 422 : 200 });
}

const isOf = (way: WayNeeded, { fromBranch, toBranch }: Way): boolean =>
  way.fromBranch === fromBranch && way.toBranch === toBranch;

type Typed = NonNullable<PlanShown['refused']>;

const skusIn = (text: string): string[] =>
  [...new Set(text.split(/[\s,;]+/).filter(Boolean))].slice(0, SKUS_MAX);

/** Where products lie, and when they would be here. Two statements. */
async function showPlan(c: Context<StaffEnv>, desk: Desk, refused?: Typed): Promise<Response> {
  const { db, actor, at } = c.var;
  const sku = refused?.values['sku'] ?? readQuery(c, Sku).sku;
  const [lots, senders] = await Promise.all([
    sku === '' ? [] : listLotsToSend(db, skusIn(sku)),
    listSenders(db),
  ]);
  const codes = senders.map(({ code }) => code);
  const { branchCode: own } = actor;
  const on = tradingDay(at);
  const branches = senders.flatMap(({ code: from, departsOn, vehicleUpToG }) => {
    const lying = lots.filter(({ branchCode }) => branchCode === from);
    if (lying.length === 0) return [];
    const ways = codes.flatMap((to) => {
      const roadKm = roadBetween(from, to);
      const isTheirs = own === null || own === from || own === to;
      if (to === from || roadKm === undefined || !isTheirs) return [];
      return [{ to, roadKm, ...transferTimes({ roadKm, departsOn, on }) }];
    });
    return [{ from, vehicleUpToG, lots: lying, ways }];
  });
  const lost = skusIn(sku).filter((one) => !lots.some((lot) => lot.sku === one));
  const shown = { desk, sku, lost, own, branches, formKey: newId(at.getTime()), refused };
  return answerPage(c, <TransferPlanPage {...shown} />, {
    title: wordsFor(c.var.language).transfers.plan,
    status: refused ? 422 : 200,
  });
}

const isCounted = ({ pieces }: Pick<LotToSend, 'pieces'>) => pieces !== null;

/** Plans a transfer of what was typed of the lots. */
async function plan(c: Context<StaffEnv>, desk: Desk): Promise<Response> {
  const { db, actor, at } = c.var;
  const said = await readForm(c, Chosen);
  if (!said.ok) throw new Refusal({ code: 'changed-meanwhile' });
  const form = await readForm(c, Planning);
  const { id, sku, from: fromBranch, to: toBranch } = said.data;
  const lots = await listLotsToSend(db, skusIn(sku));
  const fields = lots.map((lot) => ({ name: sentLotName(lot.lotId), isCounted: isCounted(lot) }));
  const goes = await readForm(c, amountsNamed(fields));
  if (!form.ok || !goes.ok) {
    const values = typedIn(c);
    const problems = { ...(form.ok ? {} : form.problems), ...(goes.ok ? {} : goes.problems) };
    return showPlan(c, desk, { values, problems });
  }
  const { note } = form.data;
  const chosen = lots
    .filter(({ branchCode }) => branchCode === fromBranch)
    .map((lot) => amountOf(lot, goes.data));
  const planned = { id, fromBranch, toBranch, lots: chosen, note, channel: desk.channel, at };
  await transact(db, (tx) => planTransfer(tx, actor, planned));
  return back(c, desk, id);
}

/** Plans that what the chosen orders need from a branch goes to theirs, with one vehicle. */
async function planNeed(c: Context<StaffEnv>, desk: Desk): Promise<Response> {
  const { db, actor, at } = c.var;
  const form = await readForm(c, Needed);
  if (!form.ok) throw new Refusal({ code: 'changed-meanwhile' });
  const { id, orderId: orderIds, from: fromBranch, to: toBranch } = form.data;
  if (orderIds.length === 0) return showList(c, desk, { fromBranch, toBranch });
  const planned = { id, orderIds, fromBranch, toBranch, channel: desk.channel, at };
  await transact(db, (tx) => planForOrders(tx, actor, planned));
  return back(c, desk, id);
}

/** What was typed of a lot: pieces where it is counted, else grams. */
function amountOf(
  lot: { lotId: string; pieces: number | null },
  typed: Readonly<Record<string, number | undefined>>,
) {
  const { lotId } = lot;
  const amount = typed[sentLotName(lotId)] ?? 0;
  return isCounted(lot) ? { lotId, pieces: amount } : { lotId, weightG: amount };
}

/** One transfer with its next step. One statement. */
async function show(
  c: Context<StaffEnv>,
  desk: Desk,
  refused: TransferRefused = {},
): Promise<Response> {
  const { actor } = c.var;
  const transfer = await readTransfer(c);
  const shown = { desk, transfer, own: actor.branchCode, refused };
  return answerPage(c, <TransferPage {...shown} />, {
    title: wordsFor(c.var.language).transfers.titleOf(transfer.number),
    status: Object.keys(refused).length > 0 ? 422 : 200,
  });
}

async function readTransfer(c: Context<StaffEnv>) {
  const { db, actor } = c.var;
  const id = transferIdOf(c);
  const transfer = await findTransfer(db, { id, branchCode: actor.branchCode });
  if (!transfer) throw new NotFound('transfer', id);
  return transfer;
}

/** Lets it leave. */
async function leave(c: Context<StaffEnv>, desk: Desk): Promise<Response> {
  const { db, actor, at } = c.var;
  const transferId = transferIdOf(c);
  const form = await readForm(c, Leaving);
  if (!form.ok) return show(c, desk, { leave: form });
  const { version, plate: vehiclePlate } = form.data;
  const sent = { transferId, version, vehiclePlate, channel: desk.channel, at };
  await transact(db, (tx) => sendTransfer(tx, actor, sent));
  return back(c, desk, transferId);
}

/** Books in what arrived. */
async function arrive(c: Context<StaffEnv>, desk: Desk): Promise<Response> {
  const { db, actor, at } = c.var;
  const transfer = await readTransfer(c);
  const form = await readForm(c, Arriving);
  const fields = transfer.lots.map((lot) => ({
    ...{ name: sentLotName(lot.lotId), isCounted: isCounted(lot) },
  }));
  const came = await readForm(c, amountsSaid(fields));
  if (!form.ok) return show(c, desk, { arrive: form });
  if (!came.ok) return show(c, desk, { arrive: came });
  const { version, arrivalNote: note } = form.data;
  const lots = transfer.lots.map((lot) => amountOf(lot, came.data));
  const { id: transferId } = transfer;
  const arrived = { transferId, version, lots, note, channel: desk.channel, at };
  await transact(db, (tx) => receiveTransfer(tx, actor, arrived));
  return back(c, desk, transferId);
}

/** Takes it back. */
async function cancel(c: Context<StaffEnv>, desk: Desk): Promise<Response> {
  const { db, actor, at } = c.var;
  const transferId = transferIdOf(c);
  const form = await readForm(c, Cancelling);
  if (!form.ok) {
    if (form.problems['version']) throw new Refusal({ code: 'changed-meanwhile' });
    return show(c, desk, { cancel: form });
  }
  const { version, cancelNote: note } = form.data;
  const cancelled = { transferId, version, note, channel: desk.channel, at };
  await transact(db, (tx) => cancelTransfer(tx, actor, cancelled));
  return back(c, desk, transferId);
}

const transferIdOf = (c: Context<StaffEnv>): string =>
  pathId('transfer', c.req.param('transferId') ?? '');

const back = (c: Context<StaffEnv>, { base }: Desk, id: string): Response =>
  c.redirect(`${base}/transfers/${id}`, 303);
