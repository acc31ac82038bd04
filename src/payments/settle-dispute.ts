import { recordEvent } from '../events/record-event.ts';
import { type Booking, disputeEntries, endedDisputeEntries } from '../ledger/booking.ts';
import { book } from '../ledger/ledger.queries.ts';
import { tradingDay } from '../measures/calendar.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import type { Dispute } from '../platform/gateways/card-payments.ts';
import { keepDispute } from './dispute.queries.ts';
import { findPayment } from './payments.queries.ts';

/**
 * Books a dispute as it stands at the provider: taken money once, however many
 * notices tell of it, a warning never (reliability, invariant 23); what comes
 * back, or is lost, once too. Any number of times, in any order. Somebody is
 * told each time that it changes.
 */
export async function settleDispute(
  db: Db,
  dispute: Dispute,
  at: Date,
): Promise<string | undefined> {
  const { paymentIntentId } = dispute;
  const payment =
    paymentIntentId === undefined
      ? undefined
      : await findPayment(db, { method: 'card', reference: paymentIntentId });
  if (!payment) return 'unknown-attempt';
  const { id: paymentId, companyId } = payment;
  await transact(db, async (tx) => {
    const isNews = await keepDispute(tx, { ...dispute, paymentId, companyId, at });
    await bookDispute(tx, dispute, { companyId, at });
    if (!isNews) return;
    const { disputeId, amountMinor, status } = dispute;
    await recordEvent(
      tx,
      { type: 'payment.disputed', disputeId, amountMinor, status },
      { companyId, personId: null, channel: null, subjectId: companyId, at },
    );
  });
  return undefined;
}

async function bookDispute(
  tx: Tx,
  dispute: Dispute,
  of: { companyId: string; at: Date },
): Promise<void> {
  const { disputeId, amountMinor, feeMinor = 0, takesMoney, moneyBack, status } = dispute;
  const booking = (kind: Booking['kind'], entries: Booking['entries']): Booking => ({
    ...{ kind, reference: disputeId, companyId: of.companyId, orderId: null, entries },
    ...{ at: of.at, effectiveOn: tradingDay(of.at), personId: null, channel: null },
  });
  if (!takesMoney) return;
  await book(tx, booking('dispute', disputeEntries({ amountMinor, feeMinor })));
  if (moneyBack) {
    await book(tx, booking('dispute-won', endedDisputeEntries(amountMinor, 'card-clearing')));
  } else if (status === 'lost') {
    await book(tx, booking('dispute-lost', endedDisputeEntries(amountMinor, 'write-off')));
  }
}
