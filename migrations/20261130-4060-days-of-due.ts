import { type Kysely, sql } from 'kysely';

/**
 * When an order's money is due, in one place: `due_parts` says what of an order
 * is to be paid by which day, and every order keeps the nearest of those days, so
 * that what is overdue is found without looking at what is paid.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table order_instalment add column due_on date`.execute(db);
  await sql`comment on column order_instalment.due_on is 'The last day to pay it; null until what it is due after has happened.'`.execute(
    db,
  );
  await sql`comment on column sales_order.due_on is 'The last day to pay all of it. Before the goods are handed over it is what is expected; from then on it is counted from that day. Null for what is paid first.'`.execute(
    db,
  );
  await daysOfInstalments(db);

  await sql`
    create function due_parts(placed sales_order) returns table (part smallint, due_on date, left_minor bigint)
    language sql stable as $$
      with agreed as (
        select position, due_on, gate, due_minor, sum(due_minor) over (order by position) as until_minor
        from order_instalment where order_id = placed.id
      ), owed as (
        select position, due_on, least(due_minor, until_minor - placed.paid_minor)::bigint as left_minor from agreed
        where until_minor > placed.paid_minor and (gate is null or placed.stage in ('shipped', 'delivered'))
        union all
        select 1::smallint, placed.due_on, placed.gross_minor - placed.paid_minor
        where placed.stage in ('shipped', 'delivered') and placed.paid_minor < placed.gross_minor
          and not exists (select from agreed)
      )
      select position, owed.due_on, left_minor from owed
      where owed.due_on is not null and placed.stage <> 'cancelled' and placed.source = 'counterweight'
    $$`.execute(db);
  await sql`comment on function due_parts is 'What of an order is owed by which day and not paid: its instalments, or all of it so many days after it was handed over (R12). What is paid fills the parts in their order. A part that something waits for is no debt until the goods have left.'`.execute(
    db,
  );

  await sql`alter table sales_order add column next_due_on date`.execute(db);
  await sql`comment on column sales_order.next_due_on is 'The nearest day of its due parts, kept by the database; null where nothing is owed yet.'`.execute(
    db,
  );
  await sql`
    create function next_due_is_kept() returns trigger language plpgsql as $$
    begin
      select min(part.due_on) into new.next_due_on from due_parts(new) as part;
      return new;
    end $$`.execute(db);
  await sql`update sales_order as placed set next_due_on = (select min(part.due_on) from due_parts(placed) as part)
    where paid_minor < gross_minor and source = 'counterweight' and stage <> 'cancelled'`.execute(
    db,
  );
  await sql`create trigger next_due_is_kept before insert or update of stage, due_on, paid_minor, gross_minor on sales_order
    for each row execute function next_due_is_kept()`.execute(db);
  await sql`create index order_next_due on sales_order (company_id, next_due_on) where next_due_on is not null`.execute(
    db,
  );
}

/** Orders that were placed before their parts had days. */
async function daysOfInstalments(db: Kysely<never>): Promise<void> {
  await sql`
    update order_instalment as part set due_on = begun.on_day + part.days
    from sales_order as placed
    cross join lateral (
      select (select effective_on from ledger_transaction
              where kind = 'handed-over' and reference = placed.id::text) as handed_on
    ) as handed
    cross join lateral (
      select (select min(at at time zone 'Asia/Almaty')::date from event
              where subject_id = placed.id and type = 'order.moved' and facts ->> 'to' = 'ready') as ready_on
    ) as moved
    cross join lateral (
      select 'order'::instalment_trigger as due_after, placed.priced_on as on_day
      union all select 'ready', coalesce(moved.ready_on, handed.handed_on)
      union all select 'shipment', handed.handed_on
    ) as begun
    where placed.id = part.order_id and begun.due_after = part.due_after`.execute(db);
}
