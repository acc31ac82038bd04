import { type Kysely, sql } from 'kysely';

/**
 * Carts, in which prices still move, and orders, in which they do not. One
 * table of orders for the web, the counter, the phone and what was sold before
 * us. A cart becomes at most one order; totals are the sums of the lines.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table cart (
      id uuid primary key,
      code char(6) not null check (code ~ '^[2-9A-HJ-NP-Z]{6}$'),
      company_id uuid not null references company,
      opened_on channel not null,
      opened_by uuid not null references person,
      branch_code text not null references branch,
      site_id uuid,
      contact_id uuid,
      purchase_number text not null default '',
      note text not null default '',
      held_by uuid references person,
      held_on channel,
      parked_at timestamptz,
      version integer not null default 1,
      created_at timestamptz not null,
      changed_at timestamptz not null,
      placed_at timestamptz,
      unique (company_id, id),
      constraint cart_code unique (code),
      constraint cart_site foreign key (company_id, site_id) references site (company_id, id),
      constraint cart_contact foreign key (company_id, contact_id) references contact (company_id, id)
    )`.execute(db);
  await sql`comment on column cart.held_by is 'Who works in the cart now: a clerk who took it over by its code.'`.execute(
    db,
  );
  // One open cart a buyer fills on the web; clerks may open several.
  await sql`create unique index one_web_cart on cart (company_id, opened_by) where placed_at is null and opened_on = 'web'`.execute(
    db,
  );
  await sql`create index cart_open on cart (company_id, changed_at desc) where placed_at is null`.execute(
    db,
  );
  await sql`create index cart_held on cart (held_by, changed_at desc) where placed_at is null`.execute(
    db,
  );

  await sql`
    create table cart_line (
      id uuid primary key,
      cart_id uuid not null references cart,
      product_id uuid not null references product,
      quantity_milli bigint not null check (quantity_milli > 0 and quantity_milli <= 1000000000000),
      unit unit not null,
      pieces integer check (pieces > 0),
      length_mm integer check (length_mm > 0),
      weight_g bigint not null check (weight_g > 0 and weight_g <= 5000000000),
      added_by uuid not null references person,
      added_on channel not null,
      added_at timestamptz not null
    )`.execute(db);
  await sql`comment on column cart_line.quantity_milli is 'What the buyer said, in thousandths of the unit.'`.execute(
    db,
  );
  await sql`comment on column cart_line.weight_g is 'Theoretical weight of the line, grams, rounded once.'`.execute(
    db,
  );
  await sql`create index cart_line_of_cart on cart_line (cart_id, added_at, id)`.execute(db);

  await sql`create type sale_basis as enum ('theoretical', 'actual', 'piece')`.execute(db);
  await sql`create type order_stage as enum ('placed', 'confirmed', 'picking', 'ready', 'shipped', 'delivered', 'cancelled')`.execute(
    db,
  );
  await sql`
    create table order_stage_step (
      from_stage order_stage not null,
      to_stage order_stage not null,
      primary key (from_stage, to_stage)
    )`.execute(db);
  await sql`
    insert into order_stage_step values
      ('placed', 'confirmed'), ('confirmed', 'picking'), ('picking', 'ready'), ('ready', 'shipped'),
      ('shipped', 'delivered'), ('ready', 'delivered'), ('placed', 'cancelled'), ('confirmed', 'cancelled')`.execute(
    db,
  );

  await sql`
    create table document_counter (
      series text not null,
      year smallint not null,
      last_number integer not null check (last_number > 0),
      primary key (series, year)
    )`.execute(db);
  await sql`comment on table document_counter is 'Numbers without gaps, in commit order: the row is the last lock of the transaction that issues.'`.execute(
    db,
  );

  await sql`
    create table sales_order (
      id uuid primary key,
      number text not null,
      company_id uuid not null references company,
      cart_id uuid,
      channel channel not null,
      source text not null default 'counterweight',
      external_number text,
      placed_by uuid references person,
      contact_id uuid,
      placed_at timestamptz not null,
      priced_on date not null,
      agreement_id uuid,
      branch_code text not null references branch,
      site_id uuid,
      payment payment_terms not null,
      due_on date,
      purchase_number text not null default '',
      note text not null default '',
      stage order_stage not null,
      weight_g bigint not null check (weight_g > 0),
      net_minor bigint not null check (net_minor >= 0),
      vat_minor bigint not null check (vat_minor >= 0),
      gross_minor bigint not null check (gross_minor = net_minor + vat_minor),
      reserved_until timestamptz,
      confirms_order_id uuid references sales_order,
      version integer not null default 1,
      cancelled_at timestamptz,
      cancelled_by uuid references person,
      cancellation_reason text,
      unique (company_id, id),
      constraint order_number unique (number),
      constraint one_order_per_cart unique (cart_id),
      constraint one_order_per_external_number unique (source, external_number),
      constraint order_cart foreign key (company_id, cart_id) references cart (company_id, id),
      constraint order_site foreign key (company_id, site_id) references site (company_id, id),
      constraint order_contact foreign key (company_id, contact_id) references contact (company_id, id),
      constraint order_agreement foreign key (company_id, agreement_id) references agreement (company_id, id),
      constraint order_of_ours_has_a_person check (source <> 'counterweight' or (placed_by is not null and cart_id is not null)),
      constraint imported_order_has_its_number check (source = 'counterweight' or external_number is not null),
      constraint cancelled_with_a_reason check ((stage = 'cancelled') = (cancelled_at is not null) and (cancelled_at is null or cancellation_reason <> ''))
    )`.execute(db);
  await sql`create index order_history on sales_order (company_id, placed_at desc, id desc)`.execute(
    db,
  );
  await sql`create index order_newest on sales_order (placed_at desc, id desc)`.execute(db);
  // The desk's queue: orders of its branch that nobody has confirmed yet.
  await sql`create index order_waiting on sales_order (branch_code, placed_at) where stage = 'placed'`.execute(
    db,
  );
  // Reservations that may have run out.
  await sql`create index order_reserved on sales_order (reserved_until) where stage in ('placed', 'confirmed') and reserved_until is not null`.execute(
    db,
  );
  // Exposure is recomputed from what is open on account.
  await sql`create index order_on_account on sales_order (company_id) where payment = 'on-account' and stage <> 'cancelled'`.execute(
    db,
  );
  // R25: the same purchase number again.
  await sql`create index order_purchase_number on sales_order (company_id, purchase_number) where purchase_number <> ''`.execute(
    db,
  );

  await sql`
    create table sales_order_line (
      id uuid primary key,
      order_id uuid not null,
      company_id uuid not null,
      position smallint not null check (position > 0),
      product_id uuid not null references product,
      sku text not null,
      name_en text not null,
      name_ru text not null,
      name_kk text not null,
      quantity_milli bigint not null check (quantity_milli > 0),
      unit unit not null,
      pieces integer check (pieces > 0),
      length_mm integer check (length_mm > 0),
      weight_g bigint not null check (weight_g > 0),
      sale_basis sale_basis not null,
      mass_source mass_source not null,
      price_per_tonne_minor bigint not null check (price_per_tonne_minor > 0),
      price_level price_level not null,
      vat_rate_bp smallint not null,
      net_minor bigint not null check (net_minor >= 0),
      vat_minor bigint not null check (vat_minor >= 0),
      gross_minor bigint not null check (gross_minor = net_minor + vat_minor),
      derivation jsonb,
      unique (order_id, position),
      constraint order_line_order foreign key (company_id, order_id) references sales_order (company_id, id)
    )`.execute(db);
  await sql`comment on column sales_order_line.derivation is 'Why this price: the inputs and rules that give the amounts again to the tiyin (R7, R8, R14).'`.execute(
    db,
  );
  // Usual items and "bought before".
  await sql`create index order_line_bought on sales_order_line (company_id, product_id)`.execute(
    db,
  );

  await sql`
    create table placing_request (
      key uuid primary key,
      person_id uuid not null references person,
      fingerprint text not null,
      order_id uuid not null references sales_order deferrable initially deferred,
      created_at timestamptz not null
    )`.execute(db);
  await sql`comment on table placing_request is 'The first answer to a placing form; the same key with other content is refused.'`.execute(
    db,
  );

  await sql`create type reservation_end as enum ('cancelled', 'expired', 'shipped')`.execute(db);
  await sql`
    create table reservation (
      id uuid primary key,
      order_id uuid not null references sales_order,
      order_line_id uuid not null references sales_order_line,
      branch_code text not null,
      product_id uuid not null,
      weight_g bigint not null check (weight_g > 0),
      held_at timestamptz not null,
      ended_at timestamptz,
      ended_by reservation_end,
      foreign key (product_id, branch_code) references stock_level (product_id, branch_code),
      constraint reservation_ends_with_a_reason check ((ended_at is null) = (ended_by is null)),
      constraint one_reservation_per_line unique (order_line_id)
    )`.execute(db);
  await sql`create index reservation_of_order on reservation (order_id)`.execute(db);
  await sql`create index reservation_held on reservation (product_id, branch_code) where ended_at is null`.execute(
    db,
  );

  await sql`create type stock_movement_kind as enum ('received', 'reserved', 'released', 'shipped')`.execute(
    db,
  );
  await sql`
    create table stock_movement (
      id bigint generated always as identity primary key,
      branch_code text not null,
      product_id uuid not null,
      kind stock_movement_kind not null,
      on_hand_change_g bigint not null,
      reserved_change_g bigint not null,
      lot_id uuid references lot,
      reservation_id uuid references reservation,
      at timestamptz not null,
      foreign key (product_id, branch_code) references stock_level (product_id, branch_code)
    )`.execute(db);
  await sql`create index stock_movement_of_level on stock_movement (product_id, branch_code)`.execute(
    db,
  );
  await sql`create trigger stock_movement_append_only before update or delete on stock_movement
    for each row execute function refuse_change()`.execute(db);

  await orderKeepsItsPromises(db);
}

/** Totals are the sums of the lines at commit; stages follow the graph; frozen facts stay frozen. */
async function orderKeepsItsPromises(db: Kysely<never>): Promise<void> {
  await sql`
    create function order_is_the_sum_of_its_lines() returns trigger language plpgsql as $$
    declare
      order_key uuid := case tg_table_name when 'sales_order' then coalesce(new.id, old.id) end;
      difference record;
    begin
      if order_key is null then
        order_key := coalesce(to_jsonb(new) ->> 'order_id', to_jsonb(old) ->> 'order_id')::uuid;
      end if;
      select o.net_minor - coalesce(sum(l.net_minor), 0) as net,
             o.vat_minor - coalesce(sum(l.vat_minor), 0) as vat,
             o.weight_g - coalesce(sum(l.weight_g), 0) as weight
        into difference
        from sales_order o left join sales_order_line l on l.order_id = o.id
       where o.id = order_key
       group by o.id;
      if difference.net <> 0 or difference.vat <> 0 or difference.weight <> 0 then
        raise exception 'order % is not the sum of its lines', order_key
          using errcode = 'check_violation', constraint = 'order_is_the_sum_of_its_lines';
      end if;
      return null;
    end $$`.execute(db);
  await sql`create constraint trigger order_sum after insert or update of net_minor, vat_minor, weight_g on sales_order
    deferrable initially deferred for each row execute function order_is_the_sum_of_its_lines()`.execute(
    db,
  );
  await sql`create constraint trigger order_line_sum after insert or update or delete on sales_order_line
    deferrable initially deferred for each row execute function order_is_the_sum_of_its_lines()`.execute(
    db,
  );
  await sql`
    create function order_stage_follows_the_graph() returns trigger language plpgsql as $$
    begin
      if new.stage <> old.stage
         and not exists (select from order_stage_step s where s.from_stage = old.stage and s.to_stage = new.stage) then
        raise exception 'an order does not go from % to %', old.stage, new.stage
          using errcode = 'check_violation', constraint = 'order_stage_graph';
      end if;
      return new;
    end $$`.execute(db);
  await sql`create trigger order_stage_graph before update of stage on sales_order
    for each row execute function order_stage_follows_the_graph()`.execute(db);
}
