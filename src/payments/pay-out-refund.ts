import { lockAccount } from '../credit/credit.queries.ts';
import { may, type Capability, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { bookSettled } from './refund-books.ts';
import { inCash } from './refund.ts';
import { findRefund, markLeft, type Refund, setRefundState } from './refund.queries.ts';
import { failRefundNow } from './settle-refund.ts';
import { expectedInTillMinor } from './till-report.ts';
import { lockOpenShift, readShiftSums, type Shift } from './till.queries.ts';

/**
 * Gives a refund that was agreed over the counter: cash out of the clerk's own
 * open till, in whole tenge and never more than lies in it, or on the card
 * terminal by the number of its slip. Once; pressing again changes nothing.
 * Locks account, refund, shift.
 */
export async function payOutRefund(
  tx: Tx,
  clerk: Staff,
  out: { id: string; slip: string; at: Date },
): Promise<void> {
  const refund = await lockedFor(tx, clerk, { id: out.id, capability: 'take-payments' });
  if (refund.state === 'settled') return;
  if (refund.state !== 'asked') throw new Refusal({ code: 'refund-decided' });
  const shift = await lockOpenShift(tx, clerk.personId);
  if (!shift) throw new Refusal({ code: 'till-closed' });
  await handOut(tx, refund, { ...out, shift, personId: clerk.personId });
}

/** The same for a refund that is locked and set aside, out of a shift that is locked. */
export async function handOut(
  tx: Tx,
  refund: Refund,
  out: { shift: Shift; personId: string; slip: string; at: Date },
): Promise<void> {
  const { id, way, amountMinor } = refund;
  const { shift, personId, slip, at } = out;
  if (way !== 'cash' && way !== 'terminal') throw new Refusal({ code: 'refund-way' });
  if (way === 'terminal' && slip === '') throw new Refusal({ code: 'slip-missing' });
  const { givenMinor, roundingMinor } =
    way === 'cash' ? inCash(amountMinor) : { givenMinor: 0, roundingMinor: 0 };
  if (expectedInTillMinor(await readShiftSums(tx, shift.id)) < givenMinor) {
    throw new Refusal({ code: 'till-too-little' });
  }
  const { branchCode } = shift;
  await bookSettled(tx, refund, { personId, at, branchCode, roundingMinor });
  await setRefundState(tx, {
    ...{ id, state: 'settled', settledAt: at, settledBy: personId },
    ...{ shiftId: shift.id, roundingMinor, paidReference: slip },
  });
}

/** Notes that the bank has sent a refund, by the number of our payment order. Once; again changes nothing. Locks account, refund. */
export async function noteTransferSent(
  tx: Tx,
  clerk: Staff,
  sent: { id: string; reference: string; at: Date },
): Promise<void> {
  const { id, reference: paidReference, at } = sent;
  const refund = await lockedFor(tx, clerk, { id, capability: 'keep-books' });
  if (refund.state === 'settled') return;
  if (refund.state !== 'asked' || refund.way !== 'transfer') {
    throw new Refusal({ code: 'refund-decided' });
  }
  const { personId } = clerk;
  await bookSettled(tx, refund, { personId, at });
  const settled = { id, state: 'settled', settledAt: at, settledBy: personId } as const;
  await setRefundState(tx, { ...settled, paidReference });
}

/** Notes that a bank sent a refund back, or would not send it: its money is the company's balance again. Locks account, refund. */
export async function noteTransferBack(
  tx: Tx,
  clerk: Staff,
  back: { id: string; failure: string; at: Date },
): Promise<void> {
  const { id, failure, at } = back;
  const refund = await lockedFor(tx, clerk, { id, capability: 'keep-books' });
  if (refund.way !== 'transfer') throw new Refusal({ code: 'refund-way' });
  await failRefundNow(tx, refund, { failure, personId: clerk.personId, at });
}

/** Leaves the money of a refund that failed with its company: nobody sends it again. Locks account, refund. */
export async function leaveRefund(
  tx: Tx,
  clerk: Staff,
  left: { id: string; at: Date },
): Promise<void> {
  const refund = await lockedFor(tx, clerk, { id: left.id, capability: 'keep-books' });
  if (refund.isLeft) return;
  const { personId } = clerk;
  if (await markLeft(tx, { ...left, personId })) return;
  throw new Refusal({ code: 'refund-decided' });
}

async function lockedFor(
  tx: Tx,
  clerk: Staff,
  of: { id: string; capability: Capability },
): Promise<Refund> {
  if (!may(clerk, of.capability)) throw new Refusal({ code: 'not-permitted' });
  const facts = await findRefund(tx, of.id);
  if (!facts) throw new NotFound('refund', of.id);
  await lockAccount(tx, facts.companyId);
  const refund = await findRefund(tx, of.id, 'locked');
  if (!refund) throw new NotFound('refund', of.id);
  return refund;
}
