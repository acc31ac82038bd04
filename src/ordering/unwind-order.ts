import { lockAccount } from '../credit/credit.queries.ts';
import { tradingDay } from '../measures/calendar.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { unwindFrom } from '../pricing/storage-charge.ts';
import { endOrder } from './cancel-order.ts';
import { findOrderFacts, hasShipments, lockOrder } from './order.queries.ts';
import { findStorageGround } from './storage.queries.ts';

/**
 * Ends an order whose goods lie ready and were not fetched in all the days that its
 * agreement lets us charge (R21): it is cancelled like any other, with its stock and
 * credit given back and what was paid for it back on the company's balance, and its buyer
 * reads why. Nothing is charged for the days that it lay, since nothing leaves. Refused
 * before that day, where no cap or no letter gives the right, while a vehicle is planned
 * for it or has left, and for goods that are cut (R19). Doing it again changes nothing.
 * Locks account, order.
 */
export async function unwindOrder(
  tx: Tx,
  clerk: Staff,
  unwound: { orderId: string; note: string; at: Date },
): Promise<void> {
  if (!may(clerk, 'set-terms')) throw new Refusal({ code: 'not-permitted' });
  const { orderId, note, at } = unwound;
  const facts = await findOrderFacts(tx, orderId);
  if (!facts) throw new NotFound('order', orderId);
  if (facts.payment === 'on-account') await lockAccount(tx, facts.companyId);
  const order = await lockOrder(tx, orderId);
  if (!order) throw new NotFound('order', orderId);
  const { stage } = order;
  if (stage === 'cancelled') return;
  if (stage !== 'ready') throw new Refusal({ code: 'order-not-cancellable', stage });
  const fromDay = await unwoundFrom(tx, { orderId, siteId: order.siteId, on: tradingDay(at) });
  if (fromDay === null || tradingDay(at) < fromDay) {
    throw new Refusal({ code: 'unwound-too-early', fromDay });
  }
  if (await hasShipments(tx, orderId)) throw new Refusal({ code: 'vehicles-planned' });
  await endOrder(tx, clerk, order, { reason: 'other', note, channel: null, at });
}

/** From which day on the order may be unwound; null where nothing gives that right. */
async function unwoundFrom(
  tx: Tx,
  of: { orderId: string; siteId: string | null; on: string },
): Promise<string | null> {
  const ground = await findStorageGround(tx, of);
  if (!ground?.storage || ground.toldAt === null || of.siteId !== null) return null;
  return unwindFrom({ ...ground.storage, toldOn: tradingDay(ground.toldAt) });
}
