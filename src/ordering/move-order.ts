import { lockAccount, openAccount } from '../credit/credit.queries.ts';
import { refuseHeldShipment } from '../credit/refuse-held.ts';
import { recordEvent } from '../events/record-event.ts';
import { bookHandOver } from '../ledger/book-hand-over.ts';
import { tradingDay } from '../measures/calendar.ts';
import type { Staff } from '../people/actor.ts';
import { may } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import type { InstalmentGate, OrderStage } from '../platform/db/schema.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { findComing } from '../stock/order-transfer.queries.ts';
import { lockJobsOfOrder } from '../stock/cutting-job.queries.ts';
import { shipStock } from '../stock/ship.ts';
import { chargeStorage } from './charge-storage.ts';
import { listLinesToLeaveOut } from './amend-order.queries.ts';
import { findWhatIsThere } from './missing-goods.queries.ts';
import { beginDueDays } from './due-days.queries.ts';
import { nextStage } from './order.ts';
import {
  findOrderFacts,
  hasShipments,
  lockOrder,
  type LockedOrder,
  setOrderStage,
} from './order.queries.ts';
import { refuseFreightOpen } from './refuse-freight-open.ts';
import { refuseUnpaid } from './refuse-unpaid.ts';
import { releaseUnpaid } from './release-unpaid.ts';

/**
 * Moves an order to its next stage, as staff see it happen: confirmed, picking,
 * ready, handed over. It is not picked before all that comes from other branches is
 * there, nor where nothing is held for it since its time ran out unpaid (R18). Handing over takes the goods out of stock, lot by lot, and charges those that lay
 * for too long before they were fetched (R21); it is of the whole order, so what did not
 * come is left out before. An order is not picked or handed over before what is due then is
 * paid (R12), unless somebody who may says why, and is not ready while something of it is
 * still to be cut, and one on account does not leave the yard while a hold or the limit of
 * the day stops that. An order that leaves by shipments is delivered by handing these over
 * (R20). A screen that showed another version is refused as changed meanwhile.
 */
export async function moveOrder(
  tx: Tx,
  clerk: Staff,
  move: {
    orderId: string;
    version: number;
    channel: Channel;
    /** Why it goes on although what is due before is not paid; only who may release so. */
    unpaidReason?: string | undefined;
    at: Date;
  },
): Promise<void> {
  const { orderId, channel, at } = move;
  if (!may(clerk, 'place-orders')) throw new Refusal({ code: 'not-permitted' });
  await prepareToLeave(tx, { orderId, on: tradingDay(at) });
  const order = await lockOrder(tx, orderId);
  if (!order) throw new NotFound('order', orderId);
  const stage = nextStage(order.stage);
  if (order.version !== move.version || !stage || stage === 'cancelled') {
    throw new Refusal({ code: 'changed-meanwhile' });
  }

  if (stage === 'delivered' && (await hasShipments(tx, orderId))) {
    throw new Refusal({ code: 'order-has-shipments' });
  }

  if (stage === 'delivered') await refuseWhileMissing(tx, orderId);
  if (stage === 'delivered' && order.siteId !== null) refuseFreightOpen(order);
  if (stage === 'picking') await refuseUnlessThere(tx, orderId);
  const gate = GATE_BEFORE[stage];
  if (gate && move.unpaidReason === undefined) await refuseUnpaid(tx, order, gate);
  if (move.unpaidReason !== undefined) {
    await releaseUnpaid(tx, clerk, { order, reason: move.unpaidReason, channel, at });
  }
  if (stage === 'ready' || stage === 'delivered') await refuseWhileCutting(tx, orderId);
  await beginDays(tx, { orderId, stage, on: tradingDay(at) });
  await setOrderStage(tx, { orderId, stage });
  if (stage === 'delivered') await letGo(tx, order, { personId: clerk.personId, channel, at });
  await recordEvent(
    tx,
    { type: 'order.moved', orderId, number: order.number, from: order.stage, to: stage },
    { companyId: order.companyId, personId: clerk.personId, channel, subjectId: orderId, at },
  );
}

/** All goods of an order leave at once: out of stock, charged for having lain where they are fetched, and booked. */
async function letGo(
  tx: Tx,
  order: LockedOrder,
  by: { personId: string; channel: Channel; at: Date },
): Promise<void> {
  const { id: orderId, companyId, weightG, payment } = order;
  await shipStock(tx, { orderId, at: by.at });
  await chargeStorage(tx, { order, shipmentId: null, weightG, ...by });
  const isOnAccount = payment === 'on-account';
  await bookHandOver(tx, { orderId, companyId, isOnAccount, ...by });
}

/** What must be paid before an order comes to a stage. */
const GATE_BEFORE: Partial<Record<OrderStage, InstalmentGate>> = {
  picking: 'reserve',
  delivered: 'hand-over',
};

/** Days to pay that are counted from the goods being ready, or from their leaving, begin. */
async function beginDays(
  tx: Tx,
  of: { orderId: string; stage: OrderStage; on: string },
): Promise<void> {
  const { orderId, stage, on } = of;
  if (stage === 'ready') await beginDueDays(tx, { orderId, after: 'ready', on });
  if (stage === 'delivered') await beginDueDays(tx, { orderId, after: 'shipment', on });
}

/**
 * Before the order is locked, since the account is: an order that would leave
 * the yard is booked upon its company's account, and one on account does not
 * leave while a hold or the limit stops that.
 */
async function prepareToLeave(tx: Tx, of: { orderId: string; on: string }): Promise<void> {
  const { orderId, on } = of;
  const facts = await findOrderFacts(tx, orderId);
  if (facts?.stage !== 'ready' && facts?.stage !== 'shipped') return;
  await openAccount(tx, facts.companyId);
  const { companyId } = facts;
  if (facts.payment === 'on-account') await refuseHeldShipment(tx, { companyId, orderId, on });
  else await lockAccount(tx, companyId);
}

/** What is picked lies here and is held: nothing that still comes, nor that was given back when nobody paid in time. */
async function refuseUnlessThere(tx: Tx, orderId: string): Promise<void> {
  const coming = await findComing(tx, orderId);
  if (coming) throw new Refusal({ code: 'goods-coming', ...coming });
  const { isHeld, isMissing } = await findWhatIsThere(tx, orderId);
  if (!isHeld && !isMissing) throw new Refusal({ code: 'goods-not-held' });
}

/** What is not there is not handed over, nor billed as if it were: it comes, or is left out first. */
async function refuseWhileMissing(tx: Tx, orderId: string): Promise<void> {
  const missing = await listLinesToLeaveOut(tx, orderId);
  if (missing.length > 0) throw new Refusal({ code: 'goods-missing' });
}

async function refuseWhileCutting(tx: Tx, orderId: string): Promise<void> {
  const jobs = await lockJobsOfOrder(tx, orderId);
  if (jobs.some((state) => state !== 'done' && state !== 'scrapped')) {
    throw new Refusal({ code: 'cutting-open' });
  }
}
