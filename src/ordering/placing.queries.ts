import { sql } from 'kysely';
import type { DueInstalment } from '../customers/instalment.ts';
import { eventParts } from '../events/record-event.ts';
import type { TradeEvent } from '../events/trade-event.ts';
import { addDays } from '../measures/calendar.ts';
import type { Channel } from '../people/channel.ts';
import type { SpendingLimit } from '../people/spending-limit.queries.ts';
import type { Tx } from '../platform/db/database.ts';
import { counterPart } from '../platform/document-counter.queries.ts';
import type {
  CertificateKind,
  FreightStanding,
  MassSource,
  PaymentTerms,
  ServiceKind,
} from '../platform/db/schema.ts';
import { cuttingJobParts, type NewCuttingJob } from '../stock/cutting-job.queries.ts';
import { type HeldLine, reservationParts } from '../stock/stock.queries.ts';
import type { ServiceDerivation } from '../pricing/service-derivation.ts';
import type { OrderLine } from './order-lines.queries.ts';

export type Claim = {
  key: string;
  personId: string;
  fingerprint: string;
  orderId: string;
  at: Date;
};

/** A cart as far as a placing has to know it before it reads the rest. */
export type ClaimedCart = {
  id: string;
  companyId: string;
  placedAt: Date | null;
  /** The quote that filled it. */
  quoteId: string | null;
};

/**
 * Claims the key of a placing form and locks the cart until the commit: the
 * first two locks of a placing, in this order and in one statement. A claim by
 * another transaction is waited for. `undefined`: the key was claimed before,
 * and the cart is not locked; or there is no such cart.
 */
export async function claimKeyAndCart(
  tx: Tx,
  claim: Claim,
  cartId: string,
): Promise<ClaimedCart | undefined> {
  const { key, personId, fingerprint, orderId, at } = claim;
  // PostgreSQL asks whether the key was claimed once, before it looks at a row of carts.
  const found = await sql<ClaimedCart>`
    with claimed as (
      insert into placing_request (key, person_id, fingerprint, order_id, created_at)
      values (${key}, ${personId}, ${fingerprint}, ${orderId}, ${at})
      on conflict (key) do nothing
      returning key
    )
    select id, company_id, placed_at, quote_id from cart
    where id = ${cartId} and exists (select from claimed)
    for update`.execute(tx);
  return found.rows[0];
}

/** What a key was claimed for, and whether that order is there: else this very transaction claimed it. */
export async function findClaim(
  tx: Tx,
  key: string,
): Promise<{ personId: string; fingerprint: string; orderId: string; isPlaced: boolean }> {
  return tx
    .selectFrom('placingRequest')
    .leftJoin('salesOrder', 'salesOrder.id', 'placingRequest.orderId')
    .where('key', '=', key)
    .select(['personId', 'fingerprint', 'orderId'])
    .select((claim) => claim('salesOrder.id', 'is not', null).$castTo<boolean>().as('isPlaced'))
    .executeTakeFirstOrThrow();
}

/** Notes that a key led to the order another key had placed before. */
export async function pointKeyAt(tx: Tx, key: string, orderId: string): Promise<void> {
  await tx.updateTable('placingRequest').set({ orderId }).where('key', '=', key).execute();
}

/** What of its buyer and company a placing locks. */
type MeansLocked = {
  /** What the buyer may spend in a period; absent where nothing bounds him. */
  limit: SpendingLimit | undefined;
  hasBudget: boolean;
};

/**
 * Locks what an order may use up, until the commit and in the written order: the
 * buyer's spending limit, the budget of the cost centre, the company's account.
 * One statement, so what was used of them is read by later ones, which see what
 * the holder of a lock committed.
 */
export async function lockMeans(
  tx: Tx,
  of: {
    buyer: { personId: string; companyId: string } | undefined;
    costCentreId: string | null;
    /** Whose account; nothing of it where the order is paid first. */
    accountOf: string | undefined;
  },
): Promise<MeansLocked> {
  const { buyer, costCentreId, accountOf = null } = of;
  if (!buyer && costCentreId === null && accountOf === null) {
    return { limit: undefined, hasBudget: false };
  }
  const { personId = null, companyId = null } = buyer ?? {};
  type Row = { [Column in keyof SpendingLimit]: SpendingLimit[Column] | null };
  // Each part asks for the one before, so PostgreSQL locks them in this order.
  const found = await sql<Row & { hasBudget: boolean; hasAccount: boolean }>`
    with own_limit as materialized (
      select period, limit_minor from spending_limit
      where person_id = ${personId}::uuid and company_id = ${companyId}::uuid for update
    ), own_budget as materialized (
      select cost_centre_id from budget
      where cost_centre_id = ${costCentreId}::uuid and (select count(*) from own_limit) >= 0 for update
    ), account as materialized (
      select company_id from company_account
      where company_id = ${accountOf}::uuid and (select count(*) from own_budget) >= 0 for update
    )
    select own_limit.period, own_limit.limit_minor, (select count(*) from account) > 0 as has_account,
           (select count(*) from own_budget) > 0 as has_budget
    from (select) as always left join own_limit on true`.execute(tx);
  const [row] = found.rows;
  const { period = null, limitMinor = null, hasBudget = false } = row ?? {};
  const limit = period !== null && limitMinor !== null ? { period, limitMinor } : undefined;
  return { limit, hasBudget };
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
  freight: FreightStanding | null;
  payment: PaymentTerms;
  dueOn: string | null;
  purchaseNumber: string;
  costCentreId: string | null;
  certificateKind: CertificateKind | null;
  note: string;
  weightG: number;
  netMinor: number;
  vatMinor: number;
  grossMinor: number;
  reservedUntil: Date | null;
};

/** A line as it is frozen, with what only the database keeps of it. */
export type NewOrderLine = Omit<OrderLine, 'derivation' | 'cutting' | 'services' | 'coming'> & {
  massSource: MassSource;
  derivation: unknown;
};

/** What is done to a line, or for the whole order, as it is frozen. */
export type NewService = {
  id: string;
  orderLineId: string | null;
  kind: ServiceKind;
  vatRateBp: number;
  netMinor: number;
  vatMinor: number;
  grossMinor: number;
  derivation: ServiceDerivation;
};

/** What an order consists of: its lines, what they hold of the stock, and what is done to them. */
export type OrderContent = {
  lines: readonly NewOrderLine[];
  held: readonly HeldLine[];
  services: readonly NewService[];
  jobs: readonly NewCuttingJob[];
};

/**
 * Writes the lines of an order that is about to be written, with what they hold
 * of the stock, their services and cutting jobs, and closes the cart they come from for good. One statement; the
 * order itself must follow in the same transaction, since it is what needs the
 * number and with it the last lock.
 */
export async function insertOrderLines(
  tx: Tx,
  of: { orderId: string; companyId: string; branchCode: string; cartId: string; at: Date },
  content: OrderContent,
): Promise<void> {
  const { orderId, companyId, branchCode, cartId, at } = of;
  const { lines, held, services, jobs } = content;
  await sql`
    with lined as (
      insert into sales_order_line (id, order_id, company_id, position, product_id, sku, own_code, name_en, name_ru,
        name_kk, quantity_milli, unit, pieces, length_mm, weight_g, sale_basis, mass_source, price_per_tonne_minor, price_level,
        vat_rate_bp, net_minor, vat_minor, gross_minor, derivation)
      select line.id, ${orderId}, ${companyId}, line.position, line.product_id, line.sku, line.own_code,
        line.name_en, line.name_ru, line.name_kk, line.quantity_milli, line.unit, line.pieces, line.length_mm, line.weight_g,
        line.sale_basis, line.mass_source, line.price_per_tonne_minor, line.price_level, line.vat_rate_bp,
        line.net_minor, line.vat_minor, line.gross_minor, line.derivation
      from jsonb_to_recordset(${JSON.stringify(lines.map(toSnakeCase))}::jsonb) as line (
        id uuid, position smallint, product_id uuid, sku text, own_code text, name_en text, name_ru text, name_kk text,
        quantity_milli bigint, unit unit, pieces integer, length_mm integer, weight_g bigint, sale_basis sale_basis,
        mass_source mass_source, price_per_tonne_minor bigint, price_level price_level, vat_rate_bp smallint,
        net_minor bigint, vat_minor bigint, gross_minor bigint, derivation jsonb)
    ), ${serviceParts(of, services)} ${cuttingJobParts({ orderId, branchCode, jobs })} ${reservationParts({ orderId, at, lines: held })}
    update cart set placed_at = ${at}, changed_at = ${at}, held_by = null, held_on = null, parked_at = null
    where id = ${cartId}`.execute(tx);
}

/**
 * Writes what is due with each instalment of an order that is about to be written,
 * on the day on which it is placed; together they are its amount at the commit.
 */
export async function insertOrderInstalments(
  tx: Tx,
  of: { orderId: string; on: string },
  due: readonly DueInstalment[],
): Promise<void> {
  const { orderId, on } = of;
  const rows = due.map((one, i) => ({
    ...{ orderId, position: i + 1, ...one },
    dueOn: one.dueAfter === 'order' ? addDays(on, one.days) : null,
  }));
  await tx.insertInto('orderInstalment').values(rows).execute();
}

/** The services of an order's lines, as a part of the statement that writes the lines. */
const serviceParts = (
  { orderId, companyId }: { orderId: string; companyId: string },
  services: readonly NewService[],
) =>
  services.length === 0
    ? sql``
    : sql`
  served as (
    insert into sales_order_service (id, order_id, company_id, order_line_id, kind, vat_rate_bp, net_minor, vat_minor,
                                     gross_minor, derivation)
    select service.id, ${orderId}, ${companyId}, service.order_line_id, service.kind, service.vat_rate_bp,
           service.net_minor, service.vat_minor, service.gross_minor, service.derivation
    from jsonb_to_recordset(${JSON.stringify(services.map(toSnakeCase))}::jsonb) as service (
      id uuid, order_line_id uuid, kind service_kind, vat_rate_bp smallint, net_minor bigint, vat_minor bigint,
      gross_minor bigint, derivation jsonb)
  ),`;

const toSnakeCase = (line: NewOrderLine | NewService): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(line).map(([name, value]) => [
      name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );

/**
 * Writes an order, gives it the next number of the year, `26-000123`, and
 * remembers that it was placed, in one statement. The counter row is the last
 * lock of the placing and nothing but the commit follows, so numbers have no
 * gaps, follow the order of commits (reliability, D11), and keep nobody waiting
 * for longer than that.
 */
export async function insertOrder(tx: Tx, order: NewOrder): Promise<void> {
  const { companyId, channel, placedAt, id: orderId, grossMinor, weightG } = order;
  const year = Number(order.pricedOn.slice(0, 4));
  const type = 'order.placed';
  const known: Omit<Extract<TradeEvent, { type: typeof type }>, 'type' | 'number'> = {
    ...{ orderId, grossMinor, weightG },
  };
  const facts = sql`
    (select ${JSON.stringify(known)}::jsonb || jsonb_build_object('number', number) from placed)`;
  await sql`
    with ${counterPart({ series: 'order', year })}, placed as (
      insert into sales_order (id, number, company_id, cart_id, channel, placed_by, contact_id, placed_at, priced_on,
        agreement_id, branch_code, site_id, freight, payment, due_on, purchase_number, note, stage, weight_g,
        net_minor, vat_minor, gross_minor, reserved_until, certificate_kind, cost_centre_id, cost_centre_code)
      select ${orderId}, lpad((${year}::integer % 100)::text, 2, '0') || '-' || lpad(last_number::text, 6, '0'),
        ${companyId}, ${order.cartId}, ${channel}::channel, ${order.placedBy}, ${order.contactId},
        ${placedAt}, ${order.pricedOn}, ${order.agreementId}, ${order.branchCode}, ${order.siteId}, ${order.freight}::freight_standing,
        ${order.payment}::payment_terms, ${order.dueOn}, ${order.purchaseNumber}, ${order.note}, 'placed',
        ${weightG}, ${order.netMinor}, ${order.vatMinor}, ${grossMinor}, ${order.reservedUntil}, ${order.certificateKind}::certificate_kind,
        ${order.costCentreId}::uuid, (select code from cost_centre where id = ${order.costCentreId}::uuid)
      from counter
      returning number
    ), ${eventParts(
      { type, facts },
      { companyId, channel, personId: order.placedBy, subjectId: orderId, at: placedAt },
    )}
    select number, (select count(*) from reacted) as jobs from placed`.execute(tx);
}
