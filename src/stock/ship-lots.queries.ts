import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import type { LeavingLine, LeftLine, StockToLeave } from './leaving.ts';

/** The lots that lines leave from, in the order in which they are emptied, and what is held for the lines where they lie. The levels are locked. One statement. */
export async function readStockToLeave(
  tx: Tx,
  lines: readonly LeavingLine[],
): Promise<Omit<StockToLeave, 'levels'>> {
  const lotIds = lines.flatMap(({ lots }) => lots.map(({ lotId }) => lotId));
  const found = await sql<Omit<StockToLeave, 'levels'>>`
    with held as (
      select held.id, held.order_line_id, held.weight_g
      from reservation as held
      join unnest(
        ${lines.map((one) => one.orderLineId)}::uuid[],
        ${lines.map((one) => one.branchCode)}::text[]
      ) as line (order_line_id, branch_code) using (order_line_id, branch_code)
      where held.ended_at is null and held.arrives_on is null
      for update of held
    )
    select (select coalesce(jsonb_agg(jsonb_build_object('lotId', id, 'onHandG', on_hand_g) order by received_on, id), '[]')
            from lot where id = any(${lotIds}::uuid[])) as lots,
           (select coalesce(jsonb_agg(jsonb_build_object('reservationId', id, 'orderLineId', order_line_id,
                                                         'weightG', weight_g)), '[]') from held) as held`.execute(
    tx,
  );
  return found.rows[0] ?? { lots: [], held: [] };
}

/**
 * Writes what left of an order's lines: lots and levels fall, what was held ends as shipped,
 * or as given back where its line closes, each change leaves a movement, and which lot gave
 * how much stays with the order. The levels are locked. One statement for all lines.
 */
export async function writeLeft(
  tx: Tx,
  left: { orderId: string; lines: readonly LeftLine[]; at: Date },
): Promise<void> {
  const { orderId, lines, at } = left;
  const taken = lines.flatMap((line) => line.taken);
  await sql`
    with line as (
      select * from unnest(
        ${lines.map((one) => one.orderLineId)}::uuid[],
        ${lines.map((one) => one.branchCode)}::text[],
        ${lines.map((one) => one.productId)}::uuid[],
        ${lines.map((one) => one.closes)}::boolean[],
        ${lines.map((one) => one.reservationId)}::uuid[],
        ${lines.map((one) => one.goneG)}::bigint[],
        ${lines.map((one) => one.shippedG)}::bigint[],
        ${lines.map((one) => one.restG)}::bigint[],
        ${lines.map(() => newId(at.getTime()))}::uuid[]
      ) as line (order_line_id, branch_code, product_id, closes, held_id, gone_g, shipped_g, rest_g, split_id)
    ), taken as (
      select lot_id, sum(weight_g)::bigint as weight_g
      from unnest(${taken.map((one) => one.lotId)}::uuid[], ${taken.map((one) => one.weightG)}::bigint[])
        as taken (lot_id, weight_g)
      group by lot_id
    ), emptied as (
      update lot
      set on_hand_g = lot.on_hand_g - taken.weight_g,
          pieces_on_hand = floor(lot.pieces_on_hand::numeric * (lot.on_hand_g - taken.weight_g) / lot.on_hand_g)
      from taken where lot.id = taken.lot_id
    ), allocated as (
      insert into allocation (order_id, lot_id, weight_g, taken_at)
      select ${orderId}::uuid, lot_id, weight_g, ${at}::timestamptz from taken
      on conflict (order_id, lot_id) do update set weight_g = allocation.weight_g + excluded.weight_g
    ), closed as (
      update reservation
      set ended_at = ${at}, ended_by = (case when line.shipped_g > 0 then 'shipped' else 'cancelled' end)::reservation_end,
          weight_g = case when line.shipped_g > 0 then line.shipped_g else line.rest_g end
      from line where reservation.id = line.held_id and (line.rest_g = 0 or line.closes)
    ), kept as (
      update reservation set weight_g = line.rest_g
      from line where reservation.id = line.held_id and line.rest_g > 0 and not line.closes
    ), split as (
      insert into reservation (id, order_id, order_line_id, branch_code, product_id, weight_g, held_at, ended_at, ended_by)
      select split_id, ${orderId}::uuid, order_line_id, branch_code, product_id, shipped_g,
             ${at}::timestamptz, ${at}::timestamptz, 'shipped'
      from line where rest_g > 0 and not closes and shipped_g > 0
    ), lowered as (
      update stock_level as level
      set on_hand_g = level.on_hand_g - gone.gone_g, reserved_g = level.reserved_g - gone.unheld_g, counted_at = ${at}
      from (
        select branch_code, product_id, sum(gone_g)::bigint as gone_g,
               sum(shipped_g + case when closes then rest_g else 0 end)::bigint as unheld_g
        from line group by branch_code, product_id
      ) as gone
      where level.branch_code = gone.branch_code and level.product_id = gone.product_id
    )
    insert into stock_movement (branch_code, product_id, kind, on_hand_change_g, reserved_change_g, reservation_id, at)
    select branch_code, product_id, 'shipped'::stock_movement_kind, -gone_g, -shipped_g, held_id, ${at}::timestamptz
    from line where gone_g > 0
    union all
    select branch_code, product_id, 'released', 0, -rest_g, held_id, ${at}::timestamptz
    from line where rest_g > 0 and closes`.execute(tx);
}
