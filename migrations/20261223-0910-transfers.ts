import { type Kysely, sql } from 'kysely';

/**
 * Goods that go from one of our branches to another: a document of its own, with its
 * lots and two quantities of each. What is planned is reserved where it lies, what has
 * left lies nowhere, and what arrives becomes lots of the branch that got it, with the
 * heat and the mill of those that were sent, so that their certificates speak of them.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create type transfer_state as enum ('planned', 'left', 'arrived', 'cancelled')`.execute(
    db,
  );
  await sql`alter type stock_movement_kind add value 'sent'`.execute(db);
  await sql`alter type stock_movement_kind add value 'arrived'`.execute(db);
  await sql`
    alter table branch
      add column departs_on smallint[] not null default '{1,3,5}'
        check (departs_on <@ '{1,2,3,4,5,6,7}'::smallint[] and cardinality(departs_on) > 0)`.execute(
    db,
  );
  await sql`comment on column branch.departs_on is 'Days of the week on which its vehicles leave for other branches, Monday is 1. The default is to be confirmed by the company.'`.execute(
    db,
  );
  await sql`
    create table transfer (
      id uuid primary key,
      number text not null unique,
      from_branch text not null references branch,
      to_branch text not null references branch,
      state transfer_state not null default 'planned',
      version integer not null default 1,
      leaves_on date not null,
      arrives_on date not null,
      vehicle_plate text not null default '' check (length(vehicle_plate) <= 20),
      note text not null default '' check (length(note) <= 300),
      planned_at timestamptz not null,
      planned_by uuid not null references person,
      left_at timestamptz,
      left_by uuid references person,
      arrived_at timestamptz,
      arrived_by uuid references person,
      cancelled_at timestamptz,
      cancelled_by uuid references person,
      constraint transfer_between_two check (from_branch <> to_branch),
      constraint transfer_arrives_after_it_leaves check (arrives_on > leaves_on),
      constraint transfer_state_has_its_moment check (
        (left_at is not null) = (state in ('left', 'arrived'))
        and (arrived_at is not null) = (state = 'arrived')
        and (cancelled_at is not null) = (state = 'cancelled')),
      constraint transfer_moment_has_somebody check (
        (left_at is null) = (left_by is null) and (arrived_at is null) = (arrived_by is null)
        and (cancelled_at is null) = (cancelled_by is null))
    )`.execute(db);
  await sql`comment on table transfer is 'Goods that go from one of our branches to another.'`.execute(
    db,
  );
  await sql`comment on column transfer.arrives_on is 'What is promised: counted from the distance and the days of departure, anew when it leaves.'`.execute(
    db,
  );
  await sql`create index transfer_open_from on transfer (from_branch, leaves_on) where state in ('planned', 'left')`.execute(
    db,
  );
  await sql`create index transfer_open_to on transfer (to_branch, arrives_on) where state in ('planned', 'left')`.execute(
    db,
  );
  await sql`create index transfer_by_time on transfer (planned_at desc, id desc)`.execute(db);
  await sql`
    create table transfer_lot (
      transfer_id uuid not null references transfer,
      lot_id uuid not null references lot,
      weight_g bigint not null check (weight_g > 0),
      pieces integer check (pieces > 0),
      arrived_g bigint check (arrived_g between 0 and weight_g),
      arrived_pieces integer check (arrived_pieces between 0 and pieces),
      arrived_lot_id uuid unique references lot,
      primary key (transfer_id, lot_id),
      constraint what_arrives_is_a_lot check ((arrived_lot_id is not null) = (coalesce(arrived_g, 0) > 0)),
      constraint both_quantities_arrive check (arrived_g is null or (pieces is null) = (arrived_pieces is null))
    )`.execute(db);
  await sql`comment on table transfer_lot is 'What of a lot goes along, by theory in grams and in pieces where it is counted, and what of it arrived.'`.execute(
    db,
  );
  await sql`create index transfer_lot_of_lot on transfer_lot (lot_id)`.execute(db);
  await sql`alter table stock_movement add column transfer_id uuid references transfer`.execute(db);
  await sql`create index stock_movement_of_transfer on stock_movement (transfer_id) where transfer_id is not null`.execute(
    db,
  );
  await auditTransfers(db);
}

/** What a planned transfer will take is set aside for it, beside remnants and what reservations hold. */
async function auditTransfers(db: Kysely<never>): Promise<void> {
  await sql`
    create or replace view audit.v_stock as
    select s.branch_code, s.product_id, p.sku, s.on_hand_g, s.reserved_g, s.on_hand_g - s.reserved_g as available_g,
           coalesce(m.on_hand_g, 0)::bigint as moved_on_hand_g, coalesce(m.reserved_g, 0)::bigint as moved_reserved_g,
           coalesce(r.held_g, 0)::bigint as held_g, coalesce(t.on_hand_g, 0)::bigint as lots_on_hand_g,
           (coalesce(t.set_aside_g, 0) + coalesce(g.planned_g, 0))::bigint as set_aside_g
    from stock_level s
    join product p on p.id = s.product_id
    left join lateral (
      select sum(on_hand_change_g) as on_hand_g, sum(reserved_change_g) as reserved_g
      from stock_movement where product_id = s.product_id and branch_code = s.branch_code
    ) m on true
    left join lateral (
      select sum(weight_g) as held_g from reservation
      where product_id = s.product_id and branch_code = s.branch_code and ended_at is null
    ) r on true
    left join lateral (
      select sum(on_hand_g) as on_hand_g,
             sum(on_hand_g) filter (where parent_lot_id is not null and order_id is null) as set_aside_g
      from lot where product_id = s.product_id and branch_code = s.branch_code
    ) t on true
    left join lateral (
      select sum(going.weight_g) as planned_g
      from transfer_lot as going
      join transfer on transfer.id = going.transfer_id and transfer.state = 'planned'
      join lot on lot.id = going.lot_id
      where lot.product_id = s.product_id and lot.branch_code = s.branch_code
    ) g on true`.execute(db);
}
