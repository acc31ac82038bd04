import { type Kysely, sql } from 'kysely';

/**
 * Goods are billed with the shipment on which they leave, by what they weighed.
 * An order's sum follows its weighing: what it comes to more or less than was
 * ordered stands beside its lines and services, which stay as they were agreed (R6).
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table shipment
      add column due_on date,
      add column gross_minor bigint check (gross_minor >= 0),
      add constraint billed_when_it_left
        check (gross_minor is null or stage in ('left', 'arrived', 'handed-over'))`.execute(db);
  await sql`comment on column shipment.due_on is 'The last day to pay what it was billed; null where the order is paid by instalments.'`.execute(
    db,
  );
  await sql`comment on column shipment.gross_minor is 'What it was billed with VAT when it left: the sum of its lines and services. Minor units.'`.execute(
    db,
  );
  await sql`comment on column shipment_line.net_minor is 'Without VAT at the rate of the order; the day of turnover only divides the sum anew (R14). Minor units.'`.execute(
    db,
  );
  await sql`
    create table shipment_service (
      shipment_id uuid not null,
      company_id uuid not null,
      order_service_id uuid not null references sales_order_service,
      net_minor bigint not null,
      vat_minor bigint not null,
      gross_minor bigint not null check (gross_minor = net_minor + vat_minor),
      primary key (shipment_id, order_service_id),
      constraint service_shipment foreign key (company_id, shipment_id) references shipment (company_id, id)
    )`.execute(db);
  await sql`comment on table shipment_service is 'What of a service was billed with a shipment: the share of its line. Minor units.'`.execute(
    db,
  );
  await sql`create index shipment_service_of_service on shipment_service (order_service_id)`.execute(
    db,
  );
  await orderFollowsItsWeighing(db);
  await partsDueByShipment(db);
  await viewsForAuditors(db);
}

async function orderFollowsItsWeighing(db: Kysely<never>): Promise<void> {
  await sql`
    alter table sales_order
      add column weighing_net_minor bigint not null default 0,
      add column weighing_vat_minor bigint not null default 0`.execute(db);
  await sql`comment on column sales_order.weighing_net_minor is 'By how much its goods came to more or less than was ordered, without VAT: what was weighed or not shipped (R6). Minor units.'`.execute(
    db,
  );
  await sql`comment on column sales_order.weighing_vat_minor is 'The VAT of the same. Minor units.'`.execute(
    db,
  );
  await sql`
    create or replace function order_is_the_sum_of_its_lines() returns trigger language plpgsql as $$
    declare
      order_key uuid := case tg_table_name when 'sales_order' then coalesce(new.id, old.id) end;
      difference record;
    begin
      if order_key is null then
        order_key := coalesce(to_jsonb(new) ->> 'order_id', to_jsonb(old) ->> 'order_id')::uuid;
      end if;
      select o.net_minor - o.weighing_net_minor - coalesce(sum(l.net_minor), 0) - s.net_minor as net,
             o.vat_minor - o.weighing_vat_minor - coalesce(sum(l.vat_minor), 0) - s.vat_minor as vat,
             o.weight_g - coalesce(sum(l.weight_g), 0) as weight
        into difference
        from sales_order o
        left join sales_order_line l on l.order_id = o.id
        cross join lateral (
          select coalesce(sum(net_minor), 0) as net_minor, coalesce(sum(vat_minor), 0) as vat_minor
          from sales_order_service where order_id = o.id
        ) s
       where o.id = order_key
       group by o.id, s.net_minor, s.vat_minor;
      if difference.net <> 0 or difference.vat <> 0 or difference.weight <> 0 then
        raise exception 'order % is not the sum of its lines', order_key
          using errcode = 'check_violation', constraint = 'order_is_the_sum_of_its_lines';
      end if;
      return null;
    end $$`.execute(db);
}

/** Of an order without instalments each shipment is due by itself: what has not left is no debt. */
async function partsDueByShipment(db: Kysely<never>): Promise<void> {
  await sql`
    create or replace function due_parts(placed sales_order) returns table (part smallint, due_on date, left_minor bigint)
    language sql stable as $$
      with agreed as (
        select position, due_on, gate, due_minor, sum(due_minor) over (order by position) as until_minor
        from order_instalment where order_id = placed.id
      ), left_yard as (
        select position, due_on, gross_minor, sum(gross_minor) over (order by due_on, position) as until_minor
        from shipment where order_id = placed.id and gross_minor is not null
      ), owed as (
        select position, due_on, least(due_minor, until_minor - placed.paid_minor)::bigint as left_minor from agreed
        where until_minor > placed.paid_minor and (gate is null or placed.stage in ('shipped', 'delivered'))
        union all
        select position, due_on, least(gross_minor, until_minor - placed.paid_minor)::bigint from left_yard
        where until_minor > placed.paid_minor and not exists (select from agreed)
        union all
        select 1::smallint, placed.due_on, placed.gross_minor - placed.paid_minor
        where placed.stage in ('shipped', 'delivered') and placed.paid_minor < placed.gross_minor
          and not exists (select from agreed) and not exists (select from left_yard)
      )
      select position, owed.due_on, left_minor from owed
      where owed.due_on is not null and placed.stage <> 'cancelled' and placed.source = 'counterweight'
    $$`.execute(db);
  await sql`comment on function due_parts is 'What of an order is owed by which day and not paid: its instalments, or each of its shipments so many days after it left, or all of it so many days after it was handed over (R12, R20). What is paid fills the parts in their order. A part that something waits for is no debt until the goods have left.'`.execute(
    db,
  );
}

async function viewsForAuditors(db: Kysely<never>): Promise<void> {
  await sql`
    create or replace view audit.v_order as
    select o.id, o.number, o.company_id, c.bin, o.channel, o.source, o.external_number, o.placed_by, o.placed_at,
           o.priced_on, o.branch_code, o.payment, o.stage, o.weight_g, o.net_minor, o.vat_minor, o.gross_minor,
           l.lines, l.lines_weight_g, l.lines_net_minor, l.lines_vat_minor,
           o.cancelled_at, o.cancellation_reason, s.services, s.services_net_minor, s.services_vat_minor,
           o.weighing_net_minor, o.weighing_vat_minor
    from sales_order o
    join company c on c.id = o.company_id
    left join lateral (
      select count(*) as lines, coalesce(sum(weight_g), 0)::bigint as lines_weight_g,
             coalesce(sum(net_minor), 0)::bigint as lines_net_minor, coalesce(sum(vat_minor), 0)::bigint as lines_vat_minor
      from sales_order_line where order_id = o.id
    ) l on true
    left join lateral (
      select count(*) as services, coalesce(sum(net_minor), 0)::bigint as services_net_minor,
             coalesce(sum(vat_minor), 0)::bigint as services_vat_minor
      from sales_order_service where order_id = o.id
    ) s on true`.execute(db);
  await sql`
    create or replace view audit.v_exposure as
    select a.company_id, c.bin, a.credit_kind, a.limit_minor, a.exposure_minor, a.commitment_minor, a.unbilled_minor,
           a.receivable_minor, a.advance_minor, a.prepayment_minor, a.balance_minor,
           coalesce(e.commitment_minor, 0)::bigint as booked_commitment_minor,
           coalesce(e.unbilled_minor, 0)::bigint as booked_unbilled_minor,
           coalesce(e.receivable_minor, 0)::bigint as booked_receivable_minor,
           coalesce(e.advance_minor, 0)::bigint as booked_advance_minor,
           coalesce(e.prepayment_minor, 0)::bigint as booked_prepayment_minor,
           coalesce(e.balance_minor, 0)::bigint as booked_balance_minor,
           coalesce(e.commitment_minor + e.unbilled_minor + e.receivable_minor - e.advance_minor - e.balance_minor, 0)::bigint
             as booked_exposure_minor,
           coalesce(o.open_minor, 0)::bigint as orders_open_minor
    from company_account a
    join company c on c.id = a.company_id
    left join lateral (
      select coalesce(sum(amount_minor) filter (where account = 'commitment'), 0) as commitment_minor,
             coalesce(sum(amount_minor) filter (where account = 'unbilled'), 0) as unbilled_minor,
             coalesce(sum(amount_minor) filter (where account = 'receivable'), 0) as receivable_minor,
             -coalesce(sum(amount_minor) filter (where account = 'advance'), 0) as advance_minor,
             -coalesce(sum(amount_minor) filter (where account = 'prepayment'), 0) as prepayment_minor,
             -coalesce(sum(amount_minor) filter (where account = 'customer-balance'), 0) as balance_minor
      from ledger_entry where company_id = a.company_id
    ) e on true
    left join lateral (
      -- What has left on shipments is promised no more.
      select sum(placed.gross_minor - coalesce(gone.gross_minor, 0)) as open_minor
      from sales_order as placed
      left join lateral (
        select sum(shipment.gross_minor) as gross_minor from shipment where shipment.order_id = placed.id
      ) gone on true
      where placed.company_id = a.company_id and placed.payment = 'on-account' and placed.stage not in ('cancelled', 'delivered')
        and placed.source = 'counterweight'
    ) o on true`.execute(db);
  await sql`
    create view audit.v_shipment as
    select s.id, o.number || '-' || s.position as number, s.company_id, s.order_id, o.number as order_number, s.branch_code,
           s.way, s.stage, s.gross_minor, l.lines, l.loaded_g, l.lots_g, l.weighed_g, t.net_g as ticket_g, l.billed_g,
           coalesce(l.gross_minor, 0)::bigint as lines_gross_minor, coalesce(e.gross_minor, 0)::bigint as services_gross_minor,
           coalesce(b.gross_minor, 0)::bigint as booked_gross_minor, h.handed_at
    from shipment s
    join sales_order o on o.id = s.order_id
    left join lateral (
      select count(*) as lines, sum(line.loaded_g)::bigint as loaded_g, sum(line.weighed_g)::bigint as weighed_g,
             sum(line.billed_g)::bigint as billed_g, sum(line.gross_minor)::bigint as gross_minor,
             sum((select sum(weight_g) from shipment_lot where shipment_line_id = line.id))::bigint as lots_g
      from shipment_line line where line.shipment_id = s.id
    ) l on true
    left join lateral (
      select net_g from weigh_ticket ticket
      where shipment_id = s.id and not exists (select from weigh_ticket where supersedes_id = ticket.id)
    ) t on true
    left join lateral (
      select sum(gross_minor)::bigint as gross_minor from shipment_service where shipment_id = s.id
    ) e on true
    left join lateral (
      select sum(entry.amount_minor)::bigint as gross_minor
      from ledger_transaction booked join ledger_entry entry on entry.transaction_id = booked.id
      where booked.kind = 'handed-over' and booked.reference = s.id::text and entry.account = 'unbilled'
    ) b on true
    left join hand_over h on h.shipment_id = s.id`.execute(db);
}
