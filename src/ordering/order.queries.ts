import { sql } from 'kysely';
import type { Channel } from '../people/channel.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import type {
  MassSource,
  OrderStage,
  PaymentTerms,
  PriceLevel,
  SaleBasis,
  Unit,
} from '../platform/db/schema.ts';

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

/**
 * Claims the key of a placing form, the first lock of a placing. Returns what
 * was claimed before with the same key, or `undefined` when the key is new; a
 * claim by another transaction is waited for.
 */
export async function claimKey(
  tx: Tx,
  claim: { key: string; personId: string; fingerprint: string; orderId: string; at: Date },
): Promise<{ personId: string; fingerprint: string; orderId: string } | undefined> {
  const { at, ...values } = claim;
  const inserted = await tx
    .insertInto('placingRequest')
    .values({ ...values, createdAt: at })
    .onConflict((oc) => oc.column('key').doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows === 1n) return undefined;
  return tx
    .selectFrom('placingRequest')
    .where('key', '=', claim.key)
    .select(['personId', 'fingerprint', 'orderId'])
    .executeTakeFirstOrThrow();
}

/** Notes that a key led to the order another key had placed before. */
export async function pointKeyAt(tx: Tx, key: string, orderId: string): Promise<void> {
  await tx.updateTable('placingRequest').set({ orderId }).where('key', '=', key).execute();
}

export type NewOrder = {
  id: string;
  companyId: string;
  cartId: string;
  channel: Channel;
  placedBy: string;
  contactId: string | null;
  placedAt: Date;
  pricedOn: string;
  agreementId: string | null;
  branchCode: string;
  siteId: string | null;
  payment: PaymentTerms;
  dueOn: string | null;
  purchaseNumber: string;
  note: string;
  weightG: number;
  netMinor: number;
  vatMinor: number;
  grossMinor: number;
  reservedUntil: Date | null;
};

export type NewOrderLine = {
  id: string;
  position: number;
  productId: string;
  sku: string;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  quantityMilli: number;
  unit: Unit;
  pieces: number | null;
  lengthMm: number | null;
  weightG: number;
  saleBasis: SaleBasis;
  massSource: MassSource;
  pricePerTonneMinor: number;
  priceLevel: PriceLevel;
  vatRateBp: number;
  netMinor: number;
  vatMinor: number;
  grossMinor: number;
  derivation: unknown;
};

/**
 * Writes an order with its lines in one statement and gives it the next number
 * of the year, `26-000123`. The counter row is the last lock of the placing, so
 * numbers have no gaps and follow the order of commits (reliability, D11).
 */
export async function insertOrder(
  tx: Tx,
  order: NewOrder,
  lines: readonly NewOrderLine[],
): Promise<string> {
  const year = Number(order.pricedOn.slice(0, 4));
  const written = await sql<{ number: string }>`
    with counter as (
      insert into document_counter (series, year, last_number) values ('order', ${year}, 1)
      on conflict (series, year) do update set last_number = document_counter.last_number + 1
      returning last_number
    ), placed as (
      insert into sales_order (id, number, company_id, cart_id, channel, placed_by, contact_id, placed_at, priced_on,
        agreement_id, branch_code, site_id, payment, due_on, purchase_number, note, stage, weight_g,
        net_minor, vat_minor, gross_minor, reserved_until)
      select ${order.id}, lpad((${year}::integer % 100)::text, 2, '0') || '-' || lpad(last_number::text, 6, '0'),
        ${order.companyId}, ${order.cartId}, ${order.channel}::channel, ${order.placedBy}, ${order.contactId},
        ${order.placedAt}, ${order.pricedOn}, ${order.agreementId}, ${order.branchCode}, ${order.siteId},
        ${order.payment}::payment_terms, ${order.dueOn}, ${order.purchaseNumber}, ${order.note}, 'placed',
        ${order.weightG}, ${order.netMinor}, ${order.vatMinor}, ${order.grossMinor}, ${order.reservedUntil}
      from counter
      returning number
    ), lined as (
      insert into sales_order_line (id, order_id, company_id, position, product_id, sku, name_en, name_ru, name_kk,
        quantity_milli, unit, pieces, length_mm, weight_g, sale_basis, mass_source, price_per_tonne_minor, price_level,
        vat_rate_bp, net_minor, vat_minor, gross_minor, derivation)
      select line.id, ${order.id}, ${order.companyId}, line.position, line.product_id, line.sku, line.name_en,
        line.name_ru, line.name_kk, line.quantity_milli, line.unit, line.pieces, line.length_mm, line.weight_g,
        line.sale_basis, line.mass_source, line.price_per_tonne_minor, line.price_level, line.vat_rate_bp,
        line.net_minor, line.vat_minor, line.gross_minor, line.derivation
      from jsonb_to_recordset(${JSON.stringify(lines.map(toSnakeCase))}::jsonb) as line (
        id uuid, position smallint, product_id uuid, sku text, name_en text, name_ru text, name_kk text,
        quantity_milli bigint, unit unit, pieces integer, length_mm integer, weight_g bigint, sale_basis sale_basis,
        mass_source mass_source, price_per_tonne_minor bigint, price_level price_level, vat_rate_bp smallint,
        net_minor bigint, vat_minor bigint, gross_minor bigint, derivation jsonb)
    )
    select number from placed`.execute(tx);
  const [row] = written.rows;
  if (!row) throw new Error('the order was not written');
  return row.number;
}

const toSnakeCase = (line: NewOrderLine): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(line).map(([name, value]) => [
      name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );

/** An order as far as moving it needs it. */
export type LockedOrder = {
  id: string;
  number: string;
  companyId: string;
  payment: PaymentTerms;
  stage: OrderStage;
  grossMinor: number;
  version: number;
  reservedUntil: Date | null;
};

const lockedColumns = [
  'id',
  'number',
  'companyId',
  'payment',
  'stage',
  'grossMinor',
  'version',
  'reservedUntil',
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

/** Ends a locked order with a reason. */
export async function markOrderCancelled(
  tx: Tx,
  cancelled: { orderId: string; by: string; reason: string; at: Date },
): Promise<void> {
  await tx
    .updateTable('salesOrder')
    .set((row) => ({
      stage: 'cancelled',
      cancelledAt: cancelled.at,
      cancelledBy: cancelled.by,
      cancellationReason: cancelled.reason,
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
