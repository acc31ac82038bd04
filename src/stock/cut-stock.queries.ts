import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';

/** Whole bars that a lot can give to a job: by its pieces where they are counted, and by weight. */
export const wholeBarsSql = (of: {
  bars: RawBuilder<unknown>;
  weightG: RawBuilder<unknown>;
  stockLengthMm: RawBuilder<unknown>;
}) => sql`
  case when coalesce(lot.piece_length_mm = ${of.stockLengthMm}, true)
    then least(lot.pieces_on_hand, floor(lot.on_hand_g::numeric * ${of.bars} / ${of.weightG}))::integer else 0 end`;

/** How many whole bars all lots that nobody else's pieces are in could give to a job. */
export async function countWholeBars(
  db: Db,
  of: {
    branchCode: string;
    productId: string;
    bars: number;
    stockLengthMm: number;
    weightG: number;
  },
): Promise<number> {
  const found = await sql<{ bars: number }>`
    select coalesce(sum(${wholeBarsOf(of)}), 0)::integer as bars from lot
    where branch_code = ${of.branchCode} and product_id = ${of.productId} and order_id is null`.execute(
    db,
  );
  return found.rows[0]?.bars ?? 0;
}

const wholeBarsOf = (of: { bars: number; weightG: number; stockLengthMm: number }) =>
  wholeBarsSql({
    bars: sql`${of.bars}::integer`,
    weightG: sql`${of.weightG}::bigint`,
    stockLengthMm: sql`${of.stockLengthMm}::integer`,
  });

/** A lot that bars may be cut of, and how many it has. */
export type CuttableLot = { id: string; bars: number };

/**
 * Locks lots of a product at a branch until the commit, after its level and in
 * the order of their ids, and says how many bars of a job each can give, the
 * oldest first. Pieces that were cut for an order, and lots that are not there,
 * are absent.
 */
export async function lockLotsToCut(
  tx: Tx,
  of: {
    lotIds: readonly string[];
    branchCode: string;
    productId: string;
    bars: number;
    stockLengthMm: number;
    weightG: number;
  },
): Promise<CuttableLot[]> {
  const found = await sql<CuttableLot>`
    with locked as (
      select * from lot
      where id = any(${[...of.lotIds]}::uuid[]) and branch_code = ${of.branchCode}
        and product_id = ${of.productId} and order_id is null
      order by id
      for update
    )
    select lot.id, ${wholeBarsOf(of)} as bars from locked as lot order by lot.received_on, lot.id`.execute(
    tx,
  );
  return found.rows;
}

/** What a lot gave to a job, and what is gone of it. Grams. */
type CutFrom = { lotId: string; bars: number; consumedG: number; goneG: number };

/** Goods that come of cutting: pieces for an order, or remnants of one length that are goods again. */
export type CutLot = {
  id: string;
  parentLotId: string;
  weightG: number;
  pieces: number | null;
  lengthMm: number | null;
  orderId: string | null;
};

/** What cutting comes to. Grams; together `consumedG`. */
export type CutBooking = {
  jobId: string;
  branchCode: string;
  productId: string;
  reservationId: string;
  consumedG: number;
  piecesG: number;
  remnantsG: number;
  lostG: number;
  scrapG: number;
  from: readonly CutFrom[];
  lots: readonly CutLot[];
  receivedOn: string;
  at: Date;
};

/**
 * Books a locked job as done from locked lots: each gives its bars, pieces and
 * remnants become lots of its heat, the order holds its pieces alone, and kerfs
 * and scrap leave the stock. Remnants stay set aside: nobody who wants whole bars
 * is promised them, until they are sold as what they are. The level, its lots, its movements and what is held
 * agree as before (audit.v_stock). One statement.
 */
export async function bookCut(tx: Tx, cut: CutBooking): Promise<void> {
  const goneG = cut.lostG + cut.scrapG;
  const { jobId, branchCode, productId, reservationId, from, lots, at } = cut;
  await sql`
    with given as (
      select * from unnest(
        ${from.map((one) => one.lotId)}::uuid[],
        ${from.map((one) => one.bars)}::integer[],
        ${from.map((one) => one.consumedG)}::bigint[],
        ${from.map((one) => one.goneG)}::bigint[]
      ) as given (lot_id, bars, consumed_g, gone_g)
    ), taken as (
      update lot
      set on_hand_g = lot.on_hand_g - given.consumed_g, pieces_on_hand = lot.pieces_on_hand - given.bars
      from given where lot.id = given.lot_id
      returning lot.id, lot.branch_code, lot.product_id, lot.heat_number, lot.mill_id
    ), kept as (
      insert into lot (id, branch_code, product_id, heat_number, mill_id, received_on, received_g, on_hand_g, pieces_on_hand,
                       piece_length_mm, parent_lot_id, cutting_job_id, order_id)
      select kept.id, taken.branch_code, taken.product_id, taken.heat_number, taken.mill_id, ${cut.receivedOn}::date,
             kept.weight_g, kept.weight_g, kept.pieces, kept.length_mm, taken.id, ${jobId}, kept.order_id
      from unnest(
        ${lots.map((lot) => lot.id)}::uuid[],
        ${lots.map((lot) => lot.parentLotId)}::uuid[],
        ${lots.map((lot) => lot.weightG)}::bigint[],
        ${lots.map((lot) => lot.pieces)}::integer[],
        ${lots.map((lot) => lot.lengthMm)}::integer[],
        ${lots.map((lot) => lot.orderId)}::uuid[]
      ) as kept (id, parent_lot_id, weight_g, pieces, length_mm, order_id)
      join taken on taken.id = kept.parent_lot_id
    ), lowered as (
      update stock_level
      set on_hand_g = on_hand_g - ${goneG}, reserved_g = reserved_g - ${goneG}, counted_at = ${at}
      where branch_code = ${branchCode} and product_id = ${productId}
    ), held as (
      update reservation set weight_g = ${cut.piecesG} where id = ${reservationId}
    ), traced as (
      insert into cutting_job_lot (job_id, lot_id, bars, consumed_g)
      select ${jobId}, lot_id, bars, consumed_g from given
    ), noted as (
      insert into stock_movement
        (branch_code, product_id, kind, on_hand_change_g, reserved_change_g, lot_id, reservation_id, at)
      select ${branchCode}, ${productId}::uuid, 'cut'::stock_movement_kind, -gone_g, -gone_g, lot_id, ${reservationId}::uuid,
             ${at}::timestamptz
      from given where gone_g > 0
    )
    update cutting_job
    set state = 'done', done_at = ${at}, consumed_g = ${cut.consumedG}, pieces_g = ${cut.piecesG},
        remnants_g = ${cut.remnantsG}, lost_g = ${cut.lostG}, scrap_g = ${cut.scrapG}, version = version + 1
    where id = ${jobId}`.execute(tx);
}
