import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';

/** Tables whose own triggers ask, row by row, what the whole world is checked for at the end. */
const tablesWithTriggers = [
  'price',
  'sales_order',
  'sales_order_line',
  'stock_movement',
  'event',
  'ledger_entry',
  'payment_allocation',
] as const;

/** Whether the database is empty of trade: no branch, hence no world. */
export async function hasNoBranch(db: Db): Promise<boolean> {
  const found = await db.selectFrom('branch').select('code').limit(1).execute();
  return found.length === 0;
}

/**
 * Two programs that start at once make one world: the second waits here until
 * the first has committed.
 */
export async function waitForOtherMakers(tx: Tx): Promise<void> {
  await sql`lock table branch in exclusive mode`.execute(tx);
}

/** A load is longer than any request; the limits of a request are lifted for this transaction. */
export async function liftLimits(tx: Tx): Promise<void> {
  await sql`set local statement_timeout = 0`.execute(tx);
  await sql`set local lock_timeout = 0`.execute(tx);
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx);
  await sql`set local synchronous_commit = off`.execute(tx);
}

/** Lets rows in without asking the triggers, until `resumeTriggers`; keys, checks and references still hold. */
export async function suspendTriggers(tx: Tx): Promise<void> {
  for (const table of tablesWithTriggers) {
    await sql`alter table ${sql.table(table)} disable trigger user`.execute(tx);
  }
}

/** Sets the triggers in force again. */
export async function resumeTriggers(tx: Tx): Promise<void> {
  for (const table of tablesWithTriggers) {
    await sql`alter table ${sql.table(table)} enable trigger user`.execute(tx);
  }
}

/** Gives accounts and orders what the books and allocations say: those were written without asking the triggers that carry it along. */
export async function carryBuckets(tx: Tx): Promise<void> {
  await sql`
    update company_account as account
    set commitment_minor = booked_commitment_minor, unbilled_minor = booked_unbilled_minor,
        receivable_minor = booked_receivable_minor, advance_minor = booked_advance_minor,
        prepayment_minor = booked_prepayment_minor, balance_minor = booked_balance_minor
    from audit.v_exposure as booked where booked.company_id = account.company_id`.execute(tx);
  await sql`
    update sales_order as placed set paid_minor = allocations_minor
    from audit.v_paid as paid where paid.id = placed.id and allocations_minor > 0`.execute(tx);
  await sql`
    update sales_order as placed set next_due_on = (select min(part.due_on) from due_parts(placed) as part)
    where paid_minor < gross_minor and due_on is not null`.execute(tx);
}

/** Tells the planner what is in the tables that grow with trade; the rest is small. */
export async function analyze(tx: Tx): Promise<void> {
  await sql`analyze product, price, stock_level, lot, company, cart, sales_order, sales_order_line, event,
    ledger_transaction, ledger_entry, payment, payment_allocation, certificate, certificate_heat, allocation, document`.execute(
    tx,
  );
}

export type Imbalance = { what: string; count: number };

/**
 * Where a world does not add up, by the audit views: orders that are not the
 * sum of their lines, levels that are not the sum of their movements, lots and
 * reservations, accounts that are not the sum of their orders. Empty when all is well.
 */
export async function listImbalances(db: Db): Promise<Imbalance[]> {
  const found = await sql<Imbalance>`
    select * from (
      select 'orders that are not the sum of their lines' as what, count(*) from audit.v_order
      where weight_g <> lines_weight_g or net_minor <> lines_net_minor + services_net_minor + weighing_net_minor
        or vat_minor <> lines_vat_minor + services_vat_minor + weighing_vat_minor or lines = 0
      union all
      select 'shipments that are not the sum of their lines or not what is booked', count(*) from audit.v_shipment
      where coalesce(gross_minor, 0) <> lines_gross_minor + services_gross_minor
        or coalesce(gross_minor, 0) <> booked_gross_minor or loaded_g <> lots_g
        or stage not in ('planned', 'loading', 'loaded', 'cancelled') and weighed_g <> ticket_g
      union all
      select 'levels that are not the sum of their movements', count(*) from audit.v_stock
      where on_hand_g <> moved_on_hand_g or reserved_g <> moved_reserved_g
      union all
      select 'levels that are not the sum of their lots', count(*) from audit.v_stock where on_hand_g <> lots_on_hand_g
      union all
      select 'reserved stock that nobody holds', count(*) from audit.v_stock where reserved_g <> held_g + set_aside_g
      union all
      select 'accounts that are not the sum of their orders', count(*) from audit.v_exposure
      where exposure_minor <> booked_exposure_minor or commitment_minor <> orders_open_minor
        or balance_minor <> booked_balance_minor or prepayment_minor <> booked_prepayment_minor
      union all
      select 'transactions of the books that are not zero', count(*) from (
        select from ledger_entry group by transaction_id, currency having sum(amount_minor) <> 0) as wrong
      union all
      select 'payments that are not the sum of their allocations or not booked', count(*) from audit.v_payment
      where allocated_minor <> allocations_minor or amount_minor <> booked_minor
      union all
      select 'lines of bank statements that are booked with another sum', count(*) from audit.v_bank_line
      where state = 'booked' and amount_minor is distinct from coalesce(payment_minor, refund_minor)
      union all
      select 'orders that are not paid by their allocations', count(*) from audit.v_paid
      where paid_minor <> allocations_minor + written_off_minor
      union all
      select 'invoices that are not their lines or not what is booked', count(*) from audit.v_invoice
      where net_minor <> lines_net_minor or vat_minor <> lines_vat_minor or gross_minor <> lines_gross_minor
        or net_minor <> booked_net_minor or vat_minor <> booked_vat_minor or gross_minor <> booked_gross_minor
      union all
      select 'series of documents with gaps', count(*) from (
        select from document group by kind, year having count(*) <> max(serial)) as gaps
      union all
      select 'open reservations of orders that have ended', count(*)
      from reservation join sales_order on sales_order.id = reservation.order_id
      where reservation.ended_at is null and sales_order.stage in ('delivered', 'cancelled')
    ) as asked where count > 0`.execute(db);
  return found.rows;
}
