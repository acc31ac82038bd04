import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';

/** A lot of which something is held for a line of an order where the order lies. Grams by theory. */
export type LotHeld = {
  lotId: string;
  orderLineId: string;
  branchCode: string;
  productId: string;
  sku: string;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  heatNumber: string;
  /** Where in the yard it lies; empty: nobody said. */
  place: string;
  /** What lies of the lot by the books, and what of it stands on vehicles or is to go to other branches. */
  onHandG: number;
  takenG: number;
  lineWeightG: number;
  linePieces: number | null;
  /** What is held for the line at its branch. */
  reservationId: string;
  heldG: number;
};

/** The lots from which an order's goods could be picked at its branch, line by line, the oldest first; none of lines that are cut, and no remnants. One statement. */
export async function listLotsHeld(db: Db, orderId: string): Promise<LotHeld[]> {
  const found = await sql<LotHeld>`
    select lot.id as lot_id, line.id as order_line_id, lot.branch_code, lot.product_id, line.sku, line.name_en, line.name_ru,
           line.name_kk, lot.heat_number, lot.place, lot.on_hand_g, line.weight_g as line_weight_g, line.pieces as line_pieces,
           held.id as reservation_id, held.weight_g as held_g,
           (coalesce((select sum(loaded.weight_g) from shipment_lot as loaded
                      join shipment_line as part on part.id = loaded.shipment_line_id
                      join shipment on shipment.id = part.shipment_id
                      where loaded.lot_id = lot.id and shipment.stage in ('loading', 'loaded', 'weighed')), 0)
            + coalesce((select sum(going.weight_g) from transfer_lot as going
                        join transfer on transfer.id = going.transfer_id and transfer.state = 'planned'
                        where going.lot_id = lot.id), 0))::bigint as taken_g
    from sales_order as placed
    join reservation as held on held.order_id = placed.id and held.branch_code = placed.branch_code
      and held.ended_at is null and held.arrives_on is null
    join sales_order_line as line on line.id = held.order_line_id
    join lot on lot.branch_code = held.branch_code and lot.product_id = held.product_id
    where placed.id = ${orderId} and lot.on_hand_g > 0 and lot.parent_lot_id is null and lot.order_id is null
      and not exists (select from cutting_job where order_line_id = line.id)
    order by line.position, lot.received_on, lot.id`.execute(db);
  return found.rows;
}

/** What of a lot was held for an order and is not there. Grams by theory. */
export type Shortage = {
  id: string;
  orderId: string;
  lot: LotHeld;
  weightG: number;
  pieces: number | null;
  foundBy: string;
  at: Date;
};

/** Whether a form was written down before. */
export async function isShortageKnown(db: Db, id: string): Promise<boolean> {
  const found = await sql`select from stock_shortage where id = ${id}`.execute(db);
  return found.rows.length > 0;
}

/**
 * Takes what is not there out of a lot, of the level and of what is held for the order's
 * line, with its movement; what was held whole ends as missing. Level and lot are locked.
 */
export async function writeShortage(tx: Tx, shortage: Shortage): Promise<void> {
  const { id, orderId, lot, weightG, pieces, foundBy, at } = shortage;
  const { lotId, orderLineId, branchCode, productId, reservationId } = lot;
  await sql`
    with written as (
      insert into stock_shortage (id, order_id, order_line_id, lot_id, weight_g, pieces, found_by, found_at)
      values (${id}, ${orderId}, ${orderLineId}, ${lotId}, ${weightG}, ${pieces}, ${foundBy}, ${at})
    ), emptied as (
      update lot
      set on_hand_g = on_hand_g - ${weightG}::bigint,
          pieces_on_hand = case when on_hand_g = ${weightG}::bigint then 0
                                else greatest(0, pieces_on_hand - coalesce(${pieces}::integer,
                                              floor(pieces_on_hand::numeric * ${weightG}::bigint / on_hand_g)::integer)) end
      where id = ${lotId}
    ), lowered as (
      update stock_level
      set on_hand_g = on_hand_g - ${weightG}::bigint, reserved_g = reserved_g - ${weightG}::bigint, counted_at = ${at}
      where branch_code = ${branchCode} and product_id = ${productId}
    ), kept as (
      update reservation
      set weight_g = case when weight_g > ${weightG}::bigint then weight_g - ${weightG}::bigint else weight_g end,
          ended_at = case when weight_g > ${weightG}::bigint then null else ${at}::timestamptz end,
          ended_by = case when weight_g > ${weightG}::bigint then null else 'missing'::reservation_end end
      where id = ${reservationId}
    )
    insert into stock_movement (branch_code, product_id, kind, on_hand_change_g, reserved_change_g, lot_id, reservation_id, at)
    values (${branchCode}, ${productId}, 'missing', ${-weightG}, ${-weightG}, ${lotId}, ${reservationId}, ${at})`.execute(
    tx,
  );
}
