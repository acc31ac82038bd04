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
export type LedgerLine = {
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
  /** Of the credit note that it is. */
  documentNumber: string | null;
  note: string;
  /** Orders that a payment pays now, a few of them. */
  pays: readonly { id: string; number: string }[];
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

/** So many orders are named beside a payment. */
const PAYS_MAX = 6;

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
    select summed.*, page.id, page.effective_on as on, page.amount_minor, page.balance_minor, ${said}
    from summed
    left join page on true
    left join ledger_transaction as booked on booked.id = page.id
    ${whatItIs}
    order by page.effective_on, page.id`.execute(db);
  return ledgerOf(found.rows);
}

/** What a line is about: `booked` is its transaction. The newest objection to it, but for those that were taken back. */
const said = sql`
  booked.kind, booked.order_id, placed.number as order_number, placed.purchase_number, paid.method, paid.reference,
  paper.number as document_number, booked.note,
  (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'number', number) order by number), '[]')
   from (select paying.order_id as id, settled.number
         from payment_allocation as paying join sales_order as settled on settled.id = paying.order_id
         where booked.kind = 'payment' and paying.payment_id = paid.id
         group by paying.order_id, settled.number having sum(paying.amount_minor) > 0
         order by settled.number limit ${PAYS_MAX}) as settled) as pays,
  (select jsonb_build_object('id', id, 'state', state, 'theirsMinor', theirs_minor, 'note', note, 'answer', answer)
   from line_objection where transaction_id = booked.id and state <> 'withdrawn'
   order by raised_at desc, id desc limit 1) as objection`;

const whatItIs = sql`
  left join document as paper
    on paper.id = case when booked.kind in ('credit-note', 'credit-note-voided') then booked.reference::uuid end
  left join sales_order as placed on placed.id = booked.order_id
  left join refund on refund.id = case when booked.kind in ('refund', 'refund-failed') then booked.reference::uuid end
  left join payment as paid
    on paid.id = coalesce(case when booked.kind = 'payment' then booked.reference::uuid end, refund.payment_id)`;

/** One line of a company's account by itself; `undefined` for what is not there, not its own, or changes nothing of what is owed. */
export async function findLedgerLine(
  db: Db,
  of: { companyId: string; lineId: string },
): Promise<Omit<LedgerLine, 'balanceMinor'> | undefined> {
  const found = await sql<Omit<LedgerLine, 'balanceMinor'>>`
    select booked.id, booked.effective_on as on, moved.amount_minor, ${said}
    from ledger_transaction as booked
    cross join lateral (
      select sum(amount_minor)::bigint as amount_minor from ledger_entry
      where transaction_id = booked.id and company_id = ${of.companyId} and account <> 'commitment'
    ) as moved
    ${whatItIs}
    where booked.id = ${of.lineId} and booked.company_id = ${of.companyId} and moved.amount_minor <> 0`.execute(
    db,
  );
  return found.rows[0];
}

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
