import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import { lockLevels } from './stock.queries.ts';

/** What leaves of a line of an order, lot by lot. Grams. */
export type LeavingLine = {
  orderLineId: string;
  branchCode: string;
  productId: string;
  lots: readonly { lotId: string; weightG: number }[];
  /** Whether nothing more of the line will leave: what is still held for it is given back. */
  closes: boolean;
};

/**
 * Takes goods out of stock from the lots that they were loaded from: on hand falls
 * by what leaves, and of what is held for the line as much ends as shipped; when
 * the line closes the rest is given back. What the scale found beyond what a lot
 * has was never in it: the lot ends empty. Which lot gave how much stays with the
 * order. Levels are locked in the common order.
 */
export async function shipLots(
  tx: Tx,
  leaving: { orderId: string; lines: readonly LeavingLine[]; at: Date },
): Promise<void> {
  const { orderId, lines, at } = leaving;
  await lockLevels(
    tx,
    lines.map(({ branchCode, productId }) => ({ branchCode, productId, weightG: 0 })),
  );
  for (const line of lines) await shipLine(tx, { orderId, line, at });
}

/**
 * One line: each statement sees what the one before left of lots and levels, since
 * two lines may be of the same goods. The last of what is free for others is never
 * taken by the scale alone.
 */
async function shipLine(
  tx: Tx,
  of: { orderId: string; line: LeavingLine; at: Date },
): Promise<void> {
  const { orderId, line, at } = of;
  const { orderLineId, branchCode, productId } = line;
  await sql`
    with held as (
      select id, weight_g from reservation where order_line_id = ${orderLineId} and ended_at is null for update
    ), level as (
      select on_hand_g, reserved_g, on_hand_g - reserved_g + coalesce((select weight_g from held), 0) as most_g
      from stock_level where branch_code = ${branchCode} and product_id = ${productId}
    ), wanted as (
      select lot.id, lot.on_hand_g, least(lot.on_hand_g, given.weight_g) as weight_g,
             sum(least(lot.on_hand_g, given.weight_g)) over (order by lot.received_on, lot.id) as until_g
      from unnest(${line.lots.map((one) => one.lotId)}::uuid[], ${line.lots.map((one) => one.weightG)}::bigint[])
        as given (lot_id, weight_g)
      join lot on lot.id = given.lot_id
    ), taken as (
      select id, on_hand_g, greatest(0, least(weight_g, (select most_g from level) - until_g + weight_g))::bigint as weight_g
      from wanted
    ), gone as (
      select coalesce(sum(weight_g), 0)::bigint as weight_g from taken
    ), ended as (
      select held.id, least(held.weight_g, gone.weight_g)::bigint as shipped_g,
             (held.weight_g - least(held.weight_g, gone.weight_g))::bigint as rest_g
      from held, gone
    ), emptied as (
      update lot
      set on_hand_g = lot.on_hand_g - taken.weight_g,
          pieces_on_hand = floor(lot.pieces_on_hand::numeric * (lot.on_hand_g - taken.weight_g) / lot.on_hand_g)
      from taken where lot.id = taken.id and taken.weight_g > 0
    ), allocated as (
      insert into allocation (order_id, lot_id, weight_g, taken_at)
      select ${orderId}::uuid, id, weight_g, ${at}::timestamptz from taken where weight_g > 0
      on conflict (order_id, lot_id) do update set weight_g = allocation.weight_g + excluded.weight_g
    ), closed as (
      update reservation
      set ended_at = ${at}, ended_by = (case when ended.shipped_g > 0 then 'shipped' else 'cancelled' end)::reservation_end,
          weight_g = case when ended.shipped_g > 0 then ended.shipped_g else ended.rest_g end
      from ended where reservation.id = ended.id and (ended.rest_g = 0 or ${line.closes})
    ), kept as (
      update reservation set weight_g = ended.rest_g
      from ended where reservation.id = ended.id and ended.rest_g > 0 and not ${line.closes}
    ), split as (
      insert into reservation (id, order_id, order_line_id, branch_code, product_id, weight_g, held_at, ended_at, ended_by)
      select gen_random_uuid(), ${orderId}::uuid, ${orderLineId}::uuid, ${branchCode}, ${productId}::uuid, shipped_g,
             ${at}::timestamptz, ${at}::timestamptz, 'shipped'
      from ended where rest_g > 0 and not ${line.closes} and shipped_g > 0
    ), lowered as (
      update stock_level as level
      set on_hand_g = level.on_hand_g - gone.weight_g,
          reserved_g = level.reserved_g - coalesce((select shipped_g + case when ${line.closes} then rest_g else 0 end from ended), 0),
          counted_at = ${at}
      from gone where level.branch_code = ${branchCode} and level.product_id = ${productId}
    )
    insert into stock_movement (branch_code, product_id, kind, on_hand_change_g, reserved_change_g, reservation_id, at)
    select ${branchCode}, ${productId}::uuid, 'shipped'::stock_movement_kind, -gone.weight_g, -coalesce((select shipped_g from ended), 0),
           (select id from ended), ${at}::timestamptz
    from gone where gone.weight_g > 0
    union all
    select ${branchCode}, ${productId}::uuid, 'released', 0, -rest_g, id, ${at}::timestamptz
    from ended where rest_g > 0 and ${line.closes}`.execute(tx);
}
