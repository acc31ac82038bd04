import { type Kysely, sql } from 'kysely';

/**
 * The account as a customer's accountant reads it. What counts in its balance is
 * every bucket but the promises: goods that left, less all money that came. A
 * line that he disputes is remembered with what his own books say; money of his
 * balance is put to orders once for each form that asks for it.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create index entry_of_balance on ledger_entry (company_id, transaction_id) include (amount_minor)
      where company_id is not null and account <> 'commitment'`.execute(db);
  await sql`
    alter table ledger_transaction add constraint ledger_of_a_company unique (company_id, id)`.execute(
    db,
  );

  await sql`
    create type objection_state as enum ('open', 'agreed', 'declined', 'withdrawn', 'corrected')`.execute(
    db,
  );
  await sql`
    create table line_objection (
      id uuid primary key,
      company_id uuid not null references company,
      transaction_id uuid not null,
      order_id uuid,
      ours_minor bigint not null check (ours_minor <> 0),
      theirs_minor bigint not null,
      objected_minor bigint not null generated always as (greatest(ours_minor - theirs_minor, 0)) stored,
      note text not null check (length(note) between 3 and 500),
      state objection_state not null default 'open',
      raised_by uuid not null references person,
      raised_at timestamptz not null,
      answer text not null default '' check (length(answer) <= 500),
      answered_by uuid references person,
      answered_at timestamptz,
      constraint objection_line foreign key (company_id, transaction_id)
        references ledger_transaction (company_id, id) deferrable initially deferred,
      constraint objection_order foreign key (company_id, order_id) references sales_order (company_id, id),
      constraint objection_of_one_sign check (sign(theirs_minor) in (0, sign(ours_minor))),
      constraint objection_answered_by_somebody
        check ((state in ('open', 'withdrawn')) = (answered_by is null) and (answered_by is null) = (answered_at is null)),
      constraint objection_declined_with_a_reason check (state <> 'declined' or answer <> '')
    )`.execute(db);
  await sql`comment on table line_objection is 'A line of the account that the customer’s books say otherwise. Open or agreed, its amount is not overdue, and still owed (R24).'`.execute(
    db,
  );
  await sql`comment on column line_objection.ours_minor is 'What the line says: more than nothing is owed to us, less was paid. Minor units.'`.execute(
    db,
  );
  await sql`comment on column line_objection.theirs_minor is 'What the customer’s books say of it, by our signs.'`.execute(
    db,
  );
  await sql`create unique index one_live_objection on line_objection (transaction_id) where state in ('open', 'agreed')`.execute(
    db,
  );
  await sql`create index objection_of_line on line_objection (transaction_id, raised_at)`.execute(
    db,
  );
  await sql`create index objection_of_order on line_objection (order_id) include (objected_minor)
    where state in ('open', 'agreed') and order_id is not null`.execute(db);
  await sql`create index objection_waiting on line_objection (raised_at, id) where state in ('open', 'agreed')`.execute(
    db,
  );
  await sql`
    create function objected_minor_of(order_id uuid) returns bigint language sql stable as $$
      select coalesce(sum(objected_minor), 0)::bigint from line_objection
      where line_objection.order_id = objected_minor_of.order_id and state in ('open', 'agreed')
    $$`.execute(db);
  await sql`comment on function objected_minor_of is 'What of an order is disputed and therefore not overdue, though owed. Minor units; may be more than what is left to pay.'`.execute(
    db,
  );

  await sql`
    create table balance_use (
      id uuid primary key,
      company_id uuid not null references company,
      amount_minor bigint not null check (amount_minor > 0),
      used_by uuid not null references person,
      used_at timestamptz not null
    )`.execute(db);
  await sql`comment on table balance_use is 'Money of a customer’s balance that he put to orders: one row for each form, so that a second click is known.'`.execute(
    db,
  );
  await sql`create index balance_use_of_company on balance_use (company_id, used_at)`.execute(db);
}
