import { lockAccount } from '../credit/credit.queries.ts';
import { recordEvent } from '../events/record-event.ts';
import { BOOKS_CURRENCY } from '../ledger/booking.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { bookSettled, bookUnsettled } from './refund-books.ts';
import { type LockedLine, lockBankLine, settleLine } from './bank-line.queries.ts';
import { findRefund, setRefundState } from './refund.queries.ts';

/**
 * Says that money which left our account is a refund that was set aside: it has
 * reached the payer, and the books say so (K6). Only a refund of a transfer, of
 * that sum, that is on its way. The same again changes nothing. Locks line,
 * account, refund.
 */
export async function settleRefundByTransfer(
  tx: Tx,
  clerk: Staff,
  settled: { lineId: string; refundId: string; at: Date },
): Promise<void> {
  if (!may(clerk, 'keep-books')) throw new Refusal({ code: 'not-permitted' });
  const { lineId, refundId, at } = settled;
  const { personId } = clerk;
  const line = await lockBankLine(tx, lineId);
  if (line?.direction !== 'out') throw new NotFound('bank line', lineId);
  if (line.refundId === refundId) return;
  if (line.state !== 'outgoing') {
    const who = { by: line.settledByName ?? '', company: line.companyName ?? '' };
    throw new Refusal({ code: 'bank-line-settled', state: line.state, ...who });
  }
  if (line.currency !== BOOKS_CURRENCY) {
    throw new Refusal({ code: 'bank-line-currency', currency: line.currency });
  }
  const facts = await findRefund(tx, refundId);
  if (facts?.way !== 'transfer') throw new NotFound('refund', refundId);
  const { companyId, amountMinor } = facts;
  await lockAccount(tx, companyId);
  const refund = await findRefund(tx, refundId, 'locked');
  if (refund?.state !== 'asked') throw new Refusal({ code: 'refund-decided' });
  if (amountMinor !== line.amountMinor) throw new Refusal({ code: 'refund-other-amount' });
  await bookSettled(tx, refund, { personId, at });
  await setRefundState(tx, { id: refundId, state: 'settled', settledAt: at, settledBy: personId });
  const what = { state: 'booked', companyId, paymentId: null, refundId } as const;
  await settleLine(tx, { id: lineId, personId, at }, what);
  await recordEvent(
    tx,
    { type: 'refund.transferred', refundId, amountMinor, lineId },
    { companyId, personId, channel: null, subjectId: companyId, at },
  );
}

/**
 * Takes back that money which left our account was a refund, where that was said
 * by mistake: by entries against it, with a reason. The refund is on its way again
 * and the line says nothing; both may be told anew. No money moves, so one word is
 * enough. A refund that came to nothing meanwhile stays so. The line is locked by
 * the caller; locks account, refund.
 */
export async function undoTransfer(
  tx: Tx,
  line: LockedLine,
  by: { reason: string; personId: string; at: Date },
): Promise<void> {
  const { id: lineId, refundId, companyId } = line;
  if (line.state !== 'booked' || refundId === null || companyId === null) return;
  const { reason, personId, at } = by;
  await lockAccount(tx, companyId);
  const refund = await findRefund(tx, refundId, 'locked');
  if (refund?.state !== 'settled') throw new Refusal({ code: 'refund-decided' });
  await bookUnsettled(tx, refund, { personId, at });
  const none = { settledAt: null, settledBy: null, timesUndone: refund.timesUndone + 1 };
  await setRefundState(tx, { id: refundId, state: 'asked', ...none });
  await settleLine(tx, { id: lineId, personId, at }, { state: 'outgoing' });
  const { amountMinor } = refund;
  await recordEvent(
    tx,
    { type: 'refund.transfer-undone', refundId, amountMinor, lineId, reason },
    { companyId, personId, channel: null, subjectId: companyId, at },
  );
}
