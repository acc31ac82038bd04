import { sql } from 'kysely';
import type { Booking } from '../ledger/booking.ts';
import { bookingParts } from '../ledger/ledger.queries.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import type { ReversalState } from '../platform/db/schema.ts';
import type { Allocation } from './allocation.ts';

/** A wish to take back a payment, with whose it is. */
export type LockedReversal = {
  id: string;
  lineId: string;
  companyId: string;
  paymentId: string;
  reason: string;
  state: ReversalState;
  askedBy: string;
};

/** Writes a wish to take back a payment; false where one waits or was fulfilled already. */
export async function insertReversal(
  tx: Tx,
  reversal: LockedReversal & { needsSecond: boolean; askedAt: Date },
): Promise<boolean> {
  const written = await tx
    .insertInto('paymentReversal')
    .values(reversal)
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirst();
  return (written.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The wish for a line that waits for a second person; the line is locked before. */
export function findWaitingReversal(db: Db, lineId: string): Promise<LockedReversal | undefined> {
  return db
    .selectFrom('paymentReversal')
    .where('lineId', '=', lineId)
    .where('state', '=', 'waiting')
    .select(['id', 'lineId', 'companyId', 'paymentId', 'reason', 'state', 'askedBy'])
    .executeTakeFirst();
}

/** Writes how a second person decided. */
export async function decideReversalRow(
  tx: Tx,
  decided: { id: string; state: ReversalState; decidedBy: string; decidedAt: Date },
): Promise<void> {
  const { id, ...values } = decided;
  await tx.updateTable('paymentReversal').set(values).where('id', '=', id).execute();
}

/** What of a payment pays for orders, and was taken back, the oldest first. Minor units. */
export function listAllocationsOfPayment(db: Db, paymentId: string): Promise<Allocation[]> {
  return db
    .selectFrom('paymentAllocation')
    .where('paymentId', '=', paymentId)
    .orderBy('allocatedAt')
    .orderBy('id')
    .select(['paymentId', 'orderId as itemId', 'amountMinor'])
    .execute();
}

/** Takes a whole payment out, with its entries in the books; false where a part of it is no longer here. Minor units. */
export async function takePaymentOut(
  tx: Tx,
  of: { paymentId: string; amountMinor: number },
  booking: Booking,
): Promise<boolean> {
  const written = await sql`
    with gone as (
      update payment set refunded_minor = amount_minor
      where id = ${of.paymentId} and amount_minor = ${of.amountMinor} and allocated_minor = 0 and refunded_minor = 0
      returning id
    ), ${bookingParts([booking], sql`where exists (select from gone)`)}`.execute(tx);
  return (written.numAffectedRows ?? 0n) > 0n;
}
