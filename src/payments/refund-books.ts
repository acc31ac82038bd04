import {
  type Booking,
  moneyAccountOf,
  refundEntries,
  settledRefundEntries,
} from '../ledger/booking.ts';
import { book } from '../ledger/ledger.queries.ts';
import { tradingDay } from '../measures/calendar.ts';
import type { Tx } from '../platform/db/database.ts';
import { moveRefunded, type Refund } from './refund.queries.ts';
import { askReceipt } from './register-receipts.ts';

type By = { personId: string | null; at: Date };

/** Sets the money of a refund aside: from now on it is neither spent nor refunded again. The payment is locked. */
export async function bookSetAside(tx: Tx, refund: Refund, by: By): Promise<void> {
  const { paymentId, amountMinor } = refund;
  const booking = bookingOf(refund, 'refund', refundEntries(refund), by);
  await moveRefunded(tx, { paymentId, amountMinor }, booking);
}

/** Books that a refund has reached the payer and asks for its fiscal receipt, with what was given of it in whole tenge beyond, or less. */
export async function bookSettled(
  tx: Tx,
  refund: Refund,
  by: By & { branchCode?: string | undefined; roundingMinor?: number },
): Promise<void> {
  const entries = settledRefundEntries({
    amountMinor: refund.amountMinor,
    from: moneyAccountOf[refund.way],
    branchCode: by.branchCode,
    roundingMinor: by.roundingMinor ?? 0,
  });
  await book(tx, bookingOf(refund, 'refund-settled', entries, by));
  await askReceipt(tx, {
    ...{ method: refund.way, paymentId: null, refundId: refund.id, at: by.at },
    branchCode: by.branchCode ?? refund.branchCode,
    amountMinor: refund.amountMinor + (by.roundingMinor ?? 0),
  });
}

/** Books that money which left our account was not this refund after all: it is still on its way. */
export async function bookUnsettled(tx: Tx, refund: Refund, by: By): Promise<void> {
  const { amountMinor, way } = refund;
  const entries = settledRefundEntries({ amountMinor: -amountMinor, from: moneyAccountOf[way] });
  const again = { ...refund, timesUndone: refund.timesUndone + 1 };
  await book(tx, bookingOf(again, 'refund-unsettled', entries, by));
}

/** Puts the money of a refund back into the balance; one that had reached the payer first comes back to where it lay. Both in one booking. */
export async function bookFailed(tx: Tx, refund: Refund, by: By): Promise<void> {
  const { paymentId, amountMinor, companyId, way } = refund;
  const entries = [
    ...refundEntries({ companyId, amountMinor: -amountMinor }),
    ...(refund.state === 'settled'
      ? settledRefundEntries({ amountMinor: -amountMinor, from: moneyAccountOf[way] })
      : []),
  ];
  const booking = bookingOf(refund, 'refund-failed', entries, by);
  await moveRefunded(tx, { paymentId, amountMinor: -amountMinor }, booking);
}

/** A booking of a refund, one of each kind; what was undone and is settled again is told apart. */
const bookingOf = (
  refund: Refund,
  kind: 'refund' | 'refund-settled' | 'refund-unsettled' | 'refund-failed',
  entries: Booking['entries'],
  { personId, at }: By,
): Booking => ({
  ...{ kind, companyId: refund.companyId, orderId: null, entries },
  reference:
    refund.timesUndone > 0 && (kind === 'refund-settled' || kind === 'refund-unsettled')
      ? `${refund.id}:${refund.timesUndone}`
      : refund.id,
  ...{ at, effectiveOn: tradingDay(at), personId, channel: refund.channel },
});
