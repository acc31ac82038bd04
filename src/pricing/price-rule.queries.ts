import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import { type PricePage, pricePageOf } from './price-change.queries.ts';
import {
  basisOf,
  costsOn,
  isMeant,
  marked,
  type MarkedDraft,
  pairsOf,
  type PriceFilter,
} from './price-marks.queries.ts';

/**
 * How many prices are set at once: each step becomes its old price, or the lowest
 * step the cost with the list's VAT, times the factor; the others keep their
 * proportion to the lowest, so that none falls below what the cost asks for. Rounded half up to whole steps, never below one.
 */
export type PriceRule = {
  basis: 'price' | 'cost';
  /** 10300 is 1.03: three per cent more. */
  factorBp: number;
  /** Minor units: 100000 rounds to whole thousands of tenge. */
  roundToMinor: number;
};

/** The products that a rule is for, each as it stands in the draft and as the rule sets it. */
const ruledPairs = (
  draft: MarkedDraft,
  { rule, filter }: { rule: PriceRule; filter: PriceFilter },
): RawBuilder<unknown> => {
  const { basis, factorBp, roundToMinor } = rule;
  const asked = basis === 'price' ? sql`asked` : sql`asked * cost_minor::numeric / lowest_minor`;
  // Marks of a whole list take their time; a filter that asks for none does without.
  const rows = filter.only
    ? sql`(select mark.*, after_weights_g as from_weights_g, after_prices_minor as prices_per_tonne_minor
           from (${marked(pairsOf(draft), draft)}) as mark where after_prices_minor is not null)`
    : sql`(select product_id, from_weights_g, prices_per_tonne_minor from price where version_id = ${draft.versionId})`;
  return sql`
    with meant as (
      select product.id as product_id, mark.from_weights_g, mark.prices_per_tonne_minor, cost_minor,
             (select min(asked) from unnest(mark.prices_per_tonne_minor) as asked) as lowest_minor
      from ${rows} as mark cross join (${basisOf(draft)}) as basis
      join product on product.id = mark.product_id ${costsOn(draft)}
      where ${isMeant(filter)}
    )
    select product_id, from_weights_g as before_weights_g, prices_per_tonne_minor as before_prices_minor,
           from_weights_g as after_weights_g,
           case when ${basis === 'cost'} and cost_minor is null then prices_per_tonne_minor
                else array(
                  select greatest(1, floor(${asked} * ${factorBp}::bigint / (10000.0 * ${roundToMinor}::bigint) + 0.5))::bigint * ${roundToMinor}::bigint
                  from unnest(prices_per_tonne_minor) with ordinality as step (asked, place) order by place)
           end as after_prices_minor
    from meant`;
};

/** What a rule would make of a draft: how many products it is for, how many it changes, the gravest first. One statement. */
export function foreseeRule(
  db: Db,
  asked: { draft: MarkedDraft; rule: PriceRule; filter: PriceFilter; limit: number },
): Promise<PricePage> {
  const { draft, limit } = asked;
  const pairs = ruledPairs(draft, asked);
  return pricePageOf(db, { draft, pairs, order: 'gravity', limit, offset: 0 });
}

/** Sets the prices of a draft by a rule. One statement, however many. Returns how many it changed. */
export async function writeRuledPrices(
  tx: Tx,
  asked: { draft: MarkedDraft; rule: PriceRule; filter: PriceFilter },
): Promise<number> {
  // Row by row through the key: a join would trust what is known of a draft that was just written.
  const written = await sql`
    with ruled as (${ruledPairs(asked.draft, asked)})
    insert into price (version_id, product_id, from_weights_g, prices_per_tonne_minor)
    select ${asked.draft.versionId}, product_id, after_weights_g, after_prices_minor
    from ruled where after_prices_minor <> before_prices_minor
    on conflict (version_id, product_id) do update
    set (prices_per_tonne_minor, is_computed) = (excluded.prices_per_tonne_minor, false)`.execute(
    tx,
  );
  return Number(written.numAffectedRows ?? 0n);
}
