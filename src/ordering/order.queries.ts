import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { Instalment } from '../customers/instalment.ts';
import { elsewhereSql } from '../stock/supply.queries.ts';
import type { LineToSupply } from '../stock/supply.ts';
import type { CancellationReason } from './order.ts';
import type { FreightStanding, OrderStage, PaymentTerms } from '../platform/db/schema.ts';

/** The order that a cart became, if it did. */
export function findOrderOfCart(
  db: Db,
  cartId: string,
): Promise<{ id: string; number: string } | undefined> {
  return db
    .selectFrom('salesOrder')
    .where('cartId', '=', cartId)
    .select(['id', 'number'])
    .executeTakeFirst();
}

/** So many of a company's newest orders are looked through for a number. */
const NUMBERS_LOOKED_AT = 1000;

/** The newest orders of a company in whose number a text stands, in whatever case. */
export async function findOwnOrders(
  db: Db,
  sought: { companyId: string; text: string; rowsMax: number },
): Promise<readonly { id: string; number: string; placedAt: Date; stage: OrderStage }[]> {
  const { companyId, text, rowsMax } = sought;
  const newest = db
    .selectFrom('salesOrder')
    .where('companyId', '=', companyId)
    .select(['id', 'number', 'placedAt', 'stage'])
    .orderBy('placedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(NUMBERS_LOOKED_AT);
  return db
    .selectFrom(newest.as('newest'))
    .where(sql<boolean>`position(lower(${text}) in lower(number)) > 0`)
    .selectAll()
    .orderBy('placedAt', 'desc')
    .limit(rowsMax)
    .execute();
}

/** An order as far as moving it needs it. */
export type LockedOrder = {
  id: string;
  number: string;
  companyId: string;
  siteId: string | null;
  placedBy: string | null;
  payment: PaymentTerms;
  stage: OrderStage;
  /** As it was ordered. */
  weightG: number;
  grossMinor: number;
  /** What pays for it now. */
  paidMinor: number;
  /** By how much its goods came to more or less than was ordered. */
  weighingMinor: number;
  version: number;
  reservedUntil: Date | null;
  /** How bringing it was priced; null where its company collects. */
  freight: FreightStanding | null;
};

const lockedColumns = [
  'id',
  'number',
  'companyId',
  'siteId',
  'placedBy',
  'payment',
  'stage',
  'weightG',
  'grossMinor',
  'paidMinor',
  sql<number>`weighing_net_minor + weighing_vat_minor`.as('weighingMinor'),
  'version',
  'reservedUntil',
  'freight',
] as const;

/** An order's facts without a lock: whose it is, before the account is locked. */
export function findOrderFacts(db: Db, orderId: string): Promise<LockedOrder | undefined> {
  return db
    .selectFrom('salesOrder')
    .where('id', '=', orderId)
    .select(lockedColumns)
    .executeTakeFirst();
}

/** Locks an order until the commit; after the company's account, before stock. */
export function lockOrder(tx: Tx, orderId: string): Promise<LockedOrder | undefined> {
  return tx
    .selectFrom('salesOrder')
    .where('id', '=', orderId)
    .select(lockedColumns)
    .forUpdate()
    .executeTakeFirst();
}

/** Locks orders until the commit, in the order of their ids, so that two who lock the same wait for one another; says which there are. */
export async function lockOrders(tx: Tx, orderIds: readonly string[]): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select id from sales_order where id = any(${[...orderIds]}::uuid[]) order by id for update`.execute(
    tx,
  );
  return found.rows.map(({ id }) => id);
}

/** Ends a locked order with a reason. */
export async function markOrderCancelled(
  tx: Tx,
  cancelled: { orderId: string; by: string; reason: CancellationReason; note: string; at: Date },
): Promise<void> {
  await tx
    .updateTable('salesOrder')
    .set((row) => ({
      stage: 'cancelled',
      cancelledAt: cancelled.at,
      cancelledBy: cancelled.by,
      cancellationReason: cancelled.reason,
      cancellationNote: cancelled.note,
      reservedUntil: null,
      version: row('version', '+', 1),
    }))
    .where('id', '=', cancelled.orderId)
    .execute();
}

/** Moves a locked order to a stage; the database refuses a step that the graph does not have. */
export async function setOrderStage(
  tx: Tx,
  set: { orderId: string; stage: Exclude<OrderStage, 'cancelled'> },
): Promise<void> {
  await tx
    .updateTable('salesOrder')
    .set((row) => ({ stage: set.stage, version: row('version', '+', 1) }))
    .where('id', '=', set.orderId)
    .execute();
}

/** The instalments an order was placed with, in their order; none where it is paid whole. */
export function listInstalments(db: Db, orderId: string): Promise<Instalment[]> {
  return db
    .selectFrom('orderInstalment')
    .where('orderId', '=', orderId)
    .orderBy('position')
    .select(['shareBp', 'amountMinor', 'dueAfter', 'days', 'gate'])
    .execute();
}

/** Until when the stock of locked orders is held; null: until it leaves. */
export async function setReservedUntil(
  tx: Tx,
  set: { orderIds: readonly string[]; until: Date | null },
): Promise<void> {
  await tx
    .updateTable('salesOrder')
    .set((row) => ({ reservedUntil: set.until, version: row('version', '+', 1) }))
    .where('id', 'in', [...set.orderIds])
    .execute();
}

/** A line of an order for which nothing is held, with what each branch can promise. Grams. */
type UnheldLine = LineToSupply & { sku: string; branchCode: string };

/** The lines of an order for which nothing is held; none where anything still is. */
export async function listLinesToHold(db: Db, orderId: string): Promise<UnheldLine[]> {
  const [productId, branchCode] = [sql`line.product_id`, sql`placed.branch_code`];
  const found = await sql<UnheldLine>`
    select line.id, line.sku, placed.branch_code, line.product_id, line.weight_g, line.pieces,
           coalesce(level.on_hand_g - level.reserved_g, 0)::bigint as available_g,
           exists (select from cutting_job where order_line_id = line.id) as is_cut,
           ${elsewhereSql({ productId, branchCode })} as elsewhere
    from sales_order as placed join sales_order_line as line on line.order_id = placed.id
    left join stock_level as level on level.product_id = line.product_id and level.branch_code = placed.branch_code
    where placed.id = ${orderId}
      and not exists (select from reservation where order_id = placed.id and ended_at is null)
    order by line.position`.execute(db);
  return found.rows;
}

/** Whether it was said already of a locked order that its goods were sold before it was paid, since its time ran out the last time. */
export async function isToldStockless(tx: Tx, orderId: string): Promise<boolean> {
  const found = await sql`
    select from event as told
    where told.subject_id = ${orderId} and told.type = 'order.paid-without-stock'
      and not exists (select from event as later where later.subject_id = told.subject_id
                      and later.type = 'order.reservation-expired' and later.id > told.id)
    limit 1`.execute(tx);
  return found.rows.length > 0;
}

/** A locked order's stock is no longer held until a moment. */
export async function clearReservedUntil(tx: Tx, orderId: string): Promise<void> {
  await tx
    .updateTable('salesOrder')
    .set((row) => ({ reservedUntil: null, version: row('version', '+', 1) }))
    .where('id', '=', orderId)
    .execute();
}

/** Orders whose reservation has run out, the oldest first, at most a hundred at a time. */
export async function listRunOut(db: Db, at: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('salesOrder')
    .where('stage', 'in', ['placed', 'confirmed'])
    .where('reservedUntil', '<=', at)
    .orderBy('reservedUntil')
    .limit(100)
    .select('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Whether a locked order leaves by shipments: one stands that was not cancelled. */
export async function hasShipments(db: Db, orderId: string): Promise<boolean> {
  const found = await sql`
    select from shipment where order_id = ${orderId} and stage <> 'cancelled' limit 1`.execute(db);
  return found.rows.length > 0;
}
