import { type RawBuilder, sql } from 'kysely';
import type { PriceTerms } from '../pricing/price-terms.ts';

/** The chain as rows, with the price that each of its lists asks at its first break, VAT included. */
export const listedEntries = ({ chain, vatRateBp }: PriceTerms): RawBuilder<unknown> => sql`
  select price.product_id, price.from_weights_g[1] as from_g, link.rank, link.is_base,
         price.prices_per_tonne_minor[1] + case when link.includes_vat then 0
           else (price.prices_per_tonne_minor[1] * ${vatRateBp}::bigint + 5000) / 10000 end as with_vat
  from unnest(
    ${chain.map((link) => link.versionId)}::uuid[], ${chain.map((link) => link.rank)}::integer[],
    ${chain.map((link) => link.includesVat)}::boolean[], ${chain.map((link) => link.level === 'base')}::boolean[]
  ) as link (version_id, rank, includes_vat, is_base)
  join price on price.version_id = link.version_id`;

/**
 * The own price of a tonne of a product at its first break, with VAT, minor
 * units: what a row shows, so that sorting and filters agree with it (R7, R11).
 * The same rule as `offerAt` at the smallest weight that any list prices; null
 * for a price on request. Looks up each list of the chain by its key.
 */
export function entryPriceSql(
  terms: PriceTerms,
  productId: RawBuilder<unknown>,
): RawBuilder<number | null> {
  const entries = sql`${listedEntries(terms)} and price.product_id = ${productId}`;
  if (terms.strategy === 'lowest') {
    return sql`(select entry.with_vat from (${entries}) as entry order by entry.from_g, entry.with_vat limit 1)`;
  }
  if (!terms.publicPriceIfBetter) {
    return sql`(
      select entry.with_vat from (${entries}) as entry order by entry.from_g, entry.rank, entry.with_vat limit 1)`;
  }
  return sql`(
    select min(offer.with_vat) from (
      select entry.with_vat, entry.is_base, entry.from_g = min(entry.from_g) over () as is_entry,
             entry.rank = first_value(entry.rank) over (order by entry.from_g, entry.rank) as is_first,
             entry.rank = first_value(entry.rank) over (order by not entry.is_base, entry.from_g, entry.rank) as is_first_base
      from (${entries}) as entry
    ) as offer
    where offer.is_entry and (offer.is_first or offer.is_first_base))`;
}
