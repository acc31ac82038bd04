import { type Kysely, sql } from 'kysely';

/**
 * One vehicle between two branches may take what several orders need: a transfer names its
 * orders instead of one order, and each is planned from a branch with one transfer at a time.
 * What a vehicle between branches carries is told beside the weight that is planned for it.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table transfer_order (
      transfer_id uuid not null references transfer,
      order_id uuid not null references sales_order,
      from_branch text not null references branch,
      is_planned boolean not null,
      primary key (transfer_id, order_id)
    )`.execute(db);
  await sql`comment on table transfer_order is 'The orders that hold the goods of a transfer; none: they go to be sold there.'`.execute(
    db,
  );
  await sql`comment on column transfer_order.is_planned is 'The transfer has not left and was not taken back.'`.execute(
    db,
  );
  await sql`
    insert into transfer_order (transfer_id, order_id, from_branch, is_planned)
    select id, order_id, from_branch, state = 'planned' from transfer where order_id is not null`.execute(
    db,
  );
  await sql`drop index one_planned_transfer_for_an_order`.execute(db);
  await sql`create unique index one_planned_transfer_for_an_order on transfer_order (order_id, from_branch) where is_planned`.execute(
    db,
  );
  await sql`create index transfer_order_of_order on transfer_order (order_id)`.execute(db);
  await sql`alter table transfer add column for_orders boolean not null default false`.execute(db);
  await sql`comment on column transfer.for_orders is 'Its goods are held by orders already (transfer_order); else they are reserved for itself.'`.execute(
    db,
  );
  await sql`update transfer set for_orders = true where order_id is not null`.execute(db);
  await sql`
    alter table transfer
      drop constraint transfer_moment_has_somebody,
      add constraint transfer_moment_has_somebody check (
        (left_at is null) = (left_by is null) and (arrived_at is null) = (arrived_by is null)
        and (cancelled_by is null or cancelled_at is not null)
        and (cancelled_by is not null or cancelled_at is null or for_orders))`.execute(db);
  await sql`comment on column transfer.cancelled_by is 'Null where an order of it ended.'`.execute(
    db,
  );
  await auditOrders(db);
  await sql`alter table transfer drop column order_id`.execute(db);
  await sql`
    alter table branch
      add column vehicle_up_to_g bigint not null default 20000000 check (vehicle_up_to_g > 0)`.execute(
    db,
  );
  await sql`comment on column branch.vehicle_up_to_g is 'What a vehicle to another branch carries, in grams. The default is to be confirmed by the company.'`.execute(
    db,
  );
}

/** What orders hold is on the level until it is on the road; a transfer for orders takes nothing beside it. */
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
      join transfer on transfer.id = going.transfer_id and transfer.state = 'planned' and not transfer.for_orders
      join lot on lot.id = going.lot_id
      where lot.product_id = s.product_id and lot.branch_code = s.branch_code
    ) g on true`.execute(db);
}
