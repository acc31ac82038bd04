import { z } from 'zod';
import type { MissingGoods } from '../events/transfer-event.ts';
import { recordEvent } from '../events/record-event.ts';
import { tradingDay } from '../measures/calendar.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { failpoint } from '../platform/failpoint.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import {
  endShort,
  lastArrivalOf,
  promiseGoods,
  settleShort,
  type ShortPromise,
} from '../stock/promise-goods.ts';
import { holdStock } from '../stock/reserve.ts';
import { addReservations, type HeldLine, lockEverywhere } from '../stock/stock.queries.ts';
import { type Found, foundOf } from '../stock/supply.ts';
import {
  findOrderOfShortage,
  findShortArrival,
  listMissingLines,
  listShortPromises,
  type MissingLine,
} from './missing-goods.queries.ts';
import { isCancellable } from './order.ts';
import { type LockedOrder, lockOrder } from './order.queries.ts';

const Job = z.object({ eventId: z.int().positive() });

/** Looks elsewhere for what did not come with a transfer for an order (job). */
export async function seekGoods(db: Db, payload: unknown, at: Date): Promise<void> {
  const { eventId } = Job.parse(payload);
  const orderId = await findOrderOfShortage(db, eventId);
  if (orderId !== undefined) await transact(db, (tx) => seekMissing(tx, { orderId, by: null, at }));
}

/** Who looks, and when; nobody where the shop does it by itself. */
type Looking = { orderId: string; by: Staff | null; at: Date };

/**
 * Looks for what did not come with a transfer for an order: at the order's own branch, then
 * at the others, as when it was placed, but as far as there is any. It is held there, its day
 * is promised in place of the one before, and the buyer is told. What no branch has is told
 * him and our people, once for each short arrival; they look again whenever they want. Only
 * before an order is picked. Harmless to repeat: what is held already is not missing.
 * Locks the order, then the levels of the goods at all branches. Says whether anything was
 * found. By a person only where he agrees terms with customers.
 */
export async function seekMissing(tx: Tx, looking: Looking): Promise<boolean> {
  const { orderId, by, at } = looking;
  if (by && !may(by, 'set-terms')) throw new Refusal({ code: 'not-permitted' });
  const order = await lockOrder(tx, orderId);
  if (!order) throw new NotFound('order', orderId);
  const arrival = await findShortArrival(tx, orderId);
  if (!arrival) return false;
  const promises = await listShortPromises(tx, orderId);
  const missing = isCancellable(order.stage) ? await lockMissing(tx, orderId) : [];
  const [first] = missing;
  if (!first) {
    await endShort(tx, { promises, state: endOf(order), at });
    return false;
  }

  const { branchCode } = first;
  const found = foundOf(missing, { branchCode, on: tradingDay(at) });
  const held = await hold(tx, { orderId, missing, found, at });
  const outcome = (promise: ShortPromise) => outcomeOf(promise, { missing, found });
  await settleShort(tx, { promises, foundOf: outcome, at });
  const { companyId } = order;
  const type = 'order.goods-found';
  await promiseGoods(tx, { held, companyId, at, instead: { ended: promises, reason: type } });
  failpoint('goods.after-holding-missing');
  await tell(tx, looking, { order, arrival, held, promises, missing, found });
  return held.length > 0;
}

/** What nobody looks for any more was not kept where the order went on without it, and is not wanted where that ended. */
const endOf = ({ stage }: LockedOrder) =>
  stage !== 'cancelled' && !isCancellable(stage) ? 'broken' : 'withdrawn';

/** What is missing of a locked order, with the levels of its goods locked at every branch. */
async function lockMissing(tx: Tx, orderId: string): Promise<MissingLine[]> {
  const seen = await listMissingLines(tx, orderId);
  if (seen.length === 0) return [];
  await lockEverywhere(
    tx,
    seen.map(({ productId }) => productId),
  );
  return listMissingLines(tx, orderId);
}

type Search = { missing: readonly MissingLine[]; found: ReadonlyMap<string, Found> };

async function hold(
  tx: Tx,
  { orderId, missing, found, at }: Search & { orderId: string; at: Date },
): Promise<readonly HeldLine[]> {
  const lines = missing.flatMap(({ id: orderLineId, sku, branchCode, productId }) => {
    const { taken, coming = [] } = found.get(orderLineId) ?? {};
    const weightG = taken?.weightG ?? 0;
    return weightG === 0 ? [] : [{ orderLineId, sku, branchCode, productId, weightG, coming }];
  });
  if (lines.length === 0) return [];
  const held = await holdStock(tx, { lines, at });
  await addReservations(tx, { orderId, at, lines: held });
  return held;
}

/** Where what was missing of the goods of a promise is now; it is there where it is not missing any more. */
function outcomeOf({ orderLineId }: ShortPromise, { missing, found }: Search) {
  const line = missing.find(({ id }) => id === orderLineId);
  if (!line) return 'here';
  const { taken, coming = [] } = found.get(line.id) ?? {};
  if ((taken?.weightG ?? 0) < line.weightG) return 'nowhere';
  return coming.length > 0 ? 'coming' : 'here';
}

/** Remembers what was found, and what was not where that was not told since it came short or since some was found. */
async function tell(
  tx: Tx,
  { orderId, by, at }: Looking,
  of: Search & {
    order: LockedOrder;
    arrival: { fromBranch: string; isTold: boolean };
    held: readonly HeldLine[];
    promises: readonly ShortPromise[];
  },
): Promise<void> {
  const { order, arrival, held, promises, missing, found } = of;
  const { number, companyId } = order;
  const about = { orderId, number, fromBranch: arrival.fromBranch };
  const personId = by?.personId ?? null;
  const where = { companyId, personId, channel: null, subjectId: orderId, at };
  const [latest] = promises;
  const there = missing.flatMap((line) => goodsOf(line, found.get(line.id)?.taken));
  if (there.length > 0) {
    const arrivesOn = lastArrivalOf(held);
    const promisedOn = latest ? tradingDay(latest.dueFrom) : null;
    const facts = { ...about, goods: there, arrivesOn, promisedOn };
    await recordEvent(tx, { type: 'order.goods-found', ...facts }, where);
  }
  const nowhere = missing.flatMap((line) => {
    const { taken } = found.get(line.id) ?? {};
    const weightG = line.weightG - (taken?.weightG ?? 0);
    const pieces = line.pieces === null ? null : line.pieces - (taken?.pieces ?? 0);
    return goodsOf(line, { weightG, pieces });
  });
  if (nowhere.length > 0 && (there.length > 0 || !arrival.isTold)) {
    await recordEvent(tx, { type: 'order.goods-not-found', ...about, goods: nowhere }, where);
  }
}

const goodsOf = (
  { sku }: MissingLine,
  part: { weightG: number; pieces: number | null } | undefined,
): MissingGoods[] =>
  part && part.weightG > 0 ? [{ sku, weightG: part.weightG, pieces: part.pieces }] : [];
