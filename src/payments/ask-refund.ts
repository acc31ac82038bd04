import { lockAccount } from '../credit/credit.queries.ts';
import { recordEvent } from '../events/record-event.ts';
import {
  type Booking,
  moneyAccountOf,
  refundEntries,
  settledRefundEntries,
} from '../ledger/booking.ts';
import { book } from '../ledger/ledger.queries.ts';
import { tradingDay } from '../measures/calendar.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import type { RefundReason } from '../platform/db/schema.ts';
import { failpoint } from '../platform/failpoint.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { needsSecond } from './refund.ts';
import { findOpenShift } from './till.queries.ts';
import {
  findPaymentOwner,
  findRefund,
  insertRefund,
  lockPayment,
  moveRefunded,
  type Refund,
  setRefundState,
} from './refund.queries.ts';

/** Money that goes back on a payment. Minor units. `id` is made with the form, so that a second click is known. */
export type RefundAsked = {
  id: string;
  paymentId: string;
  amountMinor: number;
  reason: RefundReason;
  note: string;
  channel: Channel;
  at: Date;
};

/**
 * Asks for money to go back to whoever paid, by the way it came, with its reason
 * (K6). Only what pays for nothing goes back: an order that is paid is cancelled
 * or made cheaper first. Up to an amount a clerk's word is enough, above it the
 * refund waits for a second person (D26). What is agreed is set aside at once.
 * The same form again changes nothing. Locks account, payment.
 */
export async function askRefund(tx: Tx, clerk: Staff, asked: RefundAsked): Promise<void> {
  if (!may(clerk, 'take-payments') && !may(clerk, 'keep-books')) {
    throw new Refusal({ code: 'not-permitted' });
  }
  const { id, paymentId, amountMinor, reason, note, channel, at } = asked;
  const companyId = await findPaymentOwner(tx, paymentId);
  if (companyId === undefined) throw new NotFound('payment', paymentId);
  await lockAccount(tx, companyId);
  const payment = await lockPayment(tx, { companyId, paymentId });
  if (!payment) throw new NotFound('payment', paymentId);
  const second = needsSecond(amountMinor);
  const isNew = await insertRefund(tx, {
    ...{ id, companyId, paymentId, amountMinor, reason, note, channel, at },
    ...{ state: second ? 'waiting' : 'asked', askedBy: clerk.personId },
    ...{ branchCode: clerk.branchCode, needsSecond: second },
  });
  if (!isNew) return;
  if (amountMinor > payment.leftMinor) {
    throw new Refusal({ code: 'refund-beyond', leftMinor: payment.leftMinor });
  }
  await recordEvent(
    tx,
    { type: 'refund.asked', refundId: id, amountMinor, reason, waits: second },
    { companyId, personId: clerk.personId, channel, subjectId: companyId, at },
  );
  if (second) return;
  await setAside(tx, await lockedRefund(tx, id), { personId: clerk.personId, at });
  failpoint('refund.before-commit');
}

/**
 * Agrees to a refund as the second person, or refuses it with a word. Whoever
 * asked cannot; answering again changes nothing. Locks account, refund, payment.
 */
export async function decideRefund(
  tx: Tx,
  decider: Staff,
  decision: { id: string; isAgreed: boolean; note: string; at: Date },
): Promise<void> {
  if (!may(decider, 'keep-books')) throw new Refusal({ code: 'not-permitted' });
  const { id, isAgreed, note, at } = decision;
  const facts = await findRefund(tx, id);
  if (!facts) throw new NotFound('refund', id);
  await lockAccount(tx, facts.companyId);
  const refund = await lockedRefund(tx, id);
  if (refund.askedBy === decider.personId) throw new Refusal({ code: 'refund-own' });
  if (refund.state !== 'waiting') throw new Refusal({ code: 'refund-decided' });
  const decided = { id, decidedBy: decider.personId, decidedAt: at };
  if (!isAgreed) {
    await setRefundState(tx, { ...decided, state: 'refused', failure: note });
  } else {
    const payment = await lockPayment(tx, refund);
    if (!payment || payment.leftMinor < refund.amountMinor) {
      throw new Refusal({ code: 'refund-beyond', leftMinor: payment?.leftMinor ?? 0 });
    }
    await setRefundState(tx, { ...decided, state: 'asked' });
    await setAside(tx, refund, { personId: decider.personId, at });
  }
  const { companyId, amountMinor } = refund;
  await recordEvent(
    tx,
    { type: 'refund.decided', refundId: id, amountMinor, isAgreed },
    { companyId, personId: decider.personId, channel: null, subjectId: companyId, at },
  );
}

/** Sets the money aside; what lies in the till is given back at once, what came by card goes by its provider (job). */
async function setAside(tx: Tx, refund: Refund, by: { personId: string; at: Date }): Promise<void> {
  const { id, paymentId, amountMinor, method } = refund;
  const entries = refundEntries(refund);
  await moveRefunded(tx, { paymentId, amountMinor }, refundBooking(refund, 'refund', entries, by));
  if (method === 'card' || method === 'transfer') return;
  const shift = await findOpenShift(tx, refund.askedBy);
  if (method === 'cash' && !shift) throw new Refusal({ code: 'till-closed' });
  await settleByHand(tx, refund, by);
  const shiftId = shift?.id ?? null;
  await setRefundState(tx, { id, state: 'settled', settledAt: by.at, shiftId });
}

/** Books that a refund has reached the payer. */
export async function settleByHand(
  tx: Tx,
  refund: Refund,
  by: { personId: string | null; at: Date },
): Promise<void> {
  const { amountMinor, method, branchCode } = refund;
  const entries = settledRefundEntries({
    amountMinor,
    from: moneyAccountOf[method],
    branchCode: branchCode ?? undefined,
  });
  await book(tx, refundBooking(refund, 'refund-settled', entries, by));
}

/** A booking of a refund, one of each kind. */
export const refundBooking = (
  refund: Refund,
  kind: 'refund' | 'refund-settled' | 'refund-failed',
  entries: Booking['entries'],
  { personId, at }: { personId: string | null; at: Date },
): Booking => ({
  ...{ kind, reference: refund.id, companyId: refund.companyId, orderId: null, entries },
  ...{ at, effectiveOn: tradingDay(at), personId, channel: refund.channel },
});

async function lockedRefund(tx: Tx, id: string): Promise<Refund> {
  const refund = await findRefund(tx, id, 'locked');
  if (!refund) throw new NotFound('refund', id);
  return refund;
}
