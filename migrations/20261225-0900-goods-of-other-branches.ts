import { type Kysely, sql } from 'kysely';

/**
 * An order may hold what its branch lacks at another branch. Such a reservation says when
 * its goods leave and on which day they are at the branch of the order, as the buyer was
 * shown. A transfer that is planned for an order takes what the order holds already;
 * while it is on the road its goods lie at no branch and are held nowhere, but promised.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter type promise_kind add value 'goods'`.execute(db);
  await sql`alter type reservation_end add value 'moved'`.execute(db);
  await sql`alter type reservation_end add value 'missing'`.execute(db);
  await sql`
    alter table reservation
      add column leaves_on date,
      add column arrives_on date,
      add column transfer_id uuid references transfer,
      add constraint reservation_comes_after_it_leaves
        check ((leaves_on is null) = (arrives_on is null) and leaves_on < arrives_on),
      add constraint reservation_on_the_road_arrives check (transfer_id is null or arrives_on is not null)`.execute(
    db,
  );
  await sql`comment on column reservation.arrives_on is 'The day on which goods that lie at another branch are at that of their order; null: they lie there.'`.execute(
    db,
  );
  await sql`comment on column reservation.leaves_on is 'The day on which a vehicle takes them, so that they arrive as promised.'`.execute(
    db,
  );
  await sql`comment on column reservation.transfer_id is 'The transfer with which they are on the road, so that they lie at no branch.'`.execute(
    db,
  );
  await sql`drop index one_open_reservation_per_line`.execute(db);
  await sql`create unique index one_open_reservation_per_line on reservation (order_line_id, branch_code) where ended_at is null`.execute(
    db,
  );
  await sql`create index reservation_to_come on reservation (leaves_on, order_id) where ended_at is null and arrives_on is not null`.execute(
    db,
  );
  await sql`alter table transfer add column order_id uuid references sales_order`.execute(db);
  await sql`comment on column transfer.order_id is 'The order that holds its goods; null: they go to be sold there.'`.execute(
    db,
  );
  await sql`create unique index one_planned_transfer_for_an_order on transfer (order_id, from_branch) where state = 'planned'`.execute(
    db,
  );
  await sql`create index transfer_of_order on transfer (order_id) where order_id is not null`.execute(
    db,
  );
  await sql`
    alter table transfer
      drop constraint transfer_moment_has_somebody,
      add constraint transfer_moment_has_somebody check (
        (left_at is null) = (left_by is null) and (arrived_at is null) = (arrived_by is null)
        and (cancelled_by is null or cancelled_at is not null)
        and (cancelled_by is not null or cancelled_at is null or order_id is not null))`.execute(
    db,
  );
  await sql`comment on column transfer.cancelled_by is 'Null where its order ended.'`.execute(db);
  await sql`comment on column promise.subject_id is 'What was promised about: the shipment of an arrival, the reservation of goods that come from another branch.'`.execute(
    db,
  );
  await auditOrders(db);
}

/** What an order holds is on the level until it is on the road; a transfer of its own takes nothing beside it. */
async function auditOrders(db: Kysely<never>): Promise<void> {
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
      where product_id = s.product_id and branch_code = s.branch_code and ended_at is null and transfer_id is null
    ) r on true
    left join lateral (
      select sum(on_hand_g) as on_hand_g,
             sum(on_hand_g) filter (where parent_lot_id is not null and order_id is null) as set_aside_g
      from lot where product_id = s.product_id and branch_code = s.branch_code
    ) t on true
    left join lateral (
      select sum(going.weight_g) as planned_g
      from transfer_lot as going
      join transfer on transfer.id = going.transfer_id and transfer.state = 'planned' and transfer.order_id is null
      join lot on lot.id = going.lot_id
      where lot.product_id = s.product_id and lot.branch_code = s.branch_code
    ) g on true`.execute(db);
}
