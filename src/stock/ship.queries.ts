import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import type { WantedStock } from './availability.ts';
import { lockLevels } from './stock.queries.ts';

/**
 * Ends the reservations of an order as shipped: on hand and reserved fall
 * together, what was cut for the order goes first, the lots are emptied in the
 * order they were received, remnants stay, each change leaves a movement, and which lot
 * gave how much stays with the order. Levels are locked in the common order.
 */
export async function shipReservations(
  tx: Tx,
  shipping: { orderId: string; at: Date },
): Promise<void> {
  const { orderId, at } = shipping;
  const held = await sql<WantedStock>`
    select branch_code, product_id, weight_g from reservation
    where order_id = ${orderId} and ended_at is null`.execute(tx);
  if (held.rows.length === 0) return;

  await lockLevels(tx, held.rows);
  await sql`
    with ended as (
      update reservation set ended_at = ${at}, ended_by = 'shipped'
      where order_id = ${orderId} and ended_at is null
      returning id, branch_code, product_id, weight_g
    ), gone as (
      select branch_code, product_id, sum(weight_g)::bigint as weight_g
      from ended group by branch_code, product_id
    ), lowered as (
      update stock_level as level
      set on_hand_g = level.on_hand_g - gone.weight_g, reserved_g = level.reserved_g - gone.weight_g,
          counted_at = ${at}
      from gone
      where level.branch_code = gone.branch_code and level.product_id = gone.product_id
    ), queued as (
      select lot.id, lot.on_hand_g, gone.weight_g,
             sum(lot.on_hand_g) over (partition by lot.branch_code, lot.product_id
                                      order by lot.order_id is null, lot.received_on,
                                               lot.id) - lot.on_hand_g as before_g
      from lot join gone using (branch_code, product_id)
      where lot.on_hand_g > 0 and (lot.parent_lot_id is null or lot.order_id = ${orderId})
    ), taken as (
      select id, on_hand_g, least(on_hand_g, greatest(0, weight_g - before_g))::bigint as taken_g from queued
    ), emptied as (
      update lot
      set on_hand_g = lot.on_hand_g - taken.taken_g,
          pieces_on_hand = floor(lot.pieces_on_hand::numeric * (lot.on_hand_g - taken.taken_g) / lot.on_hand_g)
      from taken where lot.id = taken.id and taken.taken_g > 0
    ), allocated as (
      insert into allocation (order_id, lot_id, weight_g, taken_at)
      select ${orderId}::uuid, id, taken_g, ${at}::timestamptz from taken where taken_g > 0
      on conflict (order_id, lot_id) do update set weight_g = allocation.weight_g + excluded.weight_g
    )
    insert into stock_movement
      (branch_code, product_id, kind, on_hand_change_g, reserved_change_g, reservation_id, at)
    select branch_code, product_id, 'shipped', -weight_g, -weight_g, id, ${at} from ended`.execute(
    tx,
  );
}
