import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import type { TransferState } from '../platform/db/schema.ts';
import { certificateNumbersOfLot } from './lot-papers.queries.ts';

/** A transfer in a list. Grams by theory. */
export type TransferRow = {
  id: string;
  number: string;
  fromBranch: string;
  toBranch: string;
  state: TransferState;
  leavesOn: string;
  arrivesOn: string;
  vehiclePlate: string;
  weightG: number;
  /** What a vehicle of its branch carries. Grams. */
  vehicleUpToG: number;
  /** The orders that hold its goods; none: they go to be sold there. */
  orders: readonly { id: string; number: string }[];
};

const rowColumns = sql`
  transfer.id, transfer.number, transfer.from_branch, transfer.to_branch, transfer.state, transfer.leaves_on, transfer.arrives_on,
  transfer.vehicle_plate,
  (select vehicle_up_to_g from branch where code = transfer.from_branch) as vehicle_up_to_g,
  (select coalesce(jsonb_agg(jsonb_build_object('id', placed.id, 'number', placed.number) order by placed.number), '[]')
   from transfer_order join sales_order as placed on placed.id = transfer_order.order_id
   where transfer_order.transfer_id = transfer.id) as orders,
  (select sum(weight_g) from transfer_lot where transfer_id = transfer.id)::bigint as weight_g`;

/**
 * The transfers from and to a branch, or between all: those that are open by the day on
 * which they arrive, behind them the newest that are over; so many at most. One statement.
 */
export async function listTransfers(
  db: Db,
  of: { branchCode: string | null; limit: number },
): Promise<TransferRow[]> {
  const found = await sql<TransferRow>`
    select ${rowColumns} from transfer
    where ${of.branchCode}::text is null or ${of.branchCode} in (from_branch, to_branch)
    order by state not in ('planned', 'left'), case when state in ('planned', 'left') then arrives_on end, planned_at desc, id
    limit ${of.limit}`.execute(db);
  return found.rows;
}

/** What of a lot goes along, and what arrived. Grams by theory. */
export type TransferLotShown = {
  lotId: string;
  sku: string;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  heatNumber: string;
  certificateNumbers: readonly string[];
  weightG: number;
  pieces: number | null;
  arrivedG: number | null;
  arrivedPieces: number | null;
};

/** A transfer as its page shows it. */
export type TransferShown = TransferRow & {
  version: number;
  note: string;
  plannedAt: Date;
  plannedByName: string;
  leftAt: Date | null;
  leftByName: string | null;
  arrivedAt: Date | null;
  arrivedByName: string | null;
  lots: readonly TransferLotShown[];
};

/** A transfer for a reader of one of its branches, or of none. One statement. */
export async function findTransfer(
  db: Db,
  of: { id: string; branchCode: string | null },
): Promise<TransferShown | undefined> {
  const found = await sql<TransferShown>`
    select ${rowColumns}, transfer.version, transfer.note, transfer.planned_at, planner.name as planned_by_name,
           transfer.left_at, sender.name as left_by_name, transfer.arrived_at, receiver.name as arrived_by_name,
           (select jsonb_agg(jsonb_build_object(
              'lotId', going.lot_id, 'sku', product.sku, 'nameEn', product.name_en, 'nameRu', product.name_ru,
              'nameKk', product.name_kk, 'heatNumber', lot.heat_number, 'weightG', going.weight_g, 'pieces', going.pieces,
              'arrivedG', going.arrived_g, 'arrivedPieces', going.arrived_pieces,
              'certificateNumbers', ${certificateNumbersOfLot}
            ) order by product.sku, lot.received_on, lot.id)
            from transfer_lot as going join lot on lot.id = going.lot_id join product on product.id = lot.product_id
            where going.transfer_id = transfer.id) as lots
    from transfer
    join person as planner on planner.id = transfer.planned_by
    left join person as sender on sender.id = transfer.left_by
    left join person as receiver on receiver.id = transfer.arrived_by
    where transfer.id = ${of.id} and (${of.branchCode}::text is null or ${of.branchCode} in (from_branch, to_branch))`.execute(
    db,
  );
  return found.rows[0];
}
