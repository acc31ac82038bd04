import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { TransferState } from '../platform/db/schema.ts';
import { counterPart } from '../platform/document-counter.queries.ts';
import type { LotAmount } from './transfer.ts';

/** A lot that could go to another branch: what lies of it, and what of that goes elsewhere already. Grams. */
export type LotToSend = {
  lotId: string;
  branchCode: string;
  productId: string;
  sku: string;
  heatNumber: string;
  millName: string | null;
  receivedOn: string;
  onHandG: number;
  pieces: number | null;
  /** What of it stands on vehicles in the yard, and what other transfers take. */
  takenG: number;
};

/** What of a lot stands on vehicles in our yard, or is planned to go to other branches with other transfers. */
const takenOfLot = (besides: string | null) => sql`
  (coalesce((select sum(loaded.weight_g) from shipment_lot as loaded
             join shipment_line as line on line.id = loaded.shipment_line_id
             join shipment on shipment.id = line.shipment_id
             where loaded.lot_id = lot.id and shipment.stage in ('loading', 'loaded', 'weighed')), 0)
   + coalesce((select sum(going.weight_g) from transfer_lot as going
               join transfer on transfer.id = going.transfer_id and transfer.state = 'planned'
               where going.lot_id = lot.id and transfer.id is distinct from ${besides}::uuid), 0))::bigint`;

const lotColumns = (besides: string | null) => sql`
  lot.id as lot_id, lot.branch_code, lot.product_id, product.sku, lot.heat_number, mill.name as mill_name, lot.received_on,
  lot.on_hand_g, lot.pieces_on_hand as pieces, ${takenOfLot(besides)} as taken_g`;

const lotTables = sql`lot join product on product.id = lot.product_id left join mill on mill.id = lot.mill_id`;

/** The lots of some products, at whichever branch, that may go to another: no remnants, and nothing that was cut for an order. The oldest first. One statement. */
export async function listLotsToSend(db: Db, skus: readonly string[]): Promise<LotToSend[]> {
  const found = await sql<LotToSend>`
    select ${lotColumns(null)} from ${lotTables}
    join branch on branch.code = lot.branch_code
    where product.sku = any(${[...skus]}) and lot.on_hand_g > 0 and lot.parent_lot_id is null and lot.order_id is null
    order by branch.position, product.sku, lot.received_on, lot.id`.execute(db);
  return found.rows;
}

/** The lots of some ids as `listLotsToSend` has them, without what the named transfer itself takes; not locked. */
export async function findLotsToSend(
  db: Db,
  of: { lotIds: readonly string[]; besides: string | null },
): Promise<LotToSend[]> {
  const found = await sql<LotToSend>`
    select ${lotColumns(of.besides)} from ${lotTables}
    where lot.id = any(${[...of.lotIds]}::uuid[]) and lot.parent_lot_id is null and lot.order_id is null
    order by lot.id`.execute(db);
  return found.rows;
}

/** The lots of some products at a branch as `listLotsToSend` has them, the oldest first; not locked. One statement. */
export async function listLotsOf(
  db: Db,
  of: { branchCode: string; productIds: readonly string[] },
): Promise<LotToSend[]> {
  const found = await sql<LotToSend>`
    select ${lotColumns(null)} from ${lotTables}
    where lot.branch_code = ${of.branchCode} and lot.product_id = any(${[...of.productIds]}::uuid[])
      and lot.on_hand_g > 0 and lot.parent_lot_id is null and lot.order_id is null
    order by lot.received_on, lot.id`.execute(db);
  return found.rows;
}

/** Locks lots in the common order, after their levels. */
export async function lockLots(tx: Tx, lotIds: readonly string[]): Promise<void> {
  await sql`select id from lot where id = any(${[...lotIds]}::uuid[]) order by id for update`.execute(
    tx,
  );
}

/** A branch as it sends vehicles, and what one carries. Grams. */
export type Sender = { code: string; departsOn: readonly number[]; vehicleUpToG: number };

/** Our branches with the days of the week on which they send vehicles to others, in their standing order. */
export function listSenders(db: Db): Promise<Sender[]> {
  return db
    .selectFrom('branch')
    .orderBy('position')
    .select(['code', 'departsOn', 'vehicleUpToG'])
    .execute();
}

/** A transfer to be written. */
export type NewTransfer = {
  id: string;
  fromBranch: string;
  toBranch: string;
  /** The orders that hold its goods already; none: they are reserved for the transfer. */
  orderIds: readonly string[];
  leavesOn: string;
  arrivesOn: string;
  note: string;
  plannedBy: string;
  at: Date;
  lots: readonly (LotAmount & { lotId: string; productId: string })[];
};

/** Writes a transfer under the next number of the year, with the movements of what it reserves; the levels are raised already, or its orders hold the goods. The last lock of its transaction is the number's. */
export async function insertTransfer(tx: Tx, planned: NewTransfer, year: number): Promise<void> {
  const { id, fromBranch, toBranch, orderIds, leavesOn, arrivesOn, note, plannedBy, at, lots } =
    planned;
  const isForOrders = orderIds.length > 0;
  await sql`
    with ${counterPart({ series: 'transfer', year })}, planned as (
      insert into transfer (id, number, from_branch, to_branch, for_orders, leaves_on, arrives_on, note, planned_at, planned_by)
      select ${id}::uuid, 'T' || lpad((${year}::integer % 100)::text, 2, '0') || '-' || lpad(last_number::text, 6, '0'),
             ${fromBranch}, ${toBranch}, ${isForOrders}::boolean, ${leavesOn}::date, ${arrivesOn}::date, ${note}, ${at}::timestamptz, ${plannedBy}::uuid
      from counter returning id
    ), of_orders as (
      insert into transfer_order (transfer_id, order_id, from_branch, is_planned)
      select planned.id, order_id, ${fromBranch}, true
      from planned, unnest(${[...orderIds]}::uuid[]) as needed (order_id)
    ), given as (
      select * from unnest(
        ${lots.map((one) => one.lotId)}::uuid[],
        ${lots.map((one) => one.productId)}::uuid[],
        ${lots.map((one) => one.weightG)}::bigint[],
        ${lots.map((one) => one.pieces)}::integer[]
      ) as given (lot_id, product_id, weight_g, pieces)
    ), going as (
      insert into transfer_lot (transfer_id, lot_id, weight_g, pieces)
      select planned.id, given.lot_id, given.weight_g, given.pieces from planned, given
    )
    insert into stock_movement (branch_code, product_id, kind, on_hand_change_g, reserved_change_g, lot_id, transfer_id, at)
    select ${fromBranch}, given.product_id, 'reserved', 0, given.weight_g, given.lot_id, planned.id, ${at}::timestamptz
    from planned, given where not ${isForOrders}::boolean`.execute(tx);
}

/** A lot of a transfer. Grams by theory. */
type GoingLot = LotAmount & { lotId: string; productId: string };

/** A transfer as far as its deeds need it. */
export type LockedTransfer = {
  id: string;
  number: string;
  fromBranch: string;
  toBranch: string;
  /** The orders that hold its goods; none: they go to be sold there. */
  orderIds: readonly string[];
  state: TransferState;
  version: number;
  lots: readonly GoingLot[];
};

/** Locks a transfer until the commit, before stock; without a lock where it is only looked whether it is there. */
export async function findTransferFacts(
  db: Db,
  id: string,
  { isLocked = false } = {},
): Promise<LockedTransfer | undefined> {
  const found = await sql<LockedTransfer>`
    select id, number, from_branch, to_branch, state, version,
           array(select order_id from transfer_order where transfer_id = transfer.id order by order_id) as order_ids,
           (select jsonb_agg(jsonb_build_object('lotId', lot_id, 'productId', lot.product_id, 'weightG', weight_g,
                                                'pieces', transfer_lot.pieces) order by lot_id)
            from transfer_lot join lot on lot.id = lot_id where transfer_id = transfer.id) as lots
    from transfer where id = ${id} ${isLocked ? sql`for update` : sql``}`.execute(db);
  return found.rows[0];
}

/** Takes the goods of a locked transfer out of the stock of its branch, with their movements; levels and lots are locked. */
export async function takeOut(tx: Tx, of: { transfer: LockedTransfer; at: Date }): Promise<void> {
  const { transfer, at } = of;
  await sql`
    with going as (
      select lot.id, lot.product_id, transfer_lot.weight_g, transfer_lot.pieces
      from transfer_lot join lot on lot.id = transfer_lot.lot_id
      where transfer_lot.transfer_id = ${transfer.id}
    ), emptied as (
      update lot set on_hand_g = lot.on_hand_g - going.weight_g, pieces_on_hand = lot.pieces_on_hand - going.pieces
      from going where lot.id = going.id
    ), lowered as (
      update stock_level as level
      set on_hand_g = level.on_hand_g - gone.weight_g, reserved_g = level.reserved_g - gone.weight_g, counted_at = ${at}
      from (select product_id, sum(weight_g)::bigint as weight_g from going group by product_id) as gone
      where level.branch_code = ${transfer.fromBranch} and level.product_id = gone.product_id
    )
    insert into stock_movement (branch_code, product_id, kind, on_hand_change_g, reserved_change_g, lot_id, transfer_id, at)
    select ${transfer.fromBranch}, product_id, 'sent', -weight_g, -weight_g, id, ${transfer.id}::uuid, ${at}::timestamptz
    from going`.execute(tx);
}

/** Gives back what a locked transfer had reserved; levels are locked. */
export async function giveBack(tx: Tx, of: { transfer: LockedTransfer; at: Date }): Promise<void> {
  const { transfer, at } = of;
  await sql`
    with going as (
      select lot.id, lot.product_id, transfer_lot.weight_g
      from transfer_lot join lot on lot.id = transfer_lot.lot_id
      where transfer_lot.transfer_id = ${transfer.id}
    ), lowered as (
      update stock_level as level set reserved_g = level.reserved_g - gone.weight_g, counted_at = ${at}
      from (select product_id, sum(weight_g)::bigint as weight_g from going group by product_id) as gone
      where level.branch_code = ${transfer.fromBranch} and level.product_id = gone.product_id
    )
    insert into stock_movement (branch_code, product_id, kind, on_hand_change_g, reserved_change_g, lot_id, transfer_id, at)
    select ${transfer.fromBranch}, product_id, 'released', 0, -weight_g, id, ${transfer.id}::uuid, ${at}::timestamptz
    from going`.execute(tx);
}

/** Makes sure that a branch has a level of each product that comes to it, in the common order. */
export async function openLevels(
  tx: Tx,
  of: { branchCode: string; productIds: readonly string[]; at: Date },
): Promise<void> {
  await sql`
    insert into stock_level (branch_code, product_id, on_hand_g, counted_at)
    select ${of.branchCode}, product_id, 0, ${of.at}::timestamptz
    from unnest(${[...new Set(of.productIds)].toSorted()}::uuid[]) as came (product_id)
    order by product_id
    on conflict do nothing`.execute(tx);
}

/** What of a lot arrived, and as which lot; none where nothing of it did. Grams. */
export type ArrivedLot = LotAmount & { fromLotId: string; lotId: string | null };

/** Writes what of each lot of a transfer arrived. */
export async function writeArrived(
  tx: Tx,
  of: { transferId: string; lots: readonly ArrivedLot[] },
): Promise<void> {
  const { transferId, lots } = of;
  await sql`
    update transfer_lot as going
    set arrived_g = came.weight_g, arrived_pieces = came.pieces, arrived_lot_id = came.lot_id
    from unnest(
      ${lots.map((one) => one.fromLotId)}::uuid[],
      ${lots.map((one) => one.lotId)}::uuid[],
      ${lots.map((one) => one.weightG)}::bigint[],
      ${lots.map((one) => one.pieces)}::integer[]
    ) as came (from_lot_id, lot_id, weight_g, pieces)
    where going.transfer_id = ${transferId} and going.lot_id = came.from_lot_id`.execute(tx);
}

/** Brings a locked transfer to a state, with who did it and when; what it says of its way where that changes. */
export async function setTransferState(
  tx: Tx,
  set: { id: string; by: string; at: Date } & (
    | { state: 'left'; arrivesOn: string; leavesOn: string; vehiclePlate: string }
    | { state: 'arrived'; note: string }
    | { state: 'cancelled'; note: string }
  ),
): Promise<void> {
  const { id, by, at } = set;
  const change = {
    left: { leftAt: at, leftBy: by },
    arrived: { arrivedAt: at, arrivedBy: by },
    cancelled: { cancelledAt: at, cancelledBy: by },
  }[set.state];
  const said =
    set.state === 'left'
      ? { arrivesOn: set.arrivesOn, leavesOn: set.leavesOn, vehiclePlate: set.vehiclePlate }
      : { ...(set.note === '' ? {} : { note: set.note }) };
  await tx
    .updateTable('transfer')
    .set((row) => ({ state: set.state, version: row('version', '+', 1), ...change, ...said }))
    .where('id', '=', id)
    .execute();
  if (set.state === 'arrived') return;
  await tx
    .updateTable('transferOrder')
    .set({ isPlanned: false })
    .where('transferId', '=', id)
    .execute();
}
