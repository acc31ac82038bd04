import { type RawBuilder, sql } from 'kysely';
import { type SizeName, sizeNames } from '../catalogue/form.ts';
import type { PriceTerms } from '../pricing/price-terms.ts';
import { entryPriceSql } from './own-price.queries.ts';
import type { AssortmentFilter, Range } from './assortment.ts';

/** For whom goods are shown: a buyer's branch is his company's, a clerk's his own, a guest has none. */
export type Onlooker = { companyId: string | null; branchCode: string | null };

/** The branch whose stock is "mine". Evaluated once per statement. */
export const branchOf = (onlooker: Onlooker): RawBuilder<string | null> => sql`
  (select coalesce(${onlooker.branchCode}::text, (select branch_code from company where id = ${onlooker.companyId}::uuid)))`;

/** The code of the category at an address: `beam-b` is `beam_B`. */
export const codeOf = (slug: string): RawBuilder<string | null> =>
  sql`(select code from category as sought where replace(lower(sought.code), '_', '-') = ${slug})`;

/** A category with the categories below it, two levels deep. */
export const categoriesUnder = (slug: string): RawBuilder<unknown> => sql`
  category.code = ${codeOf(slug)} or category.parent_code = ${codeOf(slug)}
  or category.parent_code in (select code from category as middle where middle.parent_code = ${codeOf(slug)})`;

/**
 * Whether any branch can promise something of a product, or the one at which it
 * is ready for the onlooker (`readyG`). Sums rather than `exists`, which the
 * planner would answer by reading all stock.
 */
export const promisedAnywhere = sql<boolean>`(
  select coalesce(bool_or(level.on_hand_g > level.reserved_g), false)
  from stock_level as level where level.product_id = product.id)`;
const readyFor = (onlooker: Onlooker) => sql<boolean>`(
  select coalesce(bool_or(level.on_hand_g > level.reserved_g), false)
  from stock_level as level where level.product_id = product.id and ${servesFrom(onlooker)})`;

/** Whether the branch of a stock level hands out to the onlooker: his own, or any where he has none. */
export const servesFrom = (onlooker: Onlooker): RawBuilder<boolean> => sql`
  coalesce(level.branch_code = ${branchOf(onlooker)}, true)`;

/** How a length is named in filters: millimetres where there is one length, else its kind. */
export const lengthKey = sql`coalesce(product.stock_length_mm::text, product.length_kind::text)`;

/** The column of each size by which goods are narrowed down. */
export const sizeColumns = {
  heightUm: sql`product.height_um`,
  widthUm: sql`product.width_um`,
  thicknessUm: sql`product.thickness_um`,
  flangeThicknessUm: sql`product.flange_thickness_um`,
  diameterUm: sql`product.diameter_um`,
  boreMm: sql`product.bore_mm`,
  sheetWidthMm: sql`product.sheet_width_mm`,
  sheetLengthMm: sql`product.sheet_length_mm`,
  cellWidthUm: sql`product.cell_width_um`,
  cellHeightUm: sql`product.cell_height_um`,
} as const satisfies Record<SizeName, RawBuilder<unknown>>;

/** True for rows inside the range; a row without the value is outside unless the range is open on both sides. */
const inRange = (value: RawBuilder<unknown>, range: Range = { from: null, to: null }) => sql`
  (${range.from}::bigint is null or ${value} >= ${range.from}::bigint)
  and (${range.to}::bigint is null or ${value} <= ${range.to}::bigint)`;

/** True for rows of one of the values, or for all where none was chosen. */
const oneOf = (value: RawBuilder<unknown>, chosen: readonly string[]) => sql`
  (cardinality(${[...chosen]}::text[]) = 0 or ${value} = any(${[...chosen]}::text[]))`;

/**
 * The products that the onlooker's company bought in whatever channel, before us
 * too (E8); what was cancelled was not bought. None for those who buy for no company.
 */
export const boughtBy = ({ companyId }: Onlooker): RawBuilder<unknown> => sql`
  select line.product_id from sales_order_line as line
  where line.company_id = ${companyId}::uuid and line.order_id not in (
    select placed.id from sales_order as placed
    where placed.company_id = ${companyId}::uuid and placed.stage = 'cancelled')`;

/** Whether the own price of a tonne lies in a range; where the range says nothing, no price is looked up. */
const ownPriceInRange = (terms: PriceTerms, range: Range) => sql`
  case when ${range.from}::bigint is null and ${range.to}::bigint is null then true
       else coalesce(${inRange(entryPriceSql(terms, sql`product.id`), range)}, false) end`;

/** Each kind of filter as a condition, in the order of `filterKinds`: facets tell them apart by bits. */
export function conditionsOf(of: {
  filter: AssortmentFilter;
  onlooker: Onlooker;
  terms: PriceTerms;
  /** Where the statement knows already what is in stock. */
  stock?: { ready: RawBuilder<boolean>; anywhere: RawBuilder<boolean> };
}): RawBuilder<unknown>[] {
  const { grades, standards, lengths, sizes, stock, pricePerTonneMinor, bought } = of.filter;
  const { ready = readyFor(of.onlooker), anywhere = promisedAnywhere } = of.stock ?? {};
  return [
    oneOf(sql`product.grade`, grades),
    oneOf(sql`product.standard`, standards),
    oneOf(lengthKey, lengths),
    sql`case ${stock}::text when 'ready' then ${ready} when 'anywhere' then ${anywhere} else true end`,
    ownPriceInRange(of.terms, pricePerTonneMinor),
    sql`not ${bought}::boolean or product.id in (${boughtBy(of.onlooker)})`,
    ...sizeNames.map((name) => inRange(sizeColumns[name], sizes[name])),
  ];
}

/** All filters as one condition whose text never changes; what was not chosen lets everything through. */
export const allOf = (conditions: readonly RawBuilder<unknown>[]) =>
  sql.join(
    conditions.map((condition) => sql`(${condition})`),
    sql` and `,
  );
