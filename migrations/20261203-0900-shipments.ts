import { type Kysely, sql } from 'kysely';

/**
 * Goods on a vehicle: what of an order goes together, where it stands, what it
 * weighed, and who took it over. An order leaves in as many shipments as it
 * takes (R20); the stage of a shipment is kept beside the log of what happened,
 * what of a line was shipped is counted from its lines. Weigh tickets are never
 * changed: a second weighing supersedes the first (R5).
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create type shipment_way as enum ('pick-up', 'own-vehicle', 'carrier')`.execute(db);
  await sql`
    create type shipment_stage as enum
      ('planned', 'loading', 'loaded', 'weighed', 'left', 'arrived', 'handed-over', 'cancelled')`.execute(
    db,
  );
  await sql`
    create table shipment (
      id uuid primary key,
      company_id uuid not null,
      order_id uuid not null,
      position smallint not null check (position > 0),
      branch_code text not null references branch,
      way shipment_way not null,
      site_id uuid,
      stage shipment_stage not null default 'planned',
      load_from timestamptz not null,
      load_until timestamptz not null,
      arrive_from timestamptz,
      arrive_until timestamptz,
      vehicle_plate text not null default '' check (length(vehicle_plate) <= 20),
      driver_name text not null default '' check (length(driver_name) <= 100),
      driver_phone text not null default '' check (length(driver_phone) <= 30),
      carrier_name text not null default '' check (length(carrier_name) <= 100),
      authority_number text not null default '' check (length(authority_number) <= 60),
      authority_until date,
      note text not null default '' check (length(note) <= 500),
      version integer not null default 1,
      planned_by uuid not null references person,
      planned_at timestamptz not null,
      unique (company_id, id),
      unique (order_id, position),
      constraint shipment_order foreign key (company_id, order_id) references sales_order (company_id, id),
      constraint shipment_site foreign key (company_id, site_id) references site (company_id, id),
      constraint shipment_to_a_site check (way = 'pick-up' or site_id is not null),
      constraint loads_for_a_while check (load_from < load_until),
      constraint arrives_within check (
        (arrive_from is null) = (arrive_until is null) and arrive_from <= arrive_until)
    )`.execute(db);
  await sql`comment on table shipment is 'One vehicle with goods of one order; its number is the order''s with its position.'`.execute(
    db,
  );
  await sql`comment on column shipment.load_from is 'The slot at the ramp, as it is planned.'`.execute(
    db,
  );
  await sql`comment on column shipment.arrive_from is 'When it is expected at the site now: an interval, never a point. What was told before stays in shipment_track.'`.execute(
    db,
  );
  await sql`comment on column shipment.authority_number is 'The power of attorney by which the driver may take the goods (R22).'`.execute(
    db,
  );
  await sql`create index shipment_at_branch on shipment (branch_code, load_from) where stage in ('planned', 'loading', 'loaded', 'weighed')`.execute(
    db,
  );
  await sql`create index shipment_on_the_road on shipment (arrive_until) where stage in ('left', 'arrived')`.execute(
    db,
  );
  await sql`create index shipment_of_company on shipment (company_id, load_from desc, id desc)`.execute(
    db,
  );

  await sql`
    create table shipment_line (
      id uuid primary key,
      company_id uuid not null,
      shipment_id uuid not null,
      order_line_id uuid not null references sales_order_line,
      planned_g bigint not null check (planned_g > 0),
      planned_pieces integer check (planned_pieces > 0),
      loaded_g bigint check (loaded_g >= 0),
      loaded_pieces integer check (loaded_pieces >= 0),
      tagged_g bigint check (tagged_g > 0),
      weighed_g bigint check (weighed_g >= 0),
      billed_g bigint check (billed_g >= 0),
      net_minor bigint check (net_minor >= 0),
      vat_minor bigint check (vat_minor >= 0),
      gross_minor bigint check (gross_minor = net_minor + vat_minor),
      unique (company_id, id),
      unique (shipment_id, order_line_id),
      constraint shipment_line_shipment foreign key (company_id, shipment_id) references shipment (company_id, id),
      constraint billed_with_its_sum check ((billed_g is null) = (gross_minor is null))
    )`.execute(db);
  await sql`comment on column shipment_line.planned_g is 'Theoretical grams of what is planned.'`.execute(
    db,
  );
  await sql`comment on column shipment_line.loaded_g is 'Theoretical grams of what lies on the vehicle; null until it is loaded.'`.execute(
    db,
  );
  await sql`comment on column shipment_line.tagged_g is 'Grams by the tags of weighed bundles, which override the share-out (R5).'`.execute(
    db,
  );
  await sql`comment on column shipment_line.weighed_g is 'The line''s share of the ticket, grams (R5); all lines of a shipment add up to it.'`.execute(
    db,
  );
  await sql`comment on column shipment_line.billed_g is 'Grams that are billed (R4, R6), with their amounts in minor units; set when it leaves.'`.execute(
    db,
  );
  await sql`create index shipment_line_of_order_line on shipment_line (order_line_id)`.execute(db);

  await sql`
    create table shipment_lot (
      shipment_line_id uuid not null,
      company_id uuid not null,
      lot_id uuid not null references lot,
      weight_g bigint not null check (weight_g > 0),
      pieces integer check (pieces > 0),
      primary key (shipment_line_id, lot_id),
      constraint shipment_lot_line foreign key (company_id, shipment_line_id) references shipment_line (company_id, id)
    )`.execute(db);
  await sql`comment on table shipment_lot is 'From which lots, and so of which heats, a line was loaded. Grams.'`.execute(
    db,
  );
  await sql`create index shipment_lot_of_lot on shipment_lot (lot_id)`.execute(db);

  await sql`create type weighing_source as enum ('scale', 'by-hand')`.execute(db);
  await sql`
    create table weigh_ticket (
      id uuid primary key,
      company_id uuid not null,
      shipment_id uuid not null,
      number text not null unique,
      tare_g bigint not null check (tare_g > 0),
      gross_g bigint not null check (gross_g > tare_g),
      net_g bigint not null generated always as (gross_g - tare_g) stored,
      division_g integer not null check (division_g > 0),
      source weighing_source not null,
      tared_at timestamptz not null,
      weighed_at timestamptz not null,
      weighed_by uuid not null references person,
      confirmed_by uuid references person,
      supersedes_id uuid unique references weigh_ticket,
      reason text not null default '' check (length(reason) <= 300),
      constraint ticket_shipment foreign key (company_id, shipment_id) references shipment (company_id, id),
      constraint by_hand_by_two check (source = 'scale' or (confirmed_by is not null and confirmed_by <> weighed_by)),
      constraint superseded_for_a_reason check ((supersedes_id is null) = (reason = '')),
      constraint weighed_after_tare check (weighed_at >= tared_at)
    )`.execute(db);
  await sql`comment on table weigh_ticket is 'Two weighings of one visit (R5). Never changed; a second one supersedes it for a reason. Grams.'`.execute(
    db,
  );
  await sql`create unique index one_first_ticket on weigh_ticket (shipment_id) where supersedes_id is null`.execute(
    db,
  );
  await sql`create index ticket_of_shipment on weigh_ticket (shipment_id)`.execute(db);
  await sql`
    create function refuse_ticket_change() returns trigger language plpgsql as $$
    begin
      raise exception 'a weigh ticket is never changed' using errcode = 'integrity_constraint_violation';
    end $$`.execute(db);
  await sql`create trigger ticket_never_changes before update or delete on weigh_ticket
    for each row execute function refuse_ticket_change()`.execute(db);

  await sql`create type track_kind as enum ('planned', 'loading', 'loaded', 'weighed', 'left', 'checkpoint', 'delayed', 'arrived', 'handed-over', 'cancelled')`.execute(
    db,
  );
  await sql`create type track_source as enum ('yard', 'driver', 'carrier', 'buyer')`.execute(db);
  await sql`
    create table shipment_track (
      id bigint primary key generated always as identity,
      company_id uuid not null,
      shipment_id uuid not null,
      kind track_kind not null,
      happened_at timestamptz not null,
      told_at timestamptz not null,
      source track_source not null,
      source_key text,
      place text not null default '' check (length(place) <= 100),
      note text not null default '' check (length(note) <= 300),
      arrive_from timestamptz,
      arrive_until timestamptz,
      person_id uuid references person,
      constraint track_shipment foreign key (company_id, shipment_id) references shipment (company_id, id),
      constraint carrier_reports_with_a_key check ((source = 'carrier') = (source_key is not null))
    )`.execute(db);
  await sql`comment on table shipment_track is 'What happened to a shipment and when it was told, in any order; append only. With what was then said of its arrival.'`.execute(
    db,
  );
  await sql`create unique index carrier_report_once on shipment_track (shipment_id, source_key) where source_key is not null`.execute(
    db,
  );
  await sql`create index track_of_shipment on shipment_track (shipment_id, happened_at, id)`.execute(
    db,
  );

  await sql`
    create table excess_decision (
      shipment_line_id uuid primary key,
      company_id uuid not null,
      excess_g bigint not null check (excess_g > 0),
      is_accepted boolean not null,
      decided_by uuid not null references person,
      decided_at timestamptz not null,
      constraint excess_of_line foreign key (company_id, shipment_line_id) references shipment_line (company_id, id)
    )`.execute(db);
  await sql`comment on table excess_decision is 'The buyer''s word on weight above the billing tolerance (R6): an explicit yes or no, never silence. Grams.'`.execute(
    db,
  );

  await sql`
    create table hand_over (
      shipment_id uuid primary key,
      company_id uuid not null,
      taken_by_name text not null check (length(taken_by_name) between 1 and 100),
      plate text not null default '' check (length(plate) <= 20),
      authority_number text not null default '' check (length(authority_number) <= 60),
      discrepancy text not null default '' check (length(discrepancy) <= 1000),
      signature text check (length(signature) <= 20000),
      handed_at timestamptz not null,
      handed_by uuid references person,
      source track_source not null,
      constraint hand_over_shipment foreign key (company_id, shipment_id) references shipment (company_id, id)
    )`.execute(db);
  await sql`comment on column hand_over.signature is 'The strokes of the signature as an SVG path of a 400 by 150 field; null where it was signed on paper.'`.execute(
    db,
  );

  await sql`
    create table shipment_link (
      token_hash bytea primary key check (length(token_hash) = 32),
      company_id uuid not null,
      shipment_id uuid not null,
      made_by uuid references person,
      made_at timestamptz not null,
      expires_at timestamptz not null,
      ended_at timestamptz,
      constraint link_shipment foreign key (company_id, shipment_id) references shipment (company_id, id),
      constraint link_for_a_while check (expires_at > made_at)
    )`.execute(db);
  await sql`comment on table shipment_link is 'The way to one shipment without signing in; ended or out of time it opens nothing.'`.execute(
    db,
  );
  await sql`create index link_of_shipment on shipment_link (shipment_id)`.execute(db);
}
