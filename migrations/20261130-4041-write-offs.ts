import { type Kysely, sql } from 'kysely';

/**
 * What is not asked for any more of an order that was handed over: the little
 * that banks kept on the way (R12), once, and what a person wrote off with a
 * reason. It settles the order as a payment would, and the books tell it apart.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table order_write_off (
      id uuid primary key,
      company_id uuid not null,
      order_id uuid not null,
      amount_minor bigint not null check (amount_minor > 0),
      is_tolerance boolean not null,
      reason text not null default '' check (length(reason) <= 300),
      written_at timestamptz not null,
      written_by uuid references person,
      constraint write_off_order foreign key (company_id, order_id) references sales_order (company_id, id),
      constraint write_off_says_why check (is_tolerance or (reason <> '' and written_by is not null))
    )`.execute(db);
  await sql`comment on table order_write_off is 'Only added to. is_tolerance: small enough for nobody to be reminded of it, written off by itself.'`.execute(
    db,
  );
  await sql`create index write_off_of_order on order_write_off (order_id) include (amount_minor)`.execute(
    db,
  );
  await sql`create unique index tolerance_once on order_write_off (order_id) where is_tolerance`.execute(
    db,
  );
  await sql`
    create function write_offs_hold() returns trigger language plpgsql as $$
    begin
      update sales_order as placed set paid_minor = placed.paid_minor + moved.amount_minor
      from (select order_id, sum(amount_minor) as amount_minor from touched group by order_id) as moved
      where placed.id = moved.order_id;
      return null;
    end $$`.execute(db);
  await sql`create trigger write_offs_hold after insert on order_write_off
    referencing new table as touched for each statement execute function write_offs_hold()`.execute(
    db,
  );
  await sql`create trigger kept before update or delete on order_write_off
    for each statement execute function ledger_is_kept()`.execute(db);
  await sql`comment on column sales_order.paid_minor is 'What settles it: the sum of its allocations and of what was written off, carried along by them and by nobody else. Minor units.'`.execute(
    db,
  );
  await sql`
    create or replace view audit.v_paid as
    select o.id, o.number, o.company_id, o.gross_minor, o.paid_minor, coalesce(a.allocations_minor, 0)::bigint as allocations_minor,
           coalesce(w.written_off_minor, 0)::bigint as written_off_minor
    from sales_order o
    left join lateral (select sum(amount_minor) as allocations_minor from payment_allocation where order_id = o.id) a on true
    left join lateral (select sum(amount_minor) as written_off_minor from order_write_off where order_id = o.id) w on true`.execute(
    db,
  );
}
