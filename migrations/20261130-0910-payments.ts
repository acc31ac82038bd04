import { type Kysely, sql } from 'kysely';

/**
 * Money that came in, and which order it pays. One row per payment, known by
 * how it came and its reference, so that the same money is never taken twice;
 * one order is paid by many payments and one payment pays many orders, through
 * allocations only (R12). Nothing is ever marked as paid.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create type payment_method as enum ('card', 'transfer', 'cash', 'terminal')`.execute(
    db,
  );
  await sql`
    create table payment (
      id uuid primary key,
      method payment_method not null,
      reference text not null check (reference <> '' and length(reference) <= 200),
      company_id uuid not null references company,
      amount_minor bigint not null check (amount_minor > 0),
      currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
      received_at timestamptz not null,
      received_on date not null,
      received_by uuid references person,
      channel channel,
      branch_code text references branch,
      tendered_minor bigint,
      change_minor bigint,
      rounding_minor bigint not null default 0,
      payer text not null default '' check (length(payer) <= 300),
      purpose text not null default '' check (length(purpose) <= 1000),
      allocated_minor bigint not null default 0,
      refunded_minor bigint not null default 0,
      unique (company_id, id),
      constraint payment_once unique (method, reference),
      constraint payment_not_spent_twice
        check (allocated_minor >= 0 and refunded_minor >= 0 and allocated_minor + refunded_minor <= amount_minor),
      constraint change_only_of_cash
        check ((method = 'cash') = (tendered_minor is not null and change_minor is not null)
               and (method <> 'cash' or (change_minor >= 0 and tendered_minor - change_minor = amount_minor + rounding_minor))),
      constraint only_cash_is_rounded check (rounding_minor between -99 and 99 and (method = 'cash' or rounding_minor = 0)),
      constraint desk_payment_has_a_desk
        check (method not in ('cash', 'terminal') or (branch_code is not null and received_by is not null))
    )`.execute(db);
  await sql`comment on column payment.reference is 'Of the payment at the provider, of the line of the bank statement, of the receipt or of the terminal slip.'`.execute(
    db,
  );
  await sql`comment on column payment.rounding_minor is 'Cash is paid in whole tenge: what lies in the till beyond what is paid, or less.'`.execute(
    db,
  );
  await sql`comment on column payment.allocated_minor is 'What of it pays orders now; the sum of its allocations.'`.execute(
    db,
  );
  await sql`create index payment_of_company on payment (company_id, received_at desc, id desc)`.execute(
    db,
  );
  await sql`create index payment_with_rest on payment (company_id, received_at)
    where allocated_minor + refunded_minor < amount_minor`.execute(db);

  await sql`
    create table payment_allocation (
      id uuid primary key,
      payment_id uuid not null,
      company_id uuid not null,
      order_id uuid not null,
      amount_minor bigint not null check (amount_minor <> 0),
      allocated_at timestamptz not null,
      allocated_by uuid references person,
      reason text not null default '' check (length(reason) <= 300),
      constraint allocation_payment foreign key (company_id, payment_id) references payment (company_id, id),
      constraint allocation_order foreign key (company_id, order_id) references sales_order (company_id, id)
    )`.execute(db);
  await sql`comment on table payment_allocation is 'Only added to: what is taken back is a row with a negative amount.'`.execute(
    db,
  );
  await sql`create index allocation_of_order on payment_allocation (order_id) include (amount_minor)`.execute(
    db,
  );
  await sql`create index allocation_of_payment on payment_allocation (payment_id)`.execute(db);

  await sql`
    alter table sales_order add column paid_minor bigint not null default 0
      constraint order_not_paid_beyond check (paid_minor >= 0 and paid_minor <= gross_minor)`.execute(
    db,
  );
  await sql`comment on column sales_order.paid_minor is 'The sum of its allocations, carried along by them and by nobody else. Minor units.'`.execute(
    db,
  );
  await sql`create index order_unpaid on sales_order (company_id, due_on, placed_at)
    where paid_minor < gross_minor and stage <> 'cancelled' and source = 'counterweight'`.execute(
    db,
  );

  // What ran out may be held again once it is paid (R18); what has ended is kept.
  await sql`alter table reservation drop constraint one_reservation_per_line`.execute(db);
  await sql`create unique index one_open_reservation_per_line on reservation (order_line_id) where ended_at is null`.execute(
    db,
  );
  await sql`create index reservation_of_line on reservation (order_line_id)`.execute(db);

  await sql`
    create function allocations_hold() returns trigger language plpgsql as $$
    begin
      if exists (select from touched join payment on payment.id = touched.payment_id
                 where payment.allocated_minor <> (select sum(amount_minor) from payment_allocation where payment_id = payment.id)) then
        raise exception 'a payment is not the sum of its allocations'
          using errcode = 'check_violation', constraint = 'payment_is_allocated';
      end if;
      update sales_order as placed set paid_minor = placed.paid_minor + moved.amount_minor
      from (select order_id, sum(amount_minor) as amount_minor from touched group by order_id) as moved
      where placed.id = moved.order_id;
      return null;
    end $$`.execute(db);
  await sql`create trigger allocations_hold after insert on payment_allocation
    referencing new table as touched for each statement execute function allocations_hold()`.execute(
    db,
  );
  await sql`create trigger kept before update or delete on payment_allocation
    for each statement execute function ledger_is_kept()`.execute(db);

  await sql`
    create or replace view audit.v_paid as
    select o.id, o.number, o.company_id, o.gross_minor, o.paid_minor, coalesce(a.allocations_minor, 0)::bigint as allocations_minor
    from sales_order o
    left join lateral (select sum(amount_minor) as allocations_minor from payment_allocation where order_id = o.id) a on true`.execute(
    db,
  );
  await sql`
    create view audit.v_payment as
    select p.id, p.method, p.reference, p.company_id, c.bin, p.amount_minor, p.currency, p.received_at, p.received_on,
           p.received_by, p.channel, p.branch_code, p.allocated_minor, p.refunded_minor,
           p.amount_minor - p.allocated_minor - p.refunded_minor as rest_minor,
           coalesce(a.allocated_minor, 0)::bigint as allocations_minor,
           coalesce(b.booked_minor, 0)::bigint as booked_minor
    from payment p
    join company c on c.id = p.company_id
    left join lateral (select sum(amount_minor) as allocated_minor from payment_allocation where payment_id = p.id) a on true
    left join lateral (
      select -sum(amount_minor) as booked_minor from ledger_entry e join ledger_transaction t on t.id = e.transaction_id
      where t.kind = 'payment' and t.reference = p.id::text and e.account = 'customer-balance'
    ) b on true`.execute(db);
}
