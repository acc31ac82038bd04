import { openAccount } from '../credit/credit.queries.ts';
import { type Booking, BOOKS_CURRENCY, moneyAccountOf, paymentEntries } from '../ledger/booking.ts';
import { tradingDay } from '../measures/calendar.ts';
import type { Tx } from '../platform/db/database.ts';
import { failpoint } from '../platform/failpoint.ts';
import { newId } from '../platform/id.ts';
import { Refusal } from '../platform/refusal.ts';
import type { Allocation } from './allocation.ts';
import {
  findPayment,
  insertPayment,
  lockAccountAndOrders,
  type NewPayment,
  type OrderToPay,
} from './payments.queries.ts';
import { type Allocating, type Owing, owingOf, payOwing, type ShareOut } from './pay-orders.ts';
import { receiptOf } from './register-receipts.ts';

/** Money that came in and the orders it is meant for, in whatever order; the rest is the company's balance. */
export type Receiving = Allocating &
  Pick<NewPayment, 'method' | 'reference' | 'companyId' | 'amountMinor' | 'cash' | 'shiftId'> & {
    branchCode?: string | null;
    payer?: string;
    purpose?: string;
    /** The day on which a bank booked it; that of the moment where nothing else is said. */
    receivedOn?: string;
    orderIds: readonly string[];
    /** How it is shared out among them; what falls due first first, where nothing else is said. */
    shareOut?: ShareOut;
  };

/** Money as it was taken: new or known before, and what it pays for from now on. */
export type Received = {
  paymentId: string;
  isNew: boolean;
  allocations: readonly Allocation[];
};

/**
 * Takes money of a company into the books, once for its method and reference,
 * whoever reports it and however often, and pays with it the orders it is meant
 * for; what is over stays its balance (R12). Locks account, then orders, unless
 * the caller has and says what it knows of them. The same reference with another
 * company or amount is refused: that is other money.
 */
export async function receivePayment(
  tx: Tx,
  received: Receiving,
  known?: Owing,
): Promise<Received> {
  const { companyId, method, reference, amountMinor, personId, channel, at } = received;
  const owing = known ?? (await lockOwing(tx, received));
  const id = newId(at.getTime());
  const payment: NewPayment = {
    ...{ id, method, reference, companyId, amountMinor, personId, channel, at },
    cash: received.cash,
    shiftId: received.shiftId,
    branchCode: received.branchCode ?? null,
    payer: received.payer ?? '',
    purpose: received.purpose ?? '',
    receivedOn: received.receivedOn ?? tradingDay(at),
  };
  const receipt = receiptOf({
    ...{ method, paymentId: id, refundId: null, branchCode: payment.branchCode, at },
    amountMinor: amountMinor + (received.cash?.roundingMinor ?? 0),
  });
  const following = { booking: bookingOf(payment), receipt, isTold: true };
  if (!(await insertPayment(tx, payment, following))) return knownBefore(tx, payment);
  failpoint('payment.after-booking');

  const payments = [{ id, currency: BOOKS_CURRENCY, leftMinor: amountMinor }];
  const allocations = await payOwing(tx, received, { ...owing, payments });
  failpoint('payment.before-commit');
  return { paymentId: id, isNew: true, allocations };
}

/** Locks a company's account, which is opened where there is none, and behind it orders of the company. */
export async function lockPayer(
  tx: Tx,
  of: { companyId: string; orderIds: readonly string[] },
): Promise<OrderToPay[]> {
  const locked = await lockAccountAndOrders(tx, of);
  if (locked) return locked;
  await openAccount(tx, of.companyId);
  return (await lockAccountAndOrders(tx, of)) ?? [];
}

async function lockOwing(tx: Tx, received: Receiving): Promise<Owing> {
  const { companyId } = received;
  return owingOf(tx, { companyId, locked: await lockPayer(tx, received) });
}

function bookingOf(payment: NewPayment): Booking {
  const { id, companyId, amountMinor, method, personId, channel, at, receivedOn } = payment;
  const branchCode = payment.branchCode ?? undefined;
  return {
    ...{ kind: 'payment', reference: id, companyId, orderId: null },
    entries: paymentEntries({
      ...{ companyId, amountMinor, into: moneyAccountOf[method], branchCode },
      roundingMinor: payment.cash?.roundingMinor ?? 0,
    }),
    ...{ at, effectiveOn: receivedOn, personId, channel },
  };
}

async function knownBefore(
  tx: Tx,
  { method, reference, companyId, amountMinor }: NewPayment,
): Promise<Received> {
  const before = await findPayment(tx, { method, reference });
  if (!before || before.companyId !== companyId || before.amountMinor !== amountMinor) {
    throw new Refusal({ code: 'payment-known', reference });
  }
  return { paymentId: before.id, isNew: false, allocations: [] };
}
