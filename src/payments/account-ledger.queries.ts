import { sql } from 'kysely';
import type { BookingKind } from '../ledger/booking.ts';
import type { Db } from '../platform/db/database.ts';
import type { ObjectionState, PaymentMethod } from '../platform/db/schema.ts';

/** What a customer says of a line, and what we answered. Minor units, by our signs. */
type LineObjection = {
  id: string;
  state: ObjectionState;
  theirsMinor: number;
  note: string;
  answer: string;
};

/** A line of a customer's account. Minor units: more than nothing is owed to us by it, less was paid. */
type LedgerLine = {
  id: string;
  on: string;
  kind: BookingKind;
  amountMinor: number;
  /** What is owed after it, of all that was booked. */
  balanceMinor: number;
  orderId: string | null;
  orderNumber: string | null;
  purchaseNumber: string | null;
  method: PaymentMethod | null;
  reference: string | null;
  note: string;
  objection: LineObjection | null;
};

/** An account over some days. Minor units; the sums are of all its lines, also of those on other pages. */
export type Ledger = {
  openingMinor: number;
  debitMinor: number;
  creditMinor: number;
  closingMinor: number;
  count: number;
  lines: readonly LedgerLine[];
};

/** The place of a line in an account: lines stand by their day, then as they were booked. */
export type LedgerPlace = { on: string; id: string };

type Row = Omit<Ledger, 'lines'> & Omit<LedgerLine, 'id'> & { id: string | null };

/**
 * A company's account from one day to another, both included: every transaction
 * that changed what is owed, with what is owed after it. What was promised only
 * (orders not handed over) stands in no line, and money that moved between the
 * balance and an order changes nothing of the whole, so it makes none either.
 * At most `limit` lines, those behind a place. One statement.
 */
export async function readLedger(
  db: Db,
  of: {
    companyId: string;
    from: string;
    to: string;
    after?: LedgerPlace | undefined;
    limit: number;
  },
): Promise<Ledger> {
  const { companyId, from, to, after, limit } = of;
  const behind = after
    ? sql`and (effective_on, id) > (${after.on}::date, ${after.id}::uuid)`
    : sql``;
  const found = await sql<Row>`
    with moved as materialized (
      select booked.id, booked.effective_on, sum(entry.amount_minor)::bigint as amount_minor
      from ledger_entry as entry join ledger_transaction as booked on booked.id = entry.transaction_id
      where entry.company_id = ${companyId} and entry.account <> 'commitment' and booked.effective_on <= ${to}::date
      group by booked.id having sum(entry.amount_minor) <> 0
    ), summed as (
      select coalesce(sum(amount_minor) filter (where effective_on < ${from}::date), 0)::bigint as opening_minor,
             coalesce(sum(amount_minor) filter (where effective_on >= ${from}::date and amount_minor > 0), 0)::bigint as debit_minor,
             coalesce(-sum(amount_minor) filter (where effective_on >= ${from}::date and amount_minor < 0), 0)::bigint as credit_minor,
             coalesce(sum(amount_minor), 0)::bigint as closing_minor,
             count(*) filter (where effective_on >= ${from}::date)::int as count
      from moved
    ), running as (
      select id, effective_on, amount_minor, sum(amount_minor) over (order by effective_on, id)::bigint as balance_minor
      from moved
    ), page as (
      select * from running where effective_on >= ${from}::date ${behind} order by effective_on, id limit ${limit}
    )
    select summed.*, page.id, page.effective_on as on, booked.kind, page.amount_minor, page.balance_minor, booked.order_id,
           placed.number as order_number, placed.purchase_number, paid.method, paid.reference, booked.note,
           ${objectionOf(sql`page.id`)} as objection
    from summed
    left join page on true
    left join ledger_transaction as booked on booked.id = page.id
    left join sales_order as placed on placed.id = booked.order_id
    left join refund on refund.id = case when booked.kind in ('refund', 'refund-failed') then booked.reference::uuid end
    left join payment as paid
      on paid.id = coalesce(case when booked.kind = 'payment' then booked.reference::uuid end, refund.payment_id)
    order by page.effective_on, page.id`.execute(db);
  return ledgerOf(found.rows);
}

/** The newest objection to a line, but for those that were taken back. */
const objectionOf = (lineId: ReturnType<typeof sql>) => sql`(
  select jsonb_build_object('id', id, 'state', state, 'theirsMinor', theirs_minor, 'note', note, 'answer', answer)
  from line_objection where transaction_id = ${lineId} and state <> 'withdrawn' order by raised_at desc, id desc limit 1)`;

function ledgerOf(rows: readonly Row[]): Ledger {
  const [first] = rows;
  if (!first) throw new Error('a sum without a row');
  const { openingMinor, debitMinor, creditMinor, closingMinor, count } = first;
  const lines = rows.flatMap(
    ({
      openingMinor: _o,
      debitMinor: _d,
      creditMinor: _c,
      closingMinor: _b,
      count: _n,
      id,
      ...line
    }) => (id === null ? [] : [{ id, ...line }]),
  );
  return { openingMinor, debitMinor, creditMinor, closingMinor, count, lines };
}
