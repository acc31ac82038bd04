import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { EndedPromise } from './promise-goods.ts';
import type { LotAmount } from './transfer.ts';
import type { LockedTransfer } from './transfer.queries.ts';

/** What an order holds at another branch and no transfer takes yet. Grams, trading days. */
export type OrderNeed = {
  orderId: string;
  orderNumber: string;
  companyName: string;
  fromBranch: string;
  toBranch: string;
  /** What a vehicle from there carries. Grams. */
  vehicleUpToG: number;
  /** When a vehicle has to take it, so that it arrives as promised. */
  leavesOn: string;
  arrivesOn: string;
  /** It is paid first, and not all of it is. */
  isUnpaid: boolean;
  goods: readonly {
    sku: string;
    nameEn: string;
    nameRu: string;
    nameKk: string;
    weightG: number;
  }[];
};

/** What of an order's reservations lies at another branch and goes with no transfer. */
const isNeeded = sql`
  held.ended_at is null and held.arrives_on is not null and held.transfer_id is null
  and not exists (select from transfer_order as going where going.order_id = held.order_id
                  and going.from_branch = held.branch_code and going.is_planned)`;

/** What orders need from a branch or at it, or between all, those first that have to leave first; so many at most. One statement. */
export async function listOrderNeeds(
  db: Db,
  of: { branchCode: string | null; limit: number },
): Promise<OrderNeed[]> {
  const found = await sql<OrderNeed>`
    select placed.id as order_id, placed.number as order_number, company.name as company_name,
           held.branch_code as from_branch, placed.branch_code as to_branch,
           min(held.leaves_on) as leaves_on, min(held.arrives_on) as arrives_on, sender.vehicle_up_to_g,
           placed.payment = 'prepaid' and placed.paid_minor < placed.gross_minor as is_unpaid,
           jsonb_agg(jsonb_build_object('sku', line.sku, 'nameEn', line.name_en, 'nameRu', line.name_ru,
                                        'nameKk', line.name_kk, 'weightG', held.weight_g) order by line.position) as goods
    from reservation as held
    join sales_order as placed on placed.id = held.order_id
    join company on company.id = placed.company_id
    join sales_order_line as line on line.id = held.order_line_id
    join branch as sender on sender.code = held.branch_code
    where ${isNeeded}
      and (${of.branchCode}::text is null or ${of.branchCode} in (held.branch_code, placed.branch_code))
    group by placed.id, company.id, held.branch_code, sender.vehicle_up_to_g
    order by min(held.leaves_on), placed.number, held.branch_code
    limit ${of.limit}`.execute(db);
  return found.rows;
}

/** What is held for a line of an order at another branch, with the line as it was ordered. Grams. */
export type HeldElsewhere = {
  orderId: string;
  reservationId: string;
  productId: string;
  sku: string;
  weightG: number;
  toBranch: string;
  leavesOn: string;
  arrivesOn: string;
  lineWeightG: number;
  linePieces: number | null;
};

/** What locked orders need from another branch, in the order of their numbers and lines; nothing where a transfer takes it already. */
export async function listHeldElsewhere(
  tx: Tx,
  of: { orderIds: readonly string[]; fromBranch: string },
): Promise<HeldElsewhere[]> {
  const found = await sql<HeldElsewhere>`
    select held.order_id, held.id as reservation_id, held.product_id, line.sku, held.weight_g, placed.branch_code as to_branch,
           held.leaves_on, held.arrives_on, line.weight_g as line_weight_g, line.pieces as line_pieces
    from reservation as held
    join sales_order as placed on placed.id = held.order_id
    join sales_order_line as line on line.id = held.order_line_id
    where held.order_id = any(${[...of.orderIds]}::uuid[]) and held.branch_code = ${of.fromBranch} and ${isNeeded}
    order by placed.number, line.position`.execute(tx);
  return found.rows;
}

/** What of a locked order still comes from other branches; nothing where all of it lies at its own. */
export async function findComing(
  tx: Tx,
  orderId: string,
): Promise<{ branchCode: string; arrivesOn: string } | undefined> {
  const found = await sql<{ branchCode: string; arrivesOn: string }>`
    select branch_code, arrives_on from reservation
    where order_id = ${orderId} and ended_at is null and arrives_on is not null
    order by arrives_on desc, branch_code limit 1`.execute(tx);
  return found.rows[0];
}

/**
 * What was promised of goods of a locked order that are not held any more, because its time
 * ran out, and that nothing was promised in place of; the latest first.
 */
export async function listWithdrawn(tx: Tx, orderId: string): Promise<EndedPromise[]> {
  const found = await sql<EndedPromise>`
    select promise.id as promise_id, held.order_line_id, promise.due_from
    from reservation as held join promise on promise.subject_id = held.id and promise.kind = 'goods'
    where held.order_id = ${orderId} and held.ended_by = 'expired' and promise.state = 'withdrawn'
      and not exists (select from promise as next where next.replaces_id = promise.id)
    order by promise.due_from desc, promise.id`.execute(tx);
  return found.rows;
}

/** A transfer that has not left and takes what an order holds, with what that is and what goes along. Grams by theory. */
export type SharedTransfer = {
  id: string;
  /** Whether it takes what other orders hold too. */
  isShared: boolean;
  /** The lots that it takes, in the order in which they were chosen. */
  lots: readonly (LotAmount & { lotId: string; productId: string })[];
  /** What of that the order holds. */
  held: readonly { productId: string; weightG: number }[];
};

/** Locks the transfers of a locked order, before stock, and reads those that have not left. Two statements. */
export async function lockTransfersOfOrder(tx: Tx, orderId: string): Promise<SharedTransfer[]> {
  const ofOrder = sql`id in (select transfer_id from transfer_order where order_id = ${orderId})`;
  await sql`
    select id from transfer where ${ofOrder} and state in ('planned', 'left') order by id for update`.execute(
    tx,
  );
  const found = await sql<SharedTransfer>`
    select transfer.id,
           exists (select from transfer_order where transfer_id = transfer.id and order_id <> ${orderId}) as is_shared,
           (select coalesce(jsonb_agg(jsonb_build_object('lotId', lot.id, 'productId', lot.product_id, 'weightG', going.weight_g,
                                                         'pieces', going.pieces) order by lot.received_on, lot.id), '[]')
            from transfer_lot as going join lot on lot.id = going.lot_id where going.transfer_id = transfer.id) as lots,
           (select coalesce(jsonb_agg(jsonb_build_object('productId', product_id, 'weightG', weight_g)), '[]')
            from reservation where order_id = ${orderId} and branch_code = transfer.from_branch and ended_at is null
              and arrives_on is not null and transfer_id is null) as held
    from transfer where ${ofOrder} and state = 'planned' order by id`.execute(tx);
  return found.rows;
}

/** Takes back locked transfers that have not left, since an order of theirs ended. */
export async function endTransfers(
  tx: Tx,
  of: { ids: readonly string[]; by: string | null; at: Date },
): Promise<void> {
  const { ids, by, at } = of;
  await sql`
    with ended as (
      update transfer set state = 'cancelled', version = version + 1, cancelled_at = ${at}, cancelled_by = ${by}
      where id = any(${[...ids]}::uuid[]) returning id
    )
    update transfer_order set is_planned = false from ended where transfer_id = ended.id`.execute(
    tx,
  );
}

/** Takes an order off a locked transfer, which takes from then on what is said of its lots, and nothing of the others. One statement. */
export async function takeOffTransfer(
  tx: Tx,
  off: {
    id: string;
    orderId: string;
    lots: readonly { lotId: string; weightG: number; pieces: number | null }[];
  },
): Promise<void> {
  const { id, orderId, lots } = off;
  await sql`
    with given as (
      select * from unnest(
        ${lots.map((one) => one.lotId)}::uuid[],
        ${lots.map((one) => one.weightG)}::bigint[],
        ${lots.map((one) => one.pieces)}::integer[]
      ) as given (lot_id, weight_g, pieces)
    ), gone as (
      delete from transfer_lot where transfer_id = ${id} and lot_id not in (select lot_id from given)
    ), lowered as (
      update transfer_lot as going set weight_g = given.weight_g, pieces = given.pieces
      from given where going.transfer_id = ${id} and going.lot_id = given.lot_id
    ), off as (
      delete from transfer_order where transfer_id = ${id} and order_id = ${orderId}
    )
    update transfer set version = version + 1 where id = ${id}`.execute(tx);
}

/** What an order holds at another branch, with the day on which it was promised before. */
type Promised = {
  orderId: string;
  reservationId: string;
  companyId: string;
  orderNumber: string;
  promisedOn: string;
};

/** The days on which what orders hold at another branch leaves and arrives; it is held nowhere where it left with a transfer. */
export type Going = {
  orderIds: readonly string[];
  fromBranch: string;
  /** The locked transfer that it left with; null while it still lies there. */
  leftWith: string | null;
  leavesOn: string;
  arrivesOn: string;
};

/** Writes the days on which what orders need from another branch comes, and that it is on the road where it left. */
export async function setGoing(tx: Tx, going: Going): Promise<Promised[]> {
  const { orderIds, fromBranch, leftWith, leavesOn, arrivesOn } = going;
  const found = await sql<Promised>`
    update reservation as held set transfer_id = ${leftWith}, leaves_on = ${leavesOn}, arrives_on = ${arrivesOn}
    from reservation as was
    join sales_order as placed on placed.id = was.order_id
    where held.order_id = any(${[...orderIds]}::uuid[]) and held.branch_code = ${fromBranch} and held.ended_at is null
      and held.arrives_on is not null and held.transfer_id is null and was.id = held.id
    returning held.order_id, held.id as reservation_id, placed.company_id, placed.number as order_number, was.arrives_on as promised_on`.execute(
    tx,
  );
  return found.rows;
}

/** What an order waited for and got of it. Grams. */
export type GotOfOrder = {
  reservationId: string;
  orderId: string;
  orderNumber: string;
  companyId: string;
  sku: string;
  weightG: number;
  gotG: number;
};

/**
 * Holds what arrived with a locked transfer for the orders that wait for it, the first
 * line of the first order first: it joins what the line holds at its branch already, with its movement.
 * What did not arrive is held nowhere. Nothing where an order ended meanwhile. The
 * levels are locked, and its lots are there.
 */
export async function holdArrived(
  tx: Tx,
  of: {
    transfer: LockedTransfer;
    came: readonly { productId: string; weightG: number }[];
    at: Date;
  },
): Promise<GotOfOrder[]> {
  const { transfer, came, at } = of;
  const { id: transferId, toBranch } = transfer;
  const found = await sql<GotOfOrder>`
    with came as (
      select product_id, sum(weight_g)::bigint as weight_g
      from unnest(${came.map((one) => one.productId)}::uuid[], ${came.map((one) => one.weightG)}::bigint[])
        as came (product_id, weight_g)
      group by product_id
    ), waiting as (
      select held.id, held.order_id, held.order_line_id, held.product_id, held.weight_g, line.sku,
             came.weight_g as came_g,
             sum(held.weight_g) over (partition by held.product_id order by placed.number, line.position, held.id) - held.weight_g as before_g
      from reservation as held
      join sales_order_line as line on line.id = held.order_line_id
      join sales_order as placed on placed.id = held.order_id
      join came on came.product_id = held.product_id
      where held.transfer_id = ${transferId} and held.ended_at is null
    ), got as (
      select *, least(weight_g, greatest(0, came_g - before_g))::bigint as got_g from waiting
    ), joined as (
      update reservation as here set weight_g = here.weight_g + got.got_g
      from got
      where here.order_line_id = got.order_line_id and here.branch_code = ${toBranch} and here.ended_at is null
        and here.id <> got.id and got.got_g > 0
      returning here.id, got.id as from_id
    ), moved as (
      update reservation as held
      set branch_code = ${toBranch}, weight_g = got.got_g, transfer_id = null, leaves_on = null, arrives_on = null
      from got
      where held.id = got.id and got.got_g > 0 and not exists (select from joined where from_id = got.id)
    ), closed as (
      update reservation as held
      set ended_at = ${at}, ended_by = (case when got.got_g > 0 then 'moved' else 'missing' end)::reservation_end
      from got
      where held.id = got.id and (got.got_g = 0 or exists (select from joined where from_id = got.id))
    ), raised as (
      update stock_level as level set reserved_g = level.reserved_g + given.weight_g, counted_at = ${at}
      from (select product_id, sum(got_g)::bigint as weight_g from got group by product_id) as given
      where level.branch_code = ${toBranch} and level.product_id = given.product_id
    ), noted as (
      insert into stock_movement (branch_code, product_id, kind, on_hand_change_g, reserved_change_g, reservation_id, transfer_id, at)
      select ${toBranch}, got.product_id, 'reserved', 0, got.got_g, coalesce(joined.id, got.id), ${transferId}::uuid, ${at}::timestamptz
      from got left join joined on joined.from_id = got.id
      where got.got_g > 0
    )
    select got.id as reservation_id, got.order_id, placed.number as order_number, placed.company_id, got.sku, got.weight_g, got.got_g
    from got join sales_order as placed on placed.id = got.order_id
    order by got.id`.execute(tx);
  return found.rows;
}
