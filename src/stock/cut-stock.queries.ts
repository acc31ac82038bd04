import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';

/** A lot that bars may be cut of. */
export type CuttableLot = { id: string; heatNumber: string; isEnough: boolean };

/**
 * Locks a lot of a product at a branch until the commit, after its level, and
 * says whether it has so many bars of the stock length. Pieces that were cut for
 * an order, and lots that are not there, are not found.
 */
export async function lockLotToCut(
  tx: Tx,
  of: {
    lotId: string;
    branchCode: string;
    productId: string;
    bars: number;
    stockLengthMm: number;
    weightG: number;
  },
): Promise<CuttableLot | undefined> {
  const found = await sql<CuttableLot>`
    select id, heat_number,
           on_hand_g >= ${of.weightG} and coalesce(pieces_on_hand >= ${of.bars}, true)
             and coalesce(piece_length_mm = ${of.stockLengthMm}, true) as is_enough
    from lot
    where id = ${of.lotId} and branch_code = ${of.branchCode} and product_id = ${of.productId} and order_id is null
    for update`.execute(tx);
  return found.rows[0];
}

/** Goods that come of cutting: pieces for an order, or remnants of one length that are goods again. */
export type CutLot = {
  id: string;
  weightG: number;
  pieces: number | null;
  lengthMm: number | null;
  orderId: string | null;
};

/** What cutting a lot comes to. Grams; together `consumedG`. */
export type CutBooking = {
  jobId: string;
  lotId: string;
  reservationId: string;
  bars: number;
  consumedG: number;
  piecesG: number;
  remnantsG: number;
  lostG: number;
  scrapG: number;
  lots: readonly CutLot[];
  receivedOn: string;
  at: Date;
};

/**
 * Books a locked job as done from a locked lot: the lot gives its bars, pieces
 * and remnants become lots of its heat, the order holds its pieces alone, and
 * kerfs and scrap leave the stock. The level, its lots, its movements and what is
 * held agree as before (audit.v_stock). One statement.
 */
export async function bookCut(tx: Tx, cut: CutBooking): Promise<void> {
  const goneG = cut.lostG + cut.scrapG;
  const { jobId, lotId, reservationId, at } = cut;
  await sql`
    with taken as (
      update lot set on_hand_g = on_hand_g - ${cut.consumedG}, pieces_on_hand = pieces_on_hand - ${cut.bars}
      where id = ${lotId}
      returning branch_code, product_id, heat_number
    ), kept as (
      insert into lot (id, branch_code, product_id, heat_number, received_on, received_g, on_hand_g, pieces_on_hand,
                       piece_length_mm, parent_lot_id, cutting_job_id, order_id)
      select kept.id, taken.branch_code, taken.product_id, taken.heat_number, ${cut.receivedOn}::date, kept.weight_g,
             kept.weight_g, kept.pieces, kept.length_mm, ${lotId}, ${jobId}, kept.order_id
      from taken, unnest(
        ${cut.lots.map((lot) => lot.id)}::uuid[],
        ${cut.lots.map((lot) => lot.weightG)}::bigint[],
        ${cut.lots.map((lot) => lot.pieces)}::integer[],
        ${cut.lots.map((lot) => lot.lengthMm)}::integer[],
        ${cut.lots.map((lot) => lot.orderId)}::uuid[]
      ) as kept (id, weight_g, pieces, length_mm, order_id)
    ), lowered as (
      update stock_level as level
      set on_hand_g = level.on_hand_g - ${goneG}, reserved_g = level.reserved_g - ${goneG + cut.remnantsG},
          counted_at = ${at}
      from taken where level.branch_code = taken.branch_code and level.product_id = taken.product_id
    ), held as (
      update reservation set weight_g = ${cut.piecesG} where id = ${reservationId}
    ), noted as (
      insert into stock_movement
        (branch_code, product_id, kind, on_hand_change_g, reserved_change_g, lot_id, reservation_id, at)
      select taken.branch_code, taken.product_id, moved.kind, moved.on_hand_g, moved.reserved_g, ${lotId},
             ${reservationId}, ${at}
      from taken, (values
        ('cut'::stock_movement_kind, ${-goneG}::bigint, ${-goneG}::bigint),
        ('released'::stock_movement_kind, 0::bigint, ${-cut.remnantsG}::bigint)
      ) as moved (kind, on_hand_g, reserved_g)
      where moved.reserved_g <> 0
    )
    update cutting_job
    set state = 'done', done_at = ${at}, lot_id = ${lotId}, consumed_g = ${cut.consumedG}, pieces_g = ${cut.piecesG},
        remnants_g = ${cut.remnantsG}, lost_g = ${cut.lostG}, scrap_g = ${cut.scrapG}, version = version + 1
    where id = ${jobId}`.execute(tx);
}
