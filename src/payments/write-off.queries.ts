import { sql } from 'kysely';
import type { Booking } from '../ledger/booking.ts';
import { bookingParts } from '../ledger/ledger.queries.ts';
import type { Tx } from '../platform/db/database.ts';

/** What of an order is not asked for any more. Minor units. */
export type NewWriteOff = {
  id: string;
  companyId: string;
  orderId: string;
  amountMinor: number;
  isTolerance: boolean;
  reason: string;
  personId: string | null;
  at: Date;
};

/** Writes off a part of a locked order with its entries in the books, in one statement; by itself once for an order. */
export async function insertWriteOff(
  tx: Tx,
  written: NewWriteOff,
  booking: Booking,
): Promise<boolean> {
  const { id, companyId, orderId, amountMinor, isTolerance, reason, personId, at } = written;
  const done = await sql`
    with written as (
      insert into order_write_off (id, company_id, order_id, amount_minor, is_tolerance, reason, written_at, written_by)
      values (${id}, ${companyId}, ${orderId}, ${amountMinor}, ${isTolerance}, ${reason}, ${at}, ${personId})
      on conflict do nothing
      returning id
    ), ${bookingParts([booking], sql`where exists (select from written)`)}`.execute(tx);
  return (done.numAffectedRows ?? 0n) > 0n;
}
