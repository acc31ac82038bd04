import { type RawBuilder, sql } from 'kysely';
import type { PriceTerms } from '../pricing/price-terms.ts';

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
  const { chain, strategy, publicPriceIfBetter, vatRateBp } = terms;
  return sql`(
    select min(offer.with_vat) from (
      select price.prices_per_tonne_minor[1] + case when link.includes_vat then 0
               else (price.prices_per_tonne_minor[1] * ${vatRateBp}::bigint + 5000) / 10000 end as with_vat,
             price.from_weights_g[1] = min(price.from_weights_g[1]) over () as is_entry,
             link.rank = first_value(link.rank) over (order by price.from_weights_g[1], link.rank) as is_first,
             link.is_base
      from unnest(
        ${chain.map((link) => link.versionId)}::uuid[], ${chain.map((link) => link.rank)}::integer[],
        ${chain.map((link) => link.includesVat)}::boolean[], ${chain.map((link) => link.level === 'base')}::boolean[]
      ) as link (version_id, rank, includes_vat, is_base)
      join price on price.version_id = link.version_id and price.product_id = ${productId}
    ) as offer
    where offer.is_entry
      and (offer.is_first or ${strategy}::text = 'lowest' or (${publicPriceIfBetter}::boolean and offer.is_base)))`;
}
