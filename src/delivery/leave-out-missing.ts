import { lockAccount, openAccount } from '../credit/credit.queries.ts';
import { recordEvent } from '../events/record-event.ts';
import { commitmentEntries } from '../ledger/booking.ts';
import { book } from '../ledger/ledger.queries.ts';
import { tradingDay } from '../measures/calendar.ts';
import { amendOrder, type LoweredLine } from '../ordering/amend-order.queries.ts';
import { mayDecideMissing } from '../ordering/await-missing.ts';
import { type Leaving, leftOutOf, readLeaving } from '../ordering/leaving-out.ts';
import { listShortPromises } from '../ordering/missing-goods.queries.ts';
import { isAmendable, isCancellable, isCuttingBegun } from '../ordering/order.ts';
import {
  clearReservedUntil,
  findOrderFacts,
  type LockedOrder,
  lockOrder,
} from '../ordering/order.queries.ts';
import { takeBackBeyond } from '../payments/take-back-beyond.ts';
import type { Actor } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import { maySeeOrder } from '../people/order-scope.ts';
import type { Tx } from '../platform/db/database.ts';
import { failpoint } from '../platform/failpoint.ts';
import { newId } from '../platform/id.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { lockJobsOfOrder } from '../stock/cutting-job.queries.ts';
import { endShort } from '../stock/promise-goods.ts';
import { followGoods } from './follow-weighing.ts';
import { deliverWhenAllIsThere } from './hand-over.ts';
import { listLinesToShip } from './order-to-ship.queries.ts';
import { standingOf } from './shipment.ts';

type LeavingOut = { orderId: string; version: number; channel: Channel; at: Date };

/**
 * Leaves out of an order what did not come for it and is held nowhere: a new version of
 * the order under the same number (R23), whose lines are what is there, at their own prices
 * and with the break that they were placed with. On account it is promised so much less
 * (R13); what was paid beyond the new sum goes back to the company's balance; what was
 * promised of the missing goods is promised no more; and an order of which all else is
 * handed over is delivered. Refused below what stands on vehicles and below a cut, and
 * where nothing would be left, which is to cancel. Once nothing is missing it changes
 * nothing, however often and by whomever it is asked: says whether it did. Locks account,
 * order, its cutting.
 */
export async function leaveOutMissing(tx: Tx, actor: Actor, out: LeavingOut): Promise<boolean> {
  const { orderId, version, channel, at } = out;
  const facts = await findOrderFacts(tx, orderId);
  if (!facts || !maySeeOrder(actor, facts)) throw new NotFound('order', orderId);
  if (!mayDecideMissing(actor)) throw new Refusal({ code: 'not-permitted' });
  const { companyId } = facts;
  await openAccount(tx, companyId);
  await lockAccount(tx, companyId);
  const order = await lockOrder(tx, orderId);
  if (!order) throw new NotFound('order', orderId);
  const leaving = await readLeaving(tx, orderId);
  if (leaving.lines.length === 0) return false;
  if (order.version !== version) throw new Refusal({ code: 'changed-meanwhile' });
  if (!isAmendable(order.stage)) throw new Refusal({ code: 'order-over', stage: order.stage });
  if (leaving.isAll) throw new Refusal({ code: 'nothing-left-of-order' });
  await refuseBelowCuts(tx, orderId, leaving.lines);
  await refuseBelowVehicles(tx, orderId, leaving.lines);

  const by = { personId: actor.personId, channel, at };
  const backMinor = Math.max(0, order.paidMinor - order.grossMinor + leaving.lessMinor);
  const back = { companyId, orderId, beyondMinor: backMinor, reason: 'left-out' };
  await takeBackBeyond(tx, back, by);
  const number = await amend(tx, order, leaving, by);
  failpoint('amendment.after-order');
  await endPromises(tx, orderId, at);
  await recordEvent(
    tx,
    {
      ...{ type: 'order.goods-left-out', orderId, number: order.number, version: number },
      goods: leaving.lines.map(leftOutOf),
      ...{ fromMinor: order.grossMinor, toMinor: order.grossMinor - leaving.lessMinor, backMinor },
    },
    { companyId, personId: actor.personId, channel, subjectId: orderId, at },
  );
  const amended = await lockOrder(tx, orderId);
  if (amended) await deliverWhenAllIsThere(tx, amended, by);
  return true;
}

type By = { personId: string; channel: Channel; at: Date };

/** Writes the version, and what follows from a lower sum: on account, for the vehicles that have left, for the time of its stock. */
async function amend(tx: Tx, order: LockedOrder, leaving: Leaving, by: By): Promise<number> {
  const { id: orderId, companyId, payment, stage } = order;
  const { lessMinor } = leaving;
  const id = newId(by.at.getTime());
  const number = await amendOrder(tx, { id, orderId, companyId, ...leaving, by });
  if (payment === 'on-account' && lessMinor > 0) {
    const entries = commitmentEntries({ companyId, orderId, grossMinor: -lessMinor });
    const effectiveOn = tradingDay(by.at);
    await book(tx, {
      ...{ kind: 'amended', reference: id, companyId, orderId, entries, effectiveOn, ...by },
    });
  }
  const amended = await lockOrder(tx, orderId);
  if (!amended) return number;
  await followGoods(tx, amended, { ...by, reference: id });
  const isPaid = amended.paidMinor >= amended.grossMinor;
  if (payment === 'prepaid' && isCancellable(stage) && isPaid && amended.reservedUntil) {
    await clearReservedUntil(tx, orderId);
  }
  return number;
}

/** What is cut, or is to be, is not taken out here: bars follow their cut list, and what was begun is paid (R19). */
async function refuseBelowCuts(
  tx: Tx,
  orderId: string,
  lines: readonly LoweredLine[],
): Promise<void> {
  await lockJobsOfOrder(tx, orderId);
  const states = lines.flatMap(({ before }) => before.cuttingState ?? []);
  if (states.some(isCuttingBegun)) throw new Refusal({ code: 'cutting-begun' });
  if (states.length > 0) throw new Refusal({ code: 'bars-follow-cuts' });
}

/** More than is there may stand on the plan of a vehicle: that is changed first. */
async function refuseBelowVehicles(
  tx: Tx,
  orderId: string,
  lines: readonly LoweredLine[],
): Promise<void> {
  const toShip = await listLinesToShip(tx, orderId);
  for (const { before, after } of lines) {
    const line = toShip.find(({ id }) => id === before.id);
    if (!line) continue;
    const { shippedG, shippedPieces, plannedG, plannedPieces } = standingOf(line, line.parts);
    const isBeyond =
      after.pieces === null
        ? plannedG > 0 && shippedG + plannedG > after.weightG
        : shippedPieces + plannedPieces > after.pieces;
    if (isBeyond) throw new Refusal({ code: 'left-out-on-vehicle', sku: before.sku });
  }
}

/** What was promised of goods that are not wanted any more: broken where its day is over, else withdrawn. */
async function endPromises(tx: Tx, orderId: string, at: Date): Promise<void> {
  const promises = await listShortPromises(tx, orderId);
  const isOver = ({ dueUntil }: { dueUntil: Date }) => dueUntil < at;
  await endShort(tx, { promises: promises.filter(isOver), state: 'broken', at });
  const inTime = promises.filter((promise) => !isOver(promise));
  await endShort(tx, { promises: inTime, state: 'withdrawn', at });
}
