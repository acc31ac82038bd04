import { sql } from 'kysely';
import type { Channel } from '../people/channel.ts';
import type { OrderScope } from '../people/order-scope.ts';
import { inScopeSql } from '../people/order-scope.queries.ts';
import type { Db } from '../platform/db/database.ts';
import { containing } from '../platform/db/like.ts';
import type { OrderStage, PaymentTerms } from '../platform/db/schema.ts';

/** One purchase in a company's history, over whatever channel, ours or before us. */
export type Purchase = {
  id: string;
  number: string;
  companyId: string;
  companyName: string;
  channel: Channel;
  source: string;
  placedAt: Date;
  placedByName: string | null;
  isPlacedByStaff: boolean;
  purchaseNumber: string;
  /** What its company booked it to; null where to nothing. */
  costCentreCode: string | null;
  siteName: string | null;
  branchCode: string;
  payment: PaymentTerms;
  stage: OrderStage;
  lines: number;
  firstLineEn: string;
  firstLineRu: string;
  firstLineKk: string;
  weightG: number;
  grossMinor: number;
};

export type HistoryFilter = {
  /** Whose history; `undefined` is every company's, for those who keep customers. */
  companyId?: string | undefined;
  /** How far the reader sees among them. */
  scope?: OrderScope | undefined;
  channel?: Channel | undefined;
  stage?: OrderStage | undefined;
  /** Part of an order number, purchase number, cost centre or product name. */
  text?: string | undefined;
  /** The last purchase of the page before. */
  after?: { placedAt: Date; id: string } | undefined;
  limit: number;
};

/**
 * The purchase history, the newest first, page by page: the same rows for the
 * buyer, the clerk and the manager. One statement.
 */
export async function listPurchases(db: Db, filter: HistoryFilter): Promise<Purchase[]> {
  const { companyId, scope, channel, stage, text, after, limit } = filter;
  const conditions = [
    companyId ? sql`placed.company_id = ${companyId}` : sql`true`,
    inScopeSql(scope),
    channel ? sql`placed.channel = ${channel}::channel` : sql`true`,
    stage ? sql`placed.stage = ${stage}::order_stage` : sql`true`,
    text ? matches(text) : sql`true`,
    after ? sql`(placed.placed_at, placed.id) < (${after.placedAt}, ${after.id}::uuid)` : sql`true`,
  ];
  const found = await sql<Purchase>`
    select placed.id, placed.number, placed.company_id, company.name as company_name, placed.channel, placed.source,
           placed.placed_at, person.name as placed_by_name, person.staff_role is not null as is_placed_by_staff,
           placed.purchase_number, placed.cost_centre_code, site.name as site_name, placed.branch_code, placed.payment, placed.stage,
           content.lines, content.first_line_en, content.first_line_ru, content.first_line_kk,
           placed.weight_g, placed.gross_minor
    from sales_order as placed
    join company on company.id = placed.company_id
    left join person on person.id = placed.placed_by
    left join site on site.id = placed.site_id
    join lateral (
      select count(*) as lines,
             max(name_en) filter (where position = 1) as first_line_en,
             max(name_ru) filter (where position = 1) as first_line_ru,
             max(name_kk) filter (where position = 1) as first_line_kk
      from sales_order_line where order_id = placed.id
    ) as content on true
    where ${sql.join(conditions, sql` and `)}
    order by placed.placed_at desc, placed.id desc
    limit ${limit}`.execute(db);
  return found.rows;
}

const matches = (text: string) => {
  const pattern = containing(text);
  return sql`(
    placed.number ilike ${pattern} or placed.purchase_number ilike ${pattern}
    or placed.cost_centre_code ilike ${pattern}
    or exists (
      select from sales_order_line as line
      where line.order_id = placed.id
        and (line.name_ru ilike ${pattern} or line.name_en ilike ${pattern} or line.sku ilike ${pattern}
             or line.own_code ilike ${pattern})
    ))`;
};

/** One thing that happened to an order or a company, for its timeline. */
export type Happening = {
  id: number;
  type: string;
  at: Date;
  channel: Channel | null;
  personName: string | null;
  isStaff: boolean;
  facts: unknown;
};

/**
 * What happened to an order, the oldest first: with who of its company agreed to it before
 * it was placed, and with its claims, but for what we say of them among ourselves.
 */
export async function listHappenings(db: Db, subjectId: string): Promise<Happening[]> {
  const found = await sql<Happening>`
    select event.id, event.type, event.at, event.channel, person.name as person_name,
           coalesce(person.staff_role is not null, false) as is_staff, event.facts
    from event left join person on person.id = event.person_id
    where event.subject_id = any(array(
      select ${subjectId}::uuid
      union all
      select request.id from sales_order as placed
      join approval_request as request on request.cart_id = placed.cart_id and request.state = 'placed'
      where placed.id = ${subjectId}
      union all
      select id from claim where order_id = ${subjectId}))
      and event.type not in ('claim.proposed', 'claim.sent-back', 'claim.overdue')
    order by event.id`.execute(db);
  return found.rows;
}

/** What a company buys again and again. */
export type UsualItem = {
  productId: string;
  sku: string;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  times: number;
  lastQuantityMilli: number;
  lastUnit: 'pcs' | 'm' | 'm2' | 'kg' | 't';
  lastPricePerTonneMinor: number;
  lastPlacedAt: Date;
};

/** The products a company buys most often, with what it last took and paid; orders of the last year, not cancelled. */
export async function listUsualItems(
  db: Db,
  of: { companyId: string; at: Date; limit: number },
): Promise<UsualItem[]> {
  const since = new Date(of.at.getTime() - 365 * 86_400_000);
  const found = await sql<UsualItem>`
    with bought as (
      select line.product_id, line.quantity_milli, line.unit, line.price_per_tonne_minor, placed.placed_at,
             count(*) over (partition by line.product_id) as times,
             row_number() over (partition by line.product_id order by placed.placed_at desc, line.position) as newest
      from sales_order as placed join sales_order_line as line on line.order_id = placed.id
      where placed.company_id = ${of.companyId} and placed.placed_at >= ${since} and placed.stage <> 'cancelled'
    )
    select bought.product_id, product.sku, product.name_en, product.name_ru, product.name_kk, bought.times,
           bought.quantity_milli as last_quantity_milli, bought.unit as last_unit,
           bought.price_per_tonne_minor as last_price_per_tonne_minor, bought.placed_at as last_placed_at
    from bought join product on product.id = bought.product_id
    where bought.newest = 1 and product.withdrawn_at is null
    order by bought.times desc, bought.placed_at desc
    limit ${of.limit}`.execute(db);
  return found.rows;
}
