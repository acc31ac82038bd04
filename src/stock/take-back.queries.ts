import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import type { WantedStock } from './availability.ts';

/** Goods that came to a branch: of which lot, as which new one. Grams. */
export type GoodsBack = WantedStock & { lotId: string; fromLotId: string; pieces: number | null };

/**
 * Writes lots of what came back, or arrived from another branch, with the heat and the
 * mill of the lots that it is of, and their movements; raises the levels that are
 * locked. Without a day it is as old as the lot that it is of. One statement.
 */
export async function insertLotsOf(
  tx: Tx,
  back: {
    goods: readonly GoodsBack[];
    kind: 'returned' | 'arrived';
    receivedOn?: string;
    transferId?: string;
    at: Date;
  },
): Promise<void> {
  const { goods, kind, receivedOn = null, transferId = null, at } = back;
  await sql`
    with back as (
      select * from unnest(
        ${goods.map((one) => one.lotId)}::uuid[],
        ${goods.map((one) => one.fromLotId)}::uuid[],
        ${goods.map((one) => one.branchCode)}::text[],
        ${goods.map((one) => one.productId)}::uuid[],
        ${goods.map((one) => one.weightG)}::bigint[],
        ${goods.map((one) => one.pieces)}::integer[]
      ) as back (id, from_lot_id, branch_code, product_id, weight_g, pieces)
    ), kept as (
      insert into lot (id, branch_code, product_id, heat_number, mill_id, received_on, received_g, on_hand_g, pieces_on_hand,
                       piece_length_mm)
      select back.id, back.branch_code, back.product_id, source.heat_number, source.mill_id, coalesce(${receivedOn}::date, source.received_on), back.weight_g,
             back.weight_g, back.pieces, case when back.pieces is null then null else source.piece_length_mm end
      from back join lot as source on source.id = back.from_lot_id
    ), raised as (
      update stock_level as level set on_hand_g = level.on_hand_g + came.weight_g, counted_at = ${at}
      from (select branch_code, product_id, sum(weight_g)::bigint as weight_g from back group by branch_code, product_id) as came
      where level.branch_code = came.branch_code and level.product_id = came.product_id
    )
    insert into stock_movement (branch_code, product_id, kind, on_hand_change_g, reserved_change_g, lot_id, transfer_id, at)
    select branch_code, product_id, ${kind}::stock_movement_kind, weight_g, 0, id, ${transferId}::uuid, ${at}::timestamptz from back`.execute(
    tx,
  );
}
