import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import { type Booking, BOOKS_CURRENCY, type Entry } from './booking.ts';

/**
 * Writes transactions of the books, all in one statement. The database refuses
 * entries that are not zero together and carries the companies' buckets along.
 * A company's account is locked before, by whoever books. What was booked under
 * the same kind and reference before is left out; returns whether anything was
 * written.
 */
export async function book(tx: Tx, ...bookings: readonly Booking[]): Promise<boolean> {
  const saying = bookings.filter(({ entries }) => entries.length > 0);
  if (saying.length === 0) return false;
  const written = await sql`with ${bookingParts(saying)}`.execute(tx);
  return (written.numAffectedRows ?? 0n) > 0n;
}

/**
 * The same as the end of a larger `with`, for a statement that books only where
 * another of its parts gave a row: `where` asks for it.
 */
export const bookingParts = (bookings: readonly Booking[], where: RawBuilder<unknown> = sql``) => {
  const heads = bookings.map((booking) => ({ ...booking, id: newId(booking.at.getTime()) }));
  const transactions = heads.map((head) => ({
    id: head.id,
    kind: head.kind,
    reference: head.reference,
    company_id: head.companyId,
    order_id: head.orderId,
    booked_at: head.at,
    effective_on: head.effectiveOn,
    person_id: head.personId,
    channel: head.channel,
    note: head.note ?? '',
  }));
  const rows = heads.flatMap(({ id, entries }) =>
    entries.map((entry, i) => rowOf(id, i + 1, entry)),
  );
  return sql`
    booked as (
      insert into ledger_transaction (id, kind, reference, company_id, order_id, booked_at, effective_on, person_id,
                                      channel, note)
      select * from jsonb_to_recordset(${JSON.stringify(transactions)}::jsonb) as head (
        id uuid, kind text, reference text, company_id uuid, order_id uuid, booked_at timestamptz, effective_on date,
        person_id uuid, channel channel, note text)
      ${where}
      on conflict (kind, reference) do nothing
      returning id
    )
    insert into ledger_entry (transaction_id, position, account, company_id, branch_code, order_id, amount_minor, currency)
    select entry.*, ${BOOKS_CURRENCY}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as entry (
      transaction_id uuid, position smallint, account ledger_account, company_id uuid, branch_code text, order_id uuid,
      amount_minor bigint)
    join booked on booked.id = entry.transaction_id`;
};

const rowOf = (transactionId: string, position: number, entry: Entry) => ({
  transaction_id: transactionId,
  position,
  account: entry.account,
  company_id: entry.companyId ?? null,
  branch_code: entry.branchCode ?? null,
  order_id: entry.orderId ?? null,
  amount_minor: entry.amountMinor,
});

/** What the books say of one order: what counts as paid before its goods, before and after its invoice. Minor units. */
export type OrderBooks = {
  prepaidMinor: number;
  advanceMinor: number;
  unbilledMinor: number;
  receivableMinor: number;
};

/** The buckets of an order; to be read under the order's lock where something is booked upon it. */
export async function readOrderBooks(db: Db, orderId: string): Promise<OrderBooks> {
  const found = await sql<OrderBooks>`
    select coalesce(-sum(amount_minor) filter (where account = 'prepayment'), 0)::bigint as prepaid_minor,
           coalesce(-sum(amount_minor) filter (where account = 'advance'), 0)::bigint as advance_minor,
           coalesce(sum(amount_minor) filter (where account = 'unbilled'), 0)::bigint as unbilled_minor,
           coalesce(sum(amount_minor) filter (where account = 'receivable'), 0)::bigint as receivable_minor
    from ledger_entry where order_id = ${orderId}`.execute(db);
  const [row] = found.rows;
  if (!row) throw new Error('a sum without a row');
  return row;
}
