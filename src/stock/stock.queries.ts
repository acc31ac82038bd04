import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { ReservationEnd } from '../platform/db/schema.ts';
import type { StockLevel, WantedStock } from './availability.ts';

/** What a reservation holds for one order line. */
export type HeldLine = WantedStock & { reservationId: string; orderLineId: string };

/**
 * Locks the levels of the wanted products at their branches, in the one order
 * in which all sales lock them (branch, product), and says what they hold. A
 * product that a branch never had has no row.
 */
export async function lockLevels(tx: Tx, wanted: readonly WantedStock[]): Promise<StockLevel[]> {
  const found = await sql<StockLevel>`
    select level.branch_code, level.product_id, level.on_hand_g, level.reserved_g
    from stock_level as level
    join unnest(
      ${wanted.map((one) => one.branchCode)}::text[],
      ${wanted.map((one) => one.productId)}::uuid[]
    ) as wanted (branch_code, product_id) using (branch_code, product_id)
    order by level.branch_code, level.product_id
    for update of level`.execute(tx);
  return found.rows;
}

/**
 * Holds stock for the lines of one order: raises what is reserved, writes the
 * reservations and the movements. The levels are locked and known to suffice;
 * should they not, the database refuses (`reserved_within_on_hand`).
 */
export async function insertReservations(
  tx: Tx,
  held: { orderId: string; at: Date; levels: readonly WantedStock[]; lines: readonly HeldLine[] },
): Promise<void> {
  const { orderId, at, levels, lines } = held;
  await sql`
    with wanted as (
      select * from unnest(
        ${levels.map((one) => one.branchCode)}::text[],
        ${levels.map((one) => one.productId)}::uuid[],
        ${levels.map((one) => one.weightG)}::bigint[]
      ) as wanted (branch_code, product_id, weight_g)
    ), moved as (
      update stock_level as level
      set reserved_g = level.reserved_g + wanted.weight_g, counted_at = ${at}
      from wanted
      where level.branch_code = wanted.branch_code and level.product_id = wanted.product_id
    ), line as (
      select * from unnest(
        ${lines.map((one) => one.reservationId)}::uuid[],
        ${lines.map((one) => one.orderLineId)}::uuid[],
        ${lines.map((one) => one.branchCode)}::text[],
        ${lines.map((one) => one.productId)}::uuid[],
        ${lines.map((one) => one.weightG)}::bigint[]
      ) as line (id, order_line_id, branch_code, product_id, weight_g)
    ), reserved as (
      insert into reservation (id, order_id, order_line_id, branch_code, product_id, weight_g, held_at)
      select id, ${orderId}, order_line_id, branch_code, product_id, weight_g, ${at} from line
    )
    insert into stock_movement
      (branch_code, product_id, kind, on_hand_change_g, reserved_change_g, reservation_id, at)
    select branch_code, product_id, 'reserved', 0, weight_g, id, ${at} from line`.execute(tx);
}

/**
 * Ends the reservations of an order that still hold, gives the weight back to
 * its levels and notes the movements. Levels are locked in the common order.
 * Harmless to repeat: what has ended is left alone. Returns how many ended.
 */
export async function endReservations(
  tx: Tx,
  of: { orderId: string; endedBy: Exclude<ReservationEnd, 'shipped'>; at: Date },
): Promise<number> {
  const { orderId, endedBy, at } = of;
  const held = await sql<WantedStock>`
    select branch_code, product_id, weight_g from reservation
    where order_id = ${orderId} and ended_at is null`.execute(tx);
  if (held.rows.length === 0) return 0;

  await lockLevels(tx, held.rows);
  const ended = await sql<{ ended: number }>`
    with ended as (
      update reservation set ended_at = ${at}, ended_by = ${endedBy}
      where order_id = ${orderId} and ended_at is null
      returning id, branch_code, product_id, weight_g
    ), given as (
      select branch_code, product_id, sum(weight_g)::bigint as weight_g
      from ended group by branch_code, product_id
    ), lowered as (
      update stock_level as level
      set reserved_g = level.reserved_g - given.weight_g, counted_at = ${at}
      from given
      where level.branch_code = given.branch_code and level.product_id = given.product_id
    ), noted as (
      insert into stock_movement
        (branch_code, product_id, kind, on_hand_change_g, reserved_change_g, reservation_id, at)
      select branch_code, product_id, 'released', 0, -weight_g, id, ${at} from ended
    )
    select count(*) as ended from ended`.execute(tx);
  return ended.rows[0]?.ended ?? 0;
}

/** One branch as people know it. */
export type Branch = {
  code: string;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  address: string;
  phone: string;
};

/** Our branches in their standing order. */
export async function listBranches(db: Db): Promise<Branch[]> {
  return db
    .selectFrom('branch')
    .orderBy('position')
    .select(['code', 'nameEn', 'nameRu', 'nameKk', 'address', 'phone'])
    .execute();
}
