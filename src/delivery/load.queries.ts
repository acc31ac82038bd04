import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import { certificateNumbersOfLot } from '../stock/lot-papers.queries.ts';

/** A lot from which a line may be loaded. Grams. */
export type LotToLoad = {
  lotId: string;
  productId: string;
  heatNumber: string;
  millName: string | null;
  receivedOn: string;
  lengthMm: number | null;
  onHandG: number;
  /** What of it stands on other vehicles in our yard, or is planned to go to another branch. */
  takenG: number;
  isForOrder: boolean;
  /** Where in the yard it lies; empty where nobody said. */
  place: string;
  certificateNumbers: readonly string[];
  isWaived: boolean;
};

/**
 * The lots of an order's branch from which its lines may be loaded, besides the
 * shipment itself: what was cut for the order first, then those that may leave by their
 * papers, then the oldest; remnants stay, and what was cut for others is theirs. One statement.
 */
export async function listLotsToLoad(
  db: Db,
  of: { orderId: string; shipmentId: string },
): Promise<LotToLoad[]> {
  const found = await sql<LotToLoad>`
    select lot.id as lot_id, lot.product_id, lot.heat_number, mill.name as mill_name, lot.received_on, lot.piece_length_mm as length_mm,
           lot.on_hand_g, lot.order_id is not null as is_for_order, lot.place,
           coalesce((select sum(loaded.weight_g) from shipment_lot as loaded
                     join shipment_line as line on line.id = loaded.shipment_line_id
                     join shipment on shipment.id = line.shipment_id
                     where loaded.lot_id = lot.id and shipment.id <> ${of.shipmentId}
                       and shipment.stage in ('loading', 'loaded', 'weighed')), 0)::bigint
             + coalesce((select sum(going.weight_g) from transfer_lot as going join transfer on transfer.id = going.transfer_id
                         where going.lot_id = lot.id and transfer.state = 'planned'), 0)::bigint as taken_g,
           papers.certificate_numbers, papers.is_waived
    from lot
    left join mill on mill.id = lot.mill_id
    cross join lateral (
      select ${certificateNumbersOfLot} as certificate_numbers,
             exists (select from certificate_waiver where order_id = ${of.orderId} and lot_id = lot.id) as is_waived
    ) as papers
    where lot.on_hand_g > 0 and (lot.parent_lot_id is null or lot.order_id = ${of.orderId})
      and (lot.branch_code, lot.product_id) in (
        select placed.branch_code, line.product_id
        from sales_order as placed join sales_order_line as line on line.order_id = placed.id
        where placed.id = ${of.orderId})
    order by lot.order_id is null, not (cardinality(papers.certificate_numbers) > 0 or papers.is_waived), lot.received_on, lot.id`.execute(
    db,
  );
  return found.rows;
}

/** What was put on a vehicle of one line; the lots anew. Grams. */
export type NewLoad = {
  lineId: string;
  companyId: string;
  loadedG: number;
  loadedPieces: number | null;
  taggedG: number | null;
  lots: readonly { lotId: string; weightG: number; pieces: number | null }[];
};

/**
 * Writes what lies on a vehicle in place of what was said before. The scale weighed
 * the vehicle as a whole: with one line loaded anew no line is weighed any more, and
 * what the buyer said of its excess is of another weight.
 */
export async function writeLoads(
  tx: Tx,
  of: { shipmentId: string; loads: readonly NewLoad[] },
): Promise<void> {
  const { shipmentId, loads } = of;
  const ids = loads.map(({ lineId }) => lineId);
  await tx.deleteFrom('shipmentLot').where('shipmentLineId', 'in', ids).execute();
  await sql`
    delete from excess_decision
    where shipment_line_id in (select id from shipment_line where shipment_id = ${shipmentId})`.execute(
    tx,
  );
  await sql`
    update shipment_line as line
    set weighed_g = null, loaded_g = case when load."lineId" is null then line.loaded_g else load."loadedG" end,
        loaded_pieces = case when load."lineId" is null then line.loaded_pieces else load."loadedPieces" end,
        tagged_g = case when load."lineId" is null then line.tagged_g else load."taggedG" end
    from shipment_line as own
    left join jsonb_to_recordset(${JSON.stringify(loads)}::jsonb)
      as load ("lineId" uuid, "loadedG" bigint, "loadedPieces" integer, "taggedG" bigint) on load."lineId" = own.id
    where own.shipment_id = ${shipmentId} and line.id = own.id`.execute(tx);
  const lots = loads.flatMap(({ lineId, companyId, lots: ofLine }) =>
    ofLine.map((lot) => ({ shipmentLineId: lineId, companyId, ...lot })),
  );
  if (lots.length > 0) await tx.insertInto('shipmentLot').values(lots).execute();
}
