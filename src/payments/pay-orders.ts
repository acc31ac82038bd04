import {
  allocationEntries,
  type Booking,
  BOOKS_CURRENCY,
  type OrderBucket,
} from '../ledger/booking.ts';
import { endSettledHolds } from '../credit/review-holds.ts';
import { businessHoursAfter, tradingDay } from '../measures/calendar.ts';
import { PART_PAID_BUSINESS_HOURS } from '../ordering/order.ts';
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
  readBeforePaying,
} from './payments.queries.ts';

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
  const { companyId, orderIds, paymentIds } = asked;
  const locked = await lockOrdersToPay(tx, { companyId, orderIds });
  const owing = await owingOf(tx, { companyId, locked });
  const payments = await listPaymentsLeft(tx, { companyId, paymentIds });
  return payOwing(tx, asked, { ...owing, payments });
}

/** Locked orders of a company with all that must be known of them before they are paid. */
export type Owing = {
  orders: readonly Owed[];
  /** Whether the house holds the company, which money may end. */
  isHeld: boolean;
};

/** What must be known of orders that are locked, behind their company's account. One statement. */
export async function owingOf(
  tx: Tx,
  of: { companyId: string; locked: readonly OrderToPay[] },
): Promise<Owing> {
  const { companyId, locked } = of;
  const orderIds = locked.map(({ id }) => id);
  const { invoiced, isHeld } = await readBeforePaying(tx, { companyId, orderIds });
  return {
    orders: locked.map((order) => ({ ...order, isInvoiced: invoiced.has(order.id) })),
    isHeld,
  };
}

/** The same as `payOrders` for orders that are locked and payments that are known, under the account's lock. */
export async function payOwing(
  tx: Tx,
  asked: Allocating & { companyId: string; shareOut?: ShareOut | undefined },
  of: Owing & Pick<Account, 'payments'>,
): Promise<readonly Allocation[]> {
  const { companyId, at, shareOut = oldestFirst } = asked;
  const { orders, payments, isHeld } = of;
  const allocations = shareOut({ payments, items: orders.map(itemOf) });
  const paid = paidBy(orders, allocations);
  await writeAllocations(tx, asked, { orders, allocations, paid });
  for (const { order, paidMinor } of paid) await keepStock(tx, { order, paidMinor, at });
  if (isHeld) await endSettledHolds(tx, { companyId, at });
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

/** Writes allocations of either sign to orders that are locked, each with its entries in the books, and tells of those that are paid by them. */
export async function writeAllocations(
  tx: Tx,
  by: Allocating & { companyId: string; reason?: string },
  of: {
    orders: readonly Owed[];
    allocations: readonly Allocation[];
    paid?: readonly PaidNow[];
  },
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
  const paid = (of.paid ?? []).map(({ order, amountMinor, paidMinor }) => {
    const { id: orderId, number, grossMinor } = order;
    return { orderId, number, amountMinor, paidMinor, grossMinor };
  });
  await insertAllocations(tx, { companyId, personId, channel, reason, at }, rows, {
    ...{ bookings, paid },
  });
}

/** An order with what was just put to it, and what settles it since. Minor units. */
type PaidNow = { order: Owed; amountMinor: number; paidMinor: number };

function paidBy(orders: readonly Owed[], allocations: readonly Allocation[]): PaidNow[] {
  return orders.flatMap((order) => {
    const own = allocations.filter(({ itemId }) => itemId === order.id);
    const amountMinor = own.reduce((sum, one) => sum + one.amountMinor, 0);
    return amountMinor === 0
      ? []
      : [{ order, amountMinor, paidMinor: order.paidMinor + amountMinor }];
  });
}

/** Keeps the stock of what was paid, whole or in part (R18). */
async function keepStock(
  tx: Tx,
  { order, paidMinor, at }: { order: Owed; paidMinor: number; at: Date },
): Promise<void> {
  const { id: orderId, reservedUntil, grossMinor } = order;
  if (!reservedUntil) return;
  const extended = businessHoursAfter(at, PART_PAID_BUSINESS_HOURS);
  const later = extended > reservedUntil ? extended : reservedUntil;
  await setReservedUntil(tx, {
    orderIds: [orderId],
    until: paidMinor === grossMinor ? null : later,
  });
}
