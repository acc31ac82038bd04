import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import { freightTariffSql } from '../pricing/freight-tariff.queries.ts';
import type { OrderToBring } from './least-freight.ts';

/** An order whose freight waits, with what was named for it and what became of that before. Minor units. */
export type FreightWaiting = OrderToBring & {
  orderId: string;
  number: string;
  version: number;
  companyName: string;
  placedAt: Date;
  grossMinor: number;
  siteName: string;
  /** What waits: for a colleague, or for the company. */
  offer: {
    id: string;
    state: 'review' | 'offered';
    netMinor: number;
    grossMinor: number;
    reason: string;
    namedBy: string;
    namedByName: string;
  } | null;
  /** The last no, a colleague's or the company's. */
  refused: { netMinor: number; note: string; byName: string } | null;
};

/** Orders whose freight is still to be agreed, the oldest first, after a place in that order. One statement. */
export async function listFreightWaiting(
  db: Db,
  sought: { after: { placedAt: Date; id: string } | undefined; rowsMax: number },
): Promise<FreightWaiting[]> {
  const { after, rowsMax } = sought;
  const tariff = freightTariffSql({ branch: sql`placed.branch_code`, on: sql`placed.priced_on` });
  const onwards = after
    ? sql`and (placed.placed_at, placed.id) > (${after.placedAt}::timestamptz, ${after.id}::uuid)`
    : sql``;
  const found = await sql<FreightWaiting>`
    select placed.id as order_id, placed.number, placed.version, company.name as company_name, placed.placed_at,
           placed.gross_minor, placed.branch_code, placed.weight_g, site.name as site_name, site.city, ${tariff} as freight_tariff,
           (select jsonb_build_object('id', offer.id, 'state', offer.state, 'netMinor', net_minor, 'grossMinor', gross_minor,
                     'reason', reason, 'namedBy', named_by, 'namedByName', person.name)
            from freight_offer as offer join person on person.id = offer.named_by
            where offer.order_id = placed.id and offer.state in ('review', 'offered')) as offer,
           (select jsonb_build_object('netMinor', net_minor, 'note', case state when 'declined' then answer_note else review_note end,
                     'byName', person.name)
            from (select * from freight_offer where order_id = placed.id order by named_at desc, id desc limit 1) as last
            join person on person.id = case last.state when 'declined' then answered_by else reviewed_by end
            where last.state in ('declined', 'sent-back')) as refused
    from sales_order as placed
    join company on company.id = placed.company_id
    join site on site.id = placed.site_id
    where placed.freight = 'to-agree' and placed.stage not in ('delivered', 'cancelled') ${onwards}
    order by placed.placed_at, placed.id
    limit ${rowsMax}`.execute(db);
  return found.rows;
}
