import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import type { StaffRole } from '../platform/db/schema.ts';
import type { PriceAuthority } from './price-authority.ts';

/** Cost of a tonne on a day with the least margin of the form, without VAT; null where no cost is known. */
export const floorSql = (product: RawBuilder<unknown>, on: RawBuilder<unknown>) => sql<
  number | null
>`(
  select round(cost.cost_per_tonne_minor * (10000 + floor.margin_bp)::numeric / 10000)::bigint
  from product_cost as cost
  cross join lateral (
    select margin_bp from price_floor where form = ${product}.form or form is null order by form nulls last limit 1
  ) as floor
  where cost.product_id = ${product}.id and cost.from_day <= ${on}
  order by cost.from_day desc limit 1)`;

/** What a role may do with the price of a product on a day. One statement. */
export async function readPriceAuthority(
  db: Db,
  asked: { role: StaffRole; productId: string; on: string },
): Promise<PriceAuthority> {
  const { role, productId, on } = asked;
  const found = await sql<PriceAuthority>`
    select own.most_discount_bp, coalesce(own.goes_below_floor, false) as goes_below_floor,
           ${floorSql(sql`product`, sql`${on}::date`)} as floor_minor
    from product
    left join lateral (
      select most_discount_bp, goes_below_floor from price_authority
      where role = ${role} and (form = product.form or form is null)
      order by form nulls last limit 1
    ) as own on true
    where product.id = ${productId}`.execute(db);
  const [row] = found.rows;
  if (!row) throw new Error(`no product ${productId}`);
  return row;
}
