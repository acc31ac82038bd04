import { endCommitment, lockAccount } from '../credit/credit.queries.ts';
import { recordEvent } from '../events/record-event.ts';
import { tradingDay } from '../measures/calendar.ts';
import { type Actor, may } from '../people/actor.ts';
import { maySeeOrder } from '../people/order-scope.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { lockJobsOfOrder, scrapJobsOfOrder } from '../stock/cutting-job.queries.ts';
import { releaseStock } from '../stock/release.ts';
import { findWhatIsThere } from './missing-goods.queries.ts';
import { type CancellationReason, isCancellable, isCuttingBegun, isNothingThere } from './order.ts';
import {
  findOrderFacts,
  hasShipments,
  type LockedOrder,
  lockOrder,
  markOrderCancelled,
} from './order.queries.ts';

export type Cancellation = {
  orderId: string;
  reason: CancellationReason;
  /** What the person says about it, in his own words. */
  note: string;
  channel: Channel;
  at: Date;
};

/**
 * Ends an order with a reason: gives back its stock and its credit. Cancelling
 * again changes nothing. Refused once the order is being picked, unless nothing of it is there,
 * and once the saw
 * has begun: what is cut is paid (R19); jobs that have not begun are not done any
 * more. Locks in the written order: account, order with its jobs and transfers, stock.
 */
export async function cancelOrder(tx: Tx, actor: Actor, cancellation: Cancellation): Promise<void> {
  const { orderId, reason, note, channel, at } = cancellation;
  const facts = await findOrderFacts(tx, orderId);
  if (!facts || !maySeeOrder(actor, facts)) throw new NotFound('order', orderId);
  if (!may(actor, 'place-orders')) throw new Refusal({ code: 'not-permitted' });

  if (facts.payment === 'on-account') await lockAccount(tx, facts.companyId);
  const order = await lockOrder(tx, orderId);
  if (!order) throw new NotFound('order', orderId);
  if (order.stage === 'cancelled') return;
  if (!isCancellable(order.stage)) await refuseUnlessNothingThere(tx, order);

  await endOrder(tx, actor, order, { reason, note, channel, at });
}

/**
 * Ends a locked order whose account is locked where it is on account: gives back its
 * stock and its credit, and takes back the jobs that have not begun. Refused once the saw
 * has begun (R19). Whoever calls asks whether it may end.
 */
export async function endOrder(
  tx: Tx,
  actor: Actor,
  order: LockedOrder,
  ended: Omit<Cancellation, 'orderId' | 'channel'> & { channel: Channel | null },
): Promise<void> {
  const { id: orderId, companyId, grossMinor } = order;
  const { reason, note, channel, at } = ended;
  const jobs = await lockJobsOfOrder(tx, orderId);
  if (jobs.some(isCuttingBegun)) throw new Refusal({ code: 'cutting-begun' });

  if (order.payment === 'on-account') {
    const committed = { companyId, orderId, orderMinor: grossMinor, on: tradingDay(at), at };
    await endCommitment(tx, { ...committed, personId: actor.personId, channel });
  }
  await markOrderCancelled(tx, { orderId, by: actor.personId, reason, note, at });
  await scrapJobsOfOrder(tx, orderId);
  await releaseStock(tx, { orderId, endedBy: 'cancelled', by: actor.personId, at });
  await recordEvent(
    tx,
    { type: 'order.cancelled', orderId, number: order.number, reason, note },
    { companyId, personId: actor.personId, channel, subjectId: orderId, at },
  );
}

/** What is picked goes on with what is there; where that is nothing it may end, with no vehicle waiting for it. */
async function refuseUnlessNothingThere(tx: Tx, { id, stage }: LockedOrder): Promise<void> {
  const { isMissing, isHeld } = await findWhatIsThere(tx, id);
  if (!isNothingThere({ stage, isMissing, isHeld })) {
    throw new Refusal({ code: 'order-not-cancellable', stage });
  }
  if (await hasShipments(tx, id)) throw new Refusal({ code: 'vehicles-planned' });
}
