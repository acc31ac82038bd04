import { lockAccount } from '../credit/credit.queries.ts';
import { recordEvent } from '../events/record-event.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import type { PaymentMethod, RefundReason, RefundState } from '../platform/db/schema.ts';
import { failpoint } from '../platform/failpoint.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { handOut } from './pay-out-refund.ts';
import { needsSecond, waysBack } from './refund.ts';
import { bookSetAside } from './refund-books.ts';
import {
  findPaymentOwner,
  findRefund,
  insertRefund,
  lockPayment,
  readPaidFor,
  type Refund,
  setRefundState,
} from './refund.queries.ts';
import { takeOffOrder } from './take-off-order.ts';
import { lockOpenShift } from './till.queries.ts';

/** Money that goes back on a payment. Minor units. `id` is made with the form, so that a second click is known. */
export type RefundAsked = {
  id: string;
  paymentId: string;
  amountMinor: number;
  /** How it goes back. */
  way: PaymentMethod;
  /** The order that it is taken off; null where it paid for nothing. */
  orderId: string | null;
  /** The failed one that this makes good; once. */
  followsId?: string | null;
  reason: RefundReason;
  note: string;
  channel: Channel | null;
  at: Date;
};

/**
 * Asks for money to go back to whoever paid, with its reason (K6): what pays for
 * nothing, or what is taken off an order, which is then owed again. By the way
 * it came and up to an amount a clerk's word is enough, else the refund waits
 * for a second person (D26). What is agreed is set aside at once; cash is given
 * at once where the clerk has a till open, else it waits for one. The same form
 * again changes nothing. Returns how the refund stands now. Locks account,
 * order, payment, shift.
 */
export async function askRefund(tx: Tx, clerk: Staff, asked: RefundAsked): Promise<RefundState> {
  if (!may(clerk, 'move-money')) throw new Refusal({ code: 'not-permitted' });
  const { id, paymentId, amountMinor, way, orderId, reason, note, channel, at } = asked;
  const companyId = await findPaymentOwner(tx, paymentId);
  if (companyId === undefined) throw new NotFound('payment', paymentId);
  await lockAccount(tx, companyId);
  const payment = await lockPayment(tx, { companyId, paymentId });
  if (!payment) throw new NotFound('payment', paymentId);
  const { method } = payment;
  if (!waysBack(method).includes(way)) throw new Refusal({ code: 'refund-way' });
  const known = await findRefund(tx, id);
  if (known) return known.state;
  const leftMinor =
    orderId === null ? payment.leftMinor : await readPaidFor(tx, { paymentId, orderId });
  if (amountMinor > leftMinor) throw new Refusal({ code: 'refund-beyond', leftMinor });
  const second = needsSecond({ amountMinor, way, method, takesOffOrder: orderId !== null });
  const isNew = await insertRefund(tx, {
    ...{ id, companyId, paymentId, amountMinor, way, orderId, reason, note, channel, at },
    ...{ state: second ? 'waiting' : 'asked', askedBy: clerk.personId },
    ...{ branchCode: clerk.branchCode, needsSecond: second, followsId: asked.followsId ?? null },
  });
  // Another one has made the same failed refund good meanwhile.
  if (!isNew) return 'asked';
  await recordEvent(
    tx,
    { type: 'refund.asked', refundId: id, amountMinor, reason, waits: second },
    { companyId, personId: clerk.personId, channel, subjectId: companyId, at },
  );
  if (second) return 'waiting';
  const refund = await lockedRefund(tx, id);
  await setAside(tx, refund, { personId: clerk.personId, at });
  failpoint('refund.before-commit');
  const shift = way === 'cash' ? await lockOpenShift(tx, clerk.personId) : undefined;
  if (!shift) return 'asked';
  await handOut(tx, refund, { shift, personId: clerk.personId, slip: '', at });
  return 'settled';
}

/**
 * Tries a refund that failed again, by the same way or another: its money is the
 * company's balance meanwhile. Once for each that failed; one whose money was
 * left to the company is over.
 */
export async function retryRefund(
  tx: Tx,
  clerk: Staff,
  again: { id: string; failedId: string; way: PaymentMethod; channel: Channel | null; at: Date },
): Promise<RefundState> {
  if (!may(clerk, 'move-money')) throw new Refusal({ code: 'not-permitted' });
  const { failedId, ...rest } = again;
  const facts = await findRefund(tx, failedId);
  if (!facts) throw new NotFound('refund', failedId);
  await lockAccount(tx, facts.companyId);
  const failed = await lockedRefund(tx, failedId);
  if (failed.state !== 'failed' || failed.isLeft) throw new Refusal({ code: 'refund-decided' });
  const { paymentId, amountMinor, reason, note } = failed;
  const same = { paymentId, amountMinor, reason, note, orderId: null, followsId: failedId };
  return askRefund(tx, clerk, { ...rest, ...same });
}

/**
 * Agrees to a refund as the second person, or refuses it with a word. Whoever
 * asked cannot. Decided once: by two at the same moment the later is told.
 * Locks account, refund, order, payment.
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

/** Takes the money off its order, where there is one, and sets it aside. */
async function setAside(tx: Tx, refund: Refund, by: { personId: string; at: Date }): Promise<void> {
  const { companyId, orderId, paymentId, amountMinor, reason, note, channel } = refund;
  if (orderId !== null) {
    const why = note === '' ? reason : note;
    const off = { companyId, orderId, paymentId, amountMinor, reason: why.slice(0, REASON_MAX) };
    await takeOffOrder(tx, off, { ...by, channel });
  }
  const payment = await lockPayment(tx, refund);
  if (!payment || payment.leftMinor < amountMinor) {
    throw new Refusal({ code: 'refund-beyond', leftMinor: payment?.leftMinor ?? 0 });
  }
  await bookSetAside(tx, refund, by);
}

const REASON_MAX = 300;

async function lockedRefund(tx: Tx, id: string): Promise<Refund> {
  const refund = await findRefund(tx, id, 'locked');
  if (!refund) throw new NotFound('refund', id);
  return refund;
}
