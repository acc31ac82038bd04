import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { ReservationEnd } from '../platform/db/schema.ts';
import type { StockLevel, WantedStock } from './availability.ts';

/** What a reservation holds for one order line; at another branch than the order's with the days on which it comes from there. */
export type HeldLine = WantedStock & {
  reservationId: string;
  orderLineId: string;
  leavesOn: string | null;
  arrivesOn: string | null;
};

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
 * Locks the levels of the wanted products as `lockLevels` does and raises what
 * is reserved where it suffices, in one statement. Says what each level held
 * before: whoever finds less there than was wanted has to give up the transaction.
 */
export async function raiseReserved(
  tx: Tx,
  raise: { wanted: readonly WantedStock[]; at: Date },
): Promise<StockLevel[]> {
  const { wanted, at } = raise;
  const found = await sql<StockLevel>`
    with locked as (
      select level.branch_code, level.product_id, level.on_hand_g, level.reserved_g, wanted.weight_g
      from stock_level as level
      join unnest(
        ${wanted.map((one) => one.branchCode)}::text[],
        ${wanted.map((one) => one.productId)}::uuid[],
        ${wanted.map((one) => one.weightG)}::bigint[]
      ) as wanted (branch_code, product_id, weight_g) using (branch_code, product_id)
      order by level.branch_code, level.product_id
      for update of level
    ), raised as (
      update stock_level as level
      -- From what was locked, not from the row as the statement first saw it: its checks look
      -- at that row before the newer one is found, and would refuse what a release made room for.
      set reserved_g = locked.reserved_g + locked.weight_g, on_hand_g = locked.on_hand_g, counted_at = ${at}
      from locked
      where level.branch_code = locked.branch_code and level.product_id = locked.product_id
        and locked.on_hand_g - locked.reserved_g >= locked.weight_g
    )
    select branch_code, product_id, on_hand_g, reserved_g from locked`.execute(tx);
  return found.rows;
}

/**
 * The reservations of an order's lines with their movements, as parts of a
 * larger `with`: they are written together with the lines. The weight is on the
 * levels already (`raiseReserved`).
 */
export const reservationParts = (held: {
  orderId: string;
  at: Date;
  lines: readonly HeldLine[];
}) => sql`
  held as (
    select * from unnest(
      ${held.lines.map((one) => one.reservationId)}::uuid[],
      ${held.lines.map((one) => one.orderLineId)}::uuid[],
      ${held.lines.map((one) => one.branchCode)}::text[],
      ${held.lines.map((one) => one.productId)}::uuid[],
      ${held.lines.map((one) => one.weightG)}::bigint[],
      ${held.lines.map((one) => one.leavesOn)}::date[],
      ${held.lines.map((one) => one.arrivesOn)}::date[]
    ) as held (id, order_line_id, branch_code, product_id, weight_g, leaves_on, arrives_on)
  ), reserved as (
    insert into reservation (id, order_id, order_line_id, branch_code, product_id, weight_g, leaves_on, arrives_on, held_at)
    select id, ${held.orderId}, order_line_id, branch_code, product_id, weight_g, leaves_on, arrives_on, ${held.at} from held
  ), noted as (
    insert into stock_movement
      (branch_code, product_id, kind, on_hand_change_g, reserved_change_g, reservation_id, at)
    select branch_code, product_id, 'reserved', 0, weight_g, id, ${held.at} from held
  )`;

/** Writes the reservations of an order that is there already; their weight is on the levels. */
export async function insertReservations(
  tx: Tx,
  held: { orderId: string; at: Date; lines: readonly HeldLine[] },
): Promise<void> {
  await sql`with ${reservationParts(held)} select count(*) from held`.execute(tx);
}

/** Locks the levels of products at all branches, in the common order. */
export async function lockEverywhere(tx: Tx, productIds: readonly string[]): Promise<void> {
  await sql`
    select from stock_level where product_id = any(${[...productIds]}::uuid[])
    order by branch_code, product_id for update`.execute(tx);
}

/**
 * Holds more for lines of an order that hold something already: what lies at a branch where
 * a line holds goods joins them, the rest is held as new. Each leaves its movement; the
 * weight is on the levels already.
 */
export async function addReservations(
  tx: Tx,
  held: { orderId: string; at: Date; lines: readonly HeldLine[] },
): Promise<void> {
  const { orderId, at, lines } = held;
  await sql`
    with held as (
      select * from unnest(
        ${lines.map((one) => one.reservationId)}::uuid[],
        ${lines.map((one) => one.orderLineId)}::uuid[],
        ${lines.map((one) => one.branchCode)}::text[],
        ${lines.map((one) => one.productId)}::uuid[],
        ${lines.map((one) => one.weightG)}::bigint[],
        ${lines.map((one) => one.leavesOn)}::date[],
        ${lines.map((one) => one.arrivesOn)}::date[]
      ) as held (id, order_line_id, branch_code, product_id, weight_g, leaves_on, arrives_on)
    ), joined as (
      update reservation as before set weight_g = before.weight_g + held.weight_g
      from held
      where before.order_line_id = held.order_line_id and before.branch_code = held.branch_code
        and before.ended_at is null and before.arrives_on is null and held.arrives_on is null
      returning before.id, held.id as from_id
    ), reserved as (
      insert into reservation (id, order_id, order_line_id, branch_code, product_id, weight_g, leaves_on, arrives_on, held_at)
      select id, ${orderId}::uuid, order_line_id, branch_code, product_id, weight_g, leaves_on, arrives_on, ${at}::timestamptz
      from held where not exists (select from joined where from_id = held.id)
    )
    insert into stock_movement (branch_code, product_id, kind, on_hand_change_g, reserved_change_g, reservation_id, at)
    select held.branch_code, held.product_id, 'reserved', 0, held.weight_g, coalesce(joined.id, held.id), ${at}::timestamptz
    from held left join joined on joined.from_id = held.id`.execute(tx);
}

/**
 * Ends the reservations of an order that still hold, gives the weight back to
 * its levels and notes the movements; what is on the road lies at no level. Levels are
 * locked in the common order, after the order's transfers. Harmless to repeat: what has
 * ended is left alone. Returns the ids of those that ended.
 */
export async function endReservations(
  tx: Tx,
  of: { orderId: string; endedBy: Exclude<ReservationEnd, 'shipped'>; at: Date },
): Promise<string[]> {
  const { orderId, endedBy, at } = of;
  const held = await sql<WantedStock>`
    select branch_code, product_id, weight_g from reservation
    where order_id = ${orderId} and ended_at is null`.execute(tx);
  if (held.rows.length === 0) return [];

  await lockLevels(tx, held.rows);
  const ended = await sql<{ id: string }>`
    with ended as (
      update reservation set ended_at = ${at}, ended_by = ${endedBy}
      where order_id = ${orderId} and ended_at is null
      returning id, branch_code, product_id, weight_g, transfer_id
    ), given as (
      select branch_code, product_id, sum(weight_g)::bigint as weight_g
      from ended where transfer_id is null group by branch_code, product_id
    ), lowered as (
      update stock_level as level
      set reserved_g = level.reserved_g - given.weight_g, counted_at = ${at}
      from given
      where level.branch_code = given.branch_code and level.product_id = given.product_id
    ), noted as (
      insert into stock_movement
        (branch_code, product_id, kind, on_hand_change_g, reserved_change_g, reservation_id, at)
      select branch_code, product_id, 'released', 0, -weight_g, id, ${at} from ended where transfer_id is null
    )
    select id from ended`.execute(tx);
  return ended.rows.map(({ id }) => id);
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
