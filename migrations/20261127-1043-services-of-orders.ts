import { type Kysely, sql } from 'kysely';

/**
 * What is done to the goods of an order, each with its own amounts and the
 * reason for them: the cutting of a line, and what is given back for remnants of
 * it that stay with us. The totals of an order are the sums of its lines and its
 * services.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create type service_kind as enum ('cutting', 'remnants')`.execute(db);
  await sql`
    create table sales_order_service (
      id uuid primary key,
      order_id uuid not null,
      company_id uuid not null,
      order_line_id uuid not null references sales_order_line,
      kind service_kind not null,
      vat_rate_bp smallint not null,
      net_minor bigint not null,
      vat_minor bigint not null,
      gross_minor bigint not null check (gross_minor = net_minor + vat_minor),
      derivation jsonb not null,
      constraint one_service_of_a_kind_per_line unique (order_line_id, kind),
      constraint order_service_order foreign key (company_id, order_id)
        references sales_order (company_id, id) deferrable initially deferred,
      constraint cutting_costs_and_remnants_give_back
        check (case kind when 'cutting' then net_minor >= 0 else net_minor < 0 end)
    )`.execute(db);
  await sql`comment on column sales_order_service.derivation is 'Why these amounts: the inputs that give them again to the tiyin.'`.execute(
    db,
  );
  await sql`create index order_service_of_order on sales_order_service (order_id)`.execute(db);
  await totalsIncludeServices(db);
  await auditServices(db);
}

async function totalsIncludeServices(db: Kysely<never>): Promise<void> {
  await sql`
    create or replace function order_is_the_sum_of_its_lines() returns trigger language plpgsql as $$
    declare
      order_key uuid := case tg_table_name when 'sales_order' then coalesce(new.id, old.id) end;
      difference record;
    begin
      if order_key is null then
        order_key := coalesce(to_jsonb(new) ->> 'order_id', to_jsonb(old) ->> 'order_id')::uuid;
      end if;
      select o.net_minor - coalesce(sum(l.net_minor), 0) - s.net_minor as net,
             o.vat_minor - coalesce(sum(l.vat_minor), 0) - s.vat_minor as vat,
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
  await sql`create constraint trigger order_service_sum after insert or update or delete on sales_order_service
    deferrable initially deferred for each row execute function order_is_the_sum_of_its_lines()`.execute(
    db,
  );
}

async function auditServices(db: Kysely<never>): Promise<void> {
  await sql`
    create or replace view audit.v_order as
    select o.id, o.number, o.company_id, c.bin, o.channel, o.source, o.external_number, o.placed_by, o.placed_at,
           o.priced_on, o.branch_code, o.payment, o.stage, o.weight_g, o.net_minor, o.vat_minor, o.gross_minor,
           l.lines, l.lines_weight_g, l.lines_net_minor, l.lines_vat_minor,
           o.cancelled_at, o.cancellation_reason, s.services, s.services_net_minor, s.services_vat_minor
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
    create view audit.v_service as
    select s.id, s.order_id, o.number, s.company_id, s.order_line_id, l.position, s.kind, s.vat_rate_bp, s.net_minor,
           s.vat_minor, s.gross_minor, s.derivation
    from sales_order_service s
    join sales_order o on o.id = s.order_id
    join sales_order_line l on l.id = s.order_line_id`.execute(db);
}
