import { sql } from 'kysely';
import { agreedSql } from '../customers/agreement.queries.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import type { Form, FreightOfferState } from '../platform/db/schema.ts';
import { NotFound } from '../platform/refusal.ts';
import { freightTariffSql } from '../pricing/freight-tariff.queries.ts';
import type { ApprovalGround } from './approval.ts';
import { approvalGroundSql } from './approval-rule.queries.ts';
import type { Budget } from './budget.ts';
import { budgetOfCartSql } from './cost-centre.queries.ts';
import type { OrderToBring, SiteToBring } from './least-freight.ts';

/** What was named for bringing an order. Minor units. */
export type FreightOffer = {
  id: string;
  orderId: string;
  companyId: string;
  state: FreightOfferState;
  netMinor: number;
  vatRateBp: number;
  vatMinor: number;
  grossMinor: number;
  reason: string;
  namedBy: string;
  reviewNote: string;
  answerNote: string;
};

const columns = [
  'id',
  'orderId',
  'companyId',
  'state',
  'netMinor',
  'vatRateBp',
  'vatMinor',
  'grossMinor',
  'reason',
  'namedBy',
  'reviewNote',
  'answerNote',
] as const;

/** An offer of freight by its id; read again once its order is locked. */
export function findFreightOffer(db: Db, id: string): Promise<FreightOffer | undefined> {
  return db.selectFrom('freightOffer').where('id', '=', id).select(columns).executeTakeFirst();
}

/** The one that stands of an order: it waits for somebody, or is agreed. */
export function findStandingOffer(db: Db, orderId: string): Promise<FreightOffer | undefined> {
  return db
    .selectFrom('freightOffer')
    .where('orderId', '=', orderId)
    .where('state', 'in', ['review', 'offered', 'agreed'])
    .select(columns)
    .executeTakeFirst();
}

/** Writes an offer of a locked order in place of the one that waits, and says in its version that it changed. */
export async function insertFreightOffer(
  tx: Tx,
  offer: {
    id: string;
    orderId: string;
    companyId: string;
    state: 'review' | 'offered';
    netMinor: number;
    vatRateBp: number;
    vatMinor: number;
    grossMinor: number;
    leastMinor: number | null;
    reason: string;
    namedBy: string;
    namedAt: Date;
  },
): Promise<void> {
  const { orderId } = offer;
  await tx
    .updateTable('freightOffer')
    .set({ state: 'withdrawn' })
    .where('orderId', '=', orderId)
    .where('state', 'in', ['review', 'offered'])
    .execute();
  await tx.insertInto('freightOffer').values(offer).execute();
  await raiseVersion(tx, orderId);
}

const raiseVersion = (tx: Tx, orderId: string) =>
  tx
    .updateTable('salesOrder')
    .set((row) => ({ version: row('version', '+', 1) }))
    .where('id', '=', orderId)
    .execute();

/** What a colleague decided of an offer whose order is locked. */
export async function reviewOffer(
  tx: Tx,
  reviewed: {
    offer: FreightOffer;
    state: 'offered' | 'sent-back';
    by: string;
    note: string;
    at: Date;
  },
): Promise<void> {
  const { offer, state, by, note, at } = reviewed;
  await tx
    .updateTable('freightOffer')
    .set({ state, reviewedBy: by, reviewedAt: at, reviewNote: note })
    .where('id', '=', offer.id)
    .execute();
  await raiseVersion(tx, offer.orderId);
}

/** What the company said to an offer whose order is locked. */
export async function answerOffer(
  tx: Tx,
  answered: {
    offer: FreightOffer;
    state: 'agreed' | 'declined';
    by: string;
    note: string;
    at: Date;
  },
): Promise<void> {
  const { offer, state, by, note, at } = answered;
  await tx
    .updateTable('freightOffer')
    .set({ state, answeredBy: by, answeredAt: at, answerNote: note })
    .where('id', '=', offer.id)
    .execute();
  if (state === 'declined') await raiseVersion(tx, offer.orderId);
}

/** The way and the load of an order that is brought; `undefined` for one that is collected. */
export async function findOrderToBring(db: Db, orderId: string): Promise<OrderToBring | undefined> {
  const tariff = freightTariffSql({ branch: sql`placed.branch_code`, on: sql`placed.priced_on` });
  const found = await sql<OrderToBring>`
    select placed.branch_code, site.city, placed.weight_g, ${tariff} as freight_tariff
    from sales_order as placed join site on site.id = placed.site_id
    where placed.id = ${orderId}`.execute(db);
  return found.rows[0];
}

/** What an order's company decides of it by rules of its own, with its lines as those measure them. */
export type OrderGround = {
  companyId: string;
  siteId: string | null;
  placedBy: string | null;
  costCentreId: string | null;
  grossMinor: number;
  approvalGround: ApprovalGround | null;
  budget: Budget | null;
  lines: readonly {
    productId: string;
    form: Form;
    weightG: number;
    netMinor: number;
    vatMinor: number;
    grossMinor: number;
  }[];
};

/** The same by the rules of a day. One statement; amounts are an order's, which JSON can say. */
export async function findOrderGround(
  db: Db,
  of: { orderId: string; on: string },
): Promise<OrderGround | undefined> {
  const { orderId, on } = of;
  const [companyId, cartId] = [sql`placed.company_id`, sql`placed.cart_id`];
  const found = await sql<OrderGround>`
    select placed.company_id, placed.site_id, placed.placed_by, placed.cost_centre_id, placed.gross_minor,
           ${approvalGroundSql({ companyId, cartId, on })} as approval_ground,
           ${budgetOfCartSql({ costCentreId: sql`placed.cost_centre_id`, cartId, on })} as budget,
           (select jsonb_agg(jsonb_build_object('productId', product.id, 'form', product.form, 'weightG', line.weight_g,
                     'netMinor', line.net_minor + served.net_minor, 'vatMinor', line.vat_minor + served.vat_minor,
                     'grossMinor', line.gross_minor + served.net_minor + served.vat_minor))
            from sales_order_line as line join product on product.id = line.product_id
            cross join lateral (
              select coalesce(sum(net_minor), 0)::bigint as net_minor, coalesce(sum(vat_minor), 0)::bigint as vat_minor
              from sales_order_service where order_line_id = line.id
            ) as served
            where line.order_id = placed.id) as lines
    from sales_order as placed where placed.id = ${orderId}`.execute(db);
  return found.rows[0];
}

/** What bringing quoted goods to a site of their company follows from on a day. One statement. */
export async function findQuoteToBring(
  db: Db,
  of: { siteId: string; branchCode: string; on: string },
): Promise<SiteToBring> {
  const { siteId, branchCode, on } = of;
  const found = await sql<SiteToBring>`
    select site.id as site_id, ${branchCode} as branch_code, site.city, ${agreedSql} as agreed,
           ${freightTariffSql({ branch: sql`${branchCode}`, on })} as freight_tariff
    from site
    left join agreement on agreement.company_id = site.company_id and agreement.valid_during @> ${on}::date
    where site.id = ${siteId}`.execute(db);
  const [row] = found.rows;
  if (!row) throw new NotFound('site', siteId);
  return row;
}
