import { lockAccount, openAccount } from '../credit/credit.queries.ts';
import { recordEvent } from '../events/record-event.ts';
import { type Booking, moneyAccountOf, paymentEntries } from '../ledger/booking.ts';
import { tradingDay } from '../measures/calendar.ts';
import type { Tx } from '../platform/db/database.ts';
import { failpoint } from '../platform/failpoint.ts';
import { newId } from '../platform/id.ts';
import { Refusal } from '../platform/refusal.ts';
import { findPayment, insertPayment, type NewPayment } from './payments.queries.ts';
import { type Allocating, payOrders, type ShareOut } from './pay-orders.ts';
import { askReceipt } from './register-receipts.ts';

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

/**
 * Takes money of a company into the books, once for its method and reference,
 * whoever reports it and however often, and pays with it the orders it is meant
 * for; what is over stays its balance (R12). Locks account, then orders. The
 * same reference with another company or amount is refused: that is other money.
 */
export async function receivePayment(
  tx: Tx,
  received: Receiving,
): Promise<{ paymentId: string; isNew: boolean }> {
  const { companyId, method, reference, amountMinor, personId, channel, at } = received;
  await openAccount(tx, companyId);
  await lockAccount(tx, companyId);
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
  if (!(await insertPayment(tx, payment, bookingOf(payment)))) return known(tx, payment);
  failpoint('payment.after-booking');

  await recordEvent(
    tx,
    { type: 'payment.received', paymentId: id, method, amountMinor },
    { companyId, personId, channel, subjectId: companyId, at },
  );
  await askReceipt(tx, {
    ...{ method, paymentId: id, refundId: null, branchCode: payment.branchCode, at },
    amountMinor: amountMinor + (received.cash?.roundingMinor ?? 0),
  });
  await payOrders(tx, { ...received, paymentIds: [id] });
  failpoint('payment.before-commit');
  return { paymentId: id, isNew: true };
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

async function known(
  tx: Tx,
  { method, reference, companyId, amountMinor }: NewPayment,
): Promise<{ paymentId: string; isNew: boolean }> {
  const before = await findPayment(tx, { method, reference });
  if (!before || before.companyId !== companyId || before.amountMinor !== amountMinor) {
    throw new Refusal({ code: 'payment-known', reference });
  }
  return { paymentId: before.id, isNew: false };
}
