import { lockAccount } from '../credit/credit.queries.ts';
import { recordEvent } from '../events/record-event.ts';
import { businessHoursAfter } from '../measures/calendar.ts';
import { PART_PAID_BUSINESS_HOURS } from '../ordering/order.ts';
import { setReservedUntil } from '../ordering/order.queries.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { takeBack } from './allocation.ts';
import { type Allocating, owedOf, writeAllocations } from './pay-orders.ts';
import { listAllocations, lockOrdersToPay } from './payments.queries.ts';
import { findPaymentOwner } from './refund.queries.ts';

/** Money of a payment that is no longer to pay an order. Minor units. */
type TakenOff = {
  companyId: string;
  orderId: string;
  paymentId: string;
  amountMinor: number;
  reason: string;
};

/**
 * Takes money of a payment off an order that it pays, back into the company's
 * balance: the order is owed again by so much. Stock of an order that has not
 * begun to be picked is held for as long as after a part payment (R18). Never
 * more than the payment pays of it. The company's account is locked before;
 * this locks the order.
 */
export async function takeOffOrder(tx: Tx, off: TakenOff, by: Allocating): Promise<void> {
  const { companyId, orderId, paymentId, amountMinor, reason } = off;
  const orders = await owedOf(tx, await lockOrdersToPay(tx, { companyId, orderIds: [orderId] }));
  const [order] = orders;
  if (!order) throw new NotFound('order', orderId);
  const entries = (await listAllocations(tx, orderId)).filter((one) => one.paymentId === paymentId);
  const allocations = takeBack(entries, amountMinor);
  const leftMinor = -allocations.reduce((sum, one) => sum + one.amountMinor, 0);
  if (leftMinor < amountMinor) throw new Refusal({ code: 'refund-beyond', leftMinor });
  await writeAllocations(tx, { ...by, companyId, reason }, { orders, allocations });
  const { personId, channel, at } = by;
  if (order.payment === 'prepaid' && order.reservedUntil === null && waits(order.stage)) {
    const until = businessHoursAfter(at, PART_PAID_BUSINESS_HOURS);
    await setReservedUntil(tx, { orderIds: [orderId], until });
  }
  await recordEvent(
    tx,
    { type: 'order.payment-ended', orderId, number: order.number, amountMinor, reason },
    { companyId, personId, channel, subjectId: orderId, at },
  );
}

const waits = (stage: string) => stage === 'placed' || stage === 'confirmed';

/** Moves money of a payment off an order into the company's balance, with a word why, by whoever keeps the books. Locks account, order. */
export async function freeAllocation(
  tx: Tx,
  clerk: Staff,
  freed: Omit<TakenOff, 'companyId'> & { channel: Channel | null; at: Date },
): Promise<void> {
  if (!may(clerk, 'keep-books')) throw new Refusal({ code: 'not-permitted' });
  const companyId = await findPaymentOwner(tx, freed.paymentId);
  if (companyId === undefined) throw new NotFound('payment', freed.paymentId);
  await lockAccount(tx, companyId);
  const { channel, at, ...off } = freed;
  await takeOffOrder(tx, { ...off, companyId }, { personId: clerk.personId, channel, at });
}
