import { type Kysely, sql } from 'kysely';

/**
 * What bringing goods costs: tariffs of our own vehicles, dated, one of a branch
 * at a time; what an agreement says of who pays; and the freight of an order as a
 * service of the order as a whole, beside the services of its lines.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await tariffs(db);
  await agreements(db);
  await services(db);
}

async function tariffs(db: Kysely<never>): Promise<void> {
  await sql`
    create table freight_tariff (
      id uuid primary key,
      branch_code text not null references branch,
      valid_during daterange not null,
      reason text not null default '' check (length(reason) <= 300),
      changed_by uuid references person,
      changed_at timestamptz not null,
      constraint one_tariff_in_force exclude using gist (branch_code with =, valid_during with &&)
    )`.execute(db);
  await sql`comment on table freight_tariff is 'What our own vehicles cost from a branch, and from when till when. Empty days: replaced before its first day.'`.execute(
    db,
  );
  await sql`
    create table freight_band (
      tariff_id uuid not null references freight_tariff,
      up_to_km integer not null check (up_to_km between 1 and 10000),
      up_to_g bigint not null check (up_to_g between 1 and 100000000),
      base_minor bigint not null check (base_minor between 0 and 10000000000),
      per_tonne_km_minor bigint not null check (per_tonne_km_minor between 0 and 100000000),
      least_minor bigint not null check (least_minor between 0 and 10000000000),
      primary key (tariff_id, up_to_km, up_to_g)
    )`.execute(db);
  await sql`comment on table freight_band is 'A vehicle that carries up to so much, as far as so many kilometres of road. Minor units without VAT.'`.execute(
    db,
  );
  await sql`comment on column freight_band.per_tonne_km_minor is 'For a tonne and a kilometre, beside what the vehicle costs; zero where it costs the same whatever it carries. Minor units without VAT.'`.execute(
    db,
  );
}

async function agreements(db: Kysely<never>): Promise<void> {
  await sql`create type freight_price as enum ('included', 'tariff', 'free-from', 'none')`.execute(
    db,
  );
  await sql`
    alter table agreement
      add column freight_price freight_price not null default 'included',
      add column freight_free_from_g bigint check (freight_free_from_g between 1 and 100000000000),
      add column freight_free_from_minor bigint check (freight_free_from_minor between 1 and 100000000000000),
      add constraint agreement_freight_is_whole check (
        (freight_price = 'free-from') = (freight_free_from_g is not null or freight_free_from_minor is not null))`.execute(
    db,
  );
  await sql`alter type beyond_authority add value 'freight'`.execute(db);
  await sql`alter table terms_authority add column may_give_freight boolean not null default false`.execute(
    db,
  );
  await sql`comment on column terms_authority.may_give_freight is 'Whether the role may bring goods for less than was agreed before without a second person.'`.execute(
    db,
  );
  await sql`update terms_authority set may_give_freight = true where role = 'head_of_sales'`.execute(
    db,
  );
  await sql`comment on column agreement.freight_price is 'Whether bringing the goods is in their price, costs what the tariff says, costs that up to a weight or sum, or is not offered: the customer collects.'`.execute(
    db,
  );
  await sql`comment on column agreement.freight_free_from_g is 'An order that weighs so much is brought for nothing; null where weight does not matter. Grams.'`.execute(
    db,
  );
  await sql`comment on column agreement.freight_free_from_minor is 'An order whose goods cost so much is brought for nothing; null where the sum does not matter. Minor units with VAT.'`.execute(
    db,
  );
}

async function services(db: Kysely<never>): Promise<void> {
  await sql`alter type service_kind add value 'freight'`.execute(db);
  await sql`
    alter table sales_order_service
      alter column order_line_id drop not null,
      drop constraint cutting_costs_and_remnants_give_back,
      add constraint only_remnants_give_back check ((kind = 'remnants') = (net_minor < 0)),
      add constraint freight_is_of_the_order check ((kind in ('cutting', 'remnants')) = (order_line_id is not null))`.execute(
    db,
  );
  await sql`comment on column sales_order_service.order_line_id is 'The line that it is done to; null for the freight of the whole order.'`.execute(
    db,
  );
  await sql`create unique index one_freight_per_order on sales_order_service (order_id) where order_line_id is null`.execute(
    db,
  );
  await sql`create type freight_standing as enum ('included', 'quoted', 'free', 'charged', 'to-agree')`.execute(
    db,
  );
  await sql`alter table sales_order add column freight freight_standing`.execute(db);
  await sql`comment on column sales_order.freight is 'How bringing the goods was priced when it was placed; quoted: as its quote says; to-agree: our manager names the price. Null where the buyer collects.'`.execute(
    db,
  );
  await sql`
    create or replace view audit.v_service as
    select s.id, s.order_id, o.number, s.company_id, s.order_line_id, l.position, s.kind, s.vat_rate_bp, s.net_minor,
           s.vat_minor, s.gross_minor, s.derivation
    from sales_order_service s
    join sales_order o on o.id = s.order_id
    left join sales_order_line l on l.id = s.order_line_id`.execute(db);
}
