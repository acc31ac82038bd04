import { type RawBuilder, sql } from 'kysely';
import { categoriesBelow } from '../catalogue/catalogue.queries.ts';
import { containing } from '../platform/db/like.ts';
import type { Form } from '../platform/db/schema.ts';
import type { PriceDraft } from './price-draft.queries.ts';
import { MOVE_BP_MAX, type RemarkKind, remarkKinds } from './price-list.ts';

/** Which products of a list are meant; what is left out narrows nothing down. */
export type PriceFilter = {
  /** A part of the name or SKU. */
  text?: string | undefined;
  categoryCode?: string | undefined;
  form?: Form | undefined;
  grade?: string | undefined;
  /** Between these sizes, both included: the diameter, else the height, width or thickness. */
  fromUm?: number | undefined;
  toUm?: number | undefined;
  /** Only rows that changed, or those with one kind of remark. */
  only?: 'changed' | RemarkKind | undefined;
};

/** On what day costs and VAT are asked for, and of which version a remark is made. */
export type MarkedDraft = Pick<PriceDraft, 'versionId' | 'basedOn'> & { on: string };

/** A draft beside the version it began from, product by product, where either has a price. */
export const pairsOf = (draft: Pick<PriceDraft, 'versionId' | 'basedOn'>): RawBuilder<unknown> =>
  sql`
    select product_id, before.from_weights_g as before_weights_g, before.prices_per_tonne_minor as before_prices_minor,
           after.from_weights_g as after_weights_g, after.prices_per_tonne_minor as after_prices_minor
    from (select * from price where version_id = ${draft.basedOn}) as before
    full join (select * from price where version_id = ${draft.versionId}) as after using (product_id)`;

/** Whether a row of pairs is another price after than before. */
const isChanged = sql`
  ((before_weights_g, before_prices_minor) is distinct from (after_weights_g, after_prices_minor))`;

/**
 * Cost and floor of a product on the basis of a version's list, with VAT where
 * the list has it: `cost_minor` rounded half up, `floor_minor` rounded up; null
 * where no cost is known on the day. A source that follows `product` and `basis`.
 * Asked row by row: however wrong the planner is about a draft that was just
 * written, a list takes time in proportion to its length.
 */
export const costsOn = (of: { on: string }): RawBuilder<unknown> => sql`
  left join lateral (
    select cost_per_tonne_minor * (10000 + basis.vat_bp)::numeric as scaled from product_cost
    where product_cost.product_id = product.id and from_day <= ${of.on}::date
    order by from_day desc limit 1
  ) as cost on true
  cross join lateral (
    select round(scaled / 10000)::bigint as cost_minor,
           ceil(scaled * (10000 + coalesce(
             (select margin_bp from price_floor where price_floor.form = product.form),
             (select margin_bp from price_floor where price_floor.form is null), 0)) / 100000000)::bigint as floor_minor
  ) as floor`;

/** The share of VAT within the prices of a version's list on a day, basis points; one row, `basis`. */
export const basisOf = (of: { versionId: string; on: string }): RawBuilder<unknown> => sql`
  select case when list.includes_vat
              then (select rate_bp from vat_rate where valid_during @> ${of.on}::date) else 0 end as vat_bp
  from price_list_version as version join price_list as list on list.id = version.price_list_id
  where version.id = ${of.versionId}`;

/** How far a price moves, up or down, in basis points; rounded as `largestMoveBp` rounds. */
const moveBp = sql`abs(floor((becomes - was) * 10000::float8 / was + 0.5))`;
/** Steps of other weights are compared at every weight that either of them has. */
const moveBetweenSteps = sql`coalesce((
  select max(${moveBp}) from unnest(before_weights_g || after_weights_g) as step (weight_g)
  cross join lateral (
    select before_prices_minor[(select count(*) from unnest(before_weights_g) as w where w <= weight_g)] as was,
           after_prices_minor[(select count(*) from unnest(after_weights_g) as w where w <= weight_g)] as becomes
  ) as asked
  where was is not null and becomes is not null), 0)`;

/** Rows of prices before and after, each with what is to be said of it where it changes (`remarksOn` says the same of one). */
export const marked = (
  pairs: RawBuilder<unknown>,
  of: { versionId: string; on: string },
): RawBuilder<unknown> => sql`
  with pair as materialized (${pairs})
  select pair.*, false as is_changed, null::bigint as floor_minor, false as is_lost, false as is_new,
         false as is_below_floor, false as is_rising, 0::float8 as moved_bp
  from pair where not ${isChanged}
  union all
  select pair.*, true, floor_minor, after_prices_minor is null, before_prices_minor is null,
         coalesce(floor_minor > (select min(asked) from unnest(after_prices_minor) as asked), false),
         exists (select from unnest(after_prices_minor[ : cardinality(after_prices_minor) - 1], after_prices_minor[2 : ])
                             as step (lighter, heavier) where heavier > lighter),
         case when after_prices_minor is null or before_prices_minor is null then 0
              when before_weights_g = after_weights_g then (
                select max(${moveBp}) from unnest(before_prices_minor, after_prices_minor) as step (was, becomes))
              else ${moveBetweenSteps} end
  from pair cross join (${basisOf(of)}) as basis join product on product.id = pair.product_id ${costsOn(of)}
  where ${isChanged}`;

const conditions = {
  changed: sql`mark.is_changed`,
  moved: sql`mark.moved_bp > ${sql.lit(MOVE_BP_MAX)}`,
  'below-floor': sql`mark.is_below_floor`,
  rises: sql`mark.is_rising`,
  lost: sql`mark.is_lost`,
  new: sql`mark.is_new`,
} as const satisfies Record<'changed' | RemarkKind, unknown>;

/** How many rows of marks change, and how many are remarked on for each reason. */
export const countsOfMarks = sql`
  select count(*) filter (where is_changed) as changed, ${sql.join(
    remarkKinds.map((kind) => sql`count(*) filter (where ${conditions[kind]}) as ${sql.ref(kind)}`),
  )} from mark`;

/** Whether a product, with its mark where it changes, is meant by a filter. */
export function isMeant(filter: PriceFilter): RawBuilder<boolean> {
  const { text, categoryCode, form, grade, fromUm, toUm, only } = filter;
  const size = sql`coalesce(product.diameter_um, product.height_um, product.width_um, product.thickness_um)`;
  const like = containing((text ?? '').toLowerCase());
  const named = sql`(lower(product.name_en) like ${like} or lower(product.name_ru) like ${like}
     or lower(product.name_kk) like ${like} or lower(product.sku) like ${like})`;
  const wanted = [
    text ? named : undefined,
    categoryCode && sql`product.category_code in (${categoriesBelow(categoryCode)})`,
    form && sql`product.form = ${form}`,
    grade && sql`product.grade = ${grade}`,
    fromUm === undefined ? undefined : sql`${size} >= ${fromUm}`,
    toUm === undefined ? undefined : sql`${size} <= ${toUm}`,
    only && conditions[only],
  ].filter((condition) => condition !== undefined && condition !== '');
  return wanted.length === 0 ? sql`true` : sql`${sql.join(wanted, sql` and `)}`;
}
