import {
  allocationEntries,
  type Booking,
  BOOKS_CURRENCY,
  type OrderBucket,
} from '../ledger/booking.ts';
import { endSettledHolds } from '../credit/review-holds.ts';
import { businessHoursAfter, tradingDay } from '../measures/calendar.ts';
import { recordEvent } from '../events/record-event.ts';
import { setReservedUntil } from '../ordering/order.queries.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import { type Account, type Allocation, allocateOldestFirst, type DueItem } from './allocation.ts';
import {
  insertAllocations,
  listInvoiced,
  listPaymentsLeft,
  lockOrdersToPay,
  type OrderToPay,
} from './payments.queries.ts';

/** A part payment keeps the stock of an order for so many business hours more (R18). */
export const PART_PAID_BUSINESS_HOURS = 72;

/** Who puts money to orders, and when. */
export type Allocating = {
  personId: string | null;
  channel: Channel | null;
  at: Date;
};

/** Says which payment pays which order with how much; throws what a person is told where it cannot be. */
export type ShareOut = (account: Account) => readonly Allocation[];

/** A locked order, and whether it is invoiced, which says what its money counts against. */
export type Owed = OrderToPay & { isInvoiced: boolean };

/**
 * Puts what is left of a company's payments to its orders, what falls due first
 * first or as `shareOut` says, none beyond what is due of it; what is over stays
 * the company's balance (R12). All of its payments, or those that are named. The company's
 * account is locked before by the caller; this locks the orders. Doing it again
 * adds nothing. A hold of the house that was for what is paid now ends with it. Returns what pays for what from now on.
 */
export async function payOrders(
  tx: Tx,
  asked: Allocating & {
    companyId: string;
    orderIds: readonly string[];
    paymentIds?: readonly string[] | undefined;
    shareOut?: ShareOut | undefined;
  },
): Promise<readonly Allocation[]> {
  const { companyId, orderIds, paymentIds, shareOut = oldestFirst } = asked;
  const orders = await owedOf(tx, await lockOrdersToPay(tx, { companyId, orderIds }));
  const payments = await listPaymentsLeft(tx, { companyId, paymentIds });
  const allocations = shareOut({ payments, items: orders.map(itemOf) });
  await writeAllocations(tx, asked, { orders, allocations });
  for (const order of orders) await tellPaid(tx, asked, { order, allocations });
  await endSettledHolds(tx, { companyId, at: asked.at });
  return allocations;
}

const oldestFirst: ShareOut = (account) => allocateOldestFirst(account).allocations;

/** Locked orders with whether they are invoiced. */
export async function owedOf(tx: Tx, orders: readonly OrderToPay[]): Promise<Owed[]> {
  if (orders.length === 0) return [];
  const ids = orders.map(({ id }) => id);
  const invoiced = await listInvoiced(tx, ids);
  return orders.map((order) => ({ ...order, isInvoiced: invoiced.has(order.id) }));
}

/** An order that ended is owed no more; nothing more is put to it. */
const itemOf = ({ id, stage, grossMinor, paidMinor, dueOn }: Owed): DueItem => ({
  ...{ id, dueOn, currency: BOOKS_CURRENCY },
  targetMinor: stage === 'cancelled' ? 0 : grossMinor,
  allocatedMinor: paidMinor,
});

/** What an order's money counts against today. */
export function bucketOf({ isInvoiced, payment, stage }: Owed): OrderBucket {
  if (isInvoiced) return 'receivable';
  const hasLeft = stage === 'shipped' || stage === 'delivered';
  return payment === 'on-account' || hasLeft ? 'advance' : 'prepayment';
}

/** Writes allocations of either sign to orders that are locked, each with its entries in the books. */
export async function writeAllocations(
  tx: Tx,
  by: Allocating & { companyId: string; reason?: string },
  of: { orders: readonly Owed[]; allocations: readonly Allocation[] },
): Promise<void> {
  const { companyId, personId, channel, at } = by;
  const byId = new Map(of.orders.map((order) => [order.id, order]));
  const rows = of.allocations.flatMap(({ paymentId, itemId, amountMinor }) => {
    const order = byId.get(itemId);
    if (!order) return [];
    const bucket = bucketOf(order);
    return [{ id: newId(at.getTime()), paymentId, orderId: itemId, amountMinor, bucket }];
  });
  const bookings = rows.map(({ id, orderId, amountMinor, bucket }): Booking => ({
    kind: amountMinor > 0 ? 'allocated' : 'allocation-ended',
    reference: id,
    ...{ companyId, orderId, at, personId, channel },
    entries: allocationEntries({ companyId, orderId, amountMinor, bucket }),
    effectiveOn: tradingDay(at),
  }));
  const { reason = '' } = by;
  await insertAllocations(tx, { companyId, personId, reason, at }, rows, bookings);
}

/** Keeps the stock of what was paid, whole or in part (R18), and remembers that it was. */
async function tellPaid(
  tx: Tx,
  by: Allocating,
  { order, allocations }: { order: Owed; allocations: readonly Allocation[] },
): Promise<void> {
  const { personId, channel, at } = by;
  const { id: orderId, number, companyId, grossMinor } = order;
  const own = allocations.filter(({ itemId }) => itemId === orderId);
  const amountMinor = own.reduce((sum, one) => sum + one.amountMinor, 0);
  if (amountMinor === 0) return;
  const paidMinor = order.paidMinor + amountMinor;
  if (order.reservedUntil) {
    const isPaid = paidMinor === grossMinor;
    const extended = businessHoursAfter(at, PART_PAID_BUSINESS_HOURS);
    const later = extended > order.reservedUntil ? extended : order.reservedUntil;
    await setReservedUntil(tx, { orderId, until: isPaid ? null : later });
  }
  await recordEvent(
    tx,
    { type: 'order.paid', orderId, number, amountMinor, paidMinor, grossMinor },
    { companyId, personId, channel, subjectId: orderId, at },
  );
}
