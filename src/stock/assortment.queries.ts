import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import type { PriceTerms } from '../pricing/price-terms.ts';
import { entryPriceSql } from './own-price.queries.ts';
import {
  allOf,
  branchOf,
  categoriesUnder,
  conditionsOf,
  type Onlooker,
} from './assortment-conditions.queries.ts';
import { type AssortmentFilter, type AssortmentRow, type Cursor, type Sort } from './assortment.ts';
import { isNarrowed } from './filter-kinds.ts';
import { type PackedPrices, readPackedPrices } from './packed-prices.ts';

/** One page of a table, and whether there are rows before and after it. */
type AssortmentPage = {
  rows: readonly AssortmentRow[];
  hasEarlier: boolean;
  hasLater: boolean;
};

/** Stands for "no price" in the order of prices: such rows come last, whichever way the order runs. */
const UNPRICED_KEY = Number.MAX_SAFE_INTEGER;
const FIRST_KEY = Number.MIN_SAFE_INTEGER;
const NO_ID = '00000000-0000-0000-0000-000000000000';

/**
 * A page of a category by size or by the company's own price, with prices of
 * the whole chain and stock, in one statement. By size it walks an index and
 * stops, so a hundred thousand products cost what three thousand do. `before`
 * gives the page that ends before a row.
 */
export async function listAssortment(
  db: Db,
  sought: {
    slug: string;
    onlooker: Onlooker;
    terms: PriceTerms;
    filter: AssortmentFilter;
    sort: Sort;
    after?: Cursor | undefined;
    before?: Cursor | undefined;
    rowsMax: number;
  },
): Promise<AssortmentPage> {
  const { before, rowsMax } = sought;
  const page = sought.sort === 'size' ? walkBySize(sought) : orderByPrice(sought);
  const rows = await readRows(db, { page, onlooker: sought.onlooker, terms: sought.terms });
  const surplus = rows.length > rowsMax;
  if (before) {
    const shown = surplus ? rows.slice(rows.length - rowsMax) : rows;
    return { rows: shown, hasEarlier: surplus, hasLater: true };
  }
  const shown = surplus ? rows.slice(0, rowsMax) : rows;
  return { rows: shown, hasEarlier: Boolean(sought.after), hasLater: surplus };
}

type Sought = Parameters<typeof listAssortment>[1];

/** Rows after or before a cursor of an ordered `key` and `id`; both ends are always given, so that an index can serve. */
function within({ after, before, rowsMax }: Sought) {
  const bound = before
    ? sql`(${before.key}::bigint, ${before.id}::uuid)`
    : sql`(${after?.key ?? FIRST_KEY}::bigint, ${after?.id ?? NO_ID}::uuid)`;
  return {
    beyond: (key: RawBuilder<unknown>) =>
      before ? sql`(${key}, product.id) < ${bound}` : sql`(${key}, product.id) > ${bound}`,
    first: (key: RawBuilder<unknown>) =>
      before
        ? sql`order by ${key} desc, product.id desc limit ${rowsMax + 1}`
        : sql`order by ${key}, product.id limit ${rowsMax + 1}`,
  };
}

/** Each category below walks its own index; the first rows of all are merged. */
function walkBySize(sought: Sought) {
  const { beyond, first } = within(sought);
  const key = sql`product.sort_key`;
  return sql`
    select product.id, product.sort_key as key
    from category
    cross join lateral (
      select product.id, product.sort_key from product
      where product.category_code = category.code and product.withdrawn_at is null and ${beyond(key)}
      ${isNarrowed(sought.filter) ? sql`and ${allOf(conditionsOf(sought))}` : sql``}
      ${first(key)}
    ) as product
    where ${categoriesUnder(sought.slug)}
    ${first(key)}`;
}

/** The own price of every product of the category decides, never a base price (R11). */
function orderByPrice(sought: Sought) {
  const { beyond, first } = within(sought);
  const sign = sought.sort === 'price' ? 1 : -1;
  const key = sql`product.key`;
  return sql`
    select product.id, product.key
    from (
      select product.id, coalesce(${sign}::bigint * own.price, ${UNPRICED_KEY}::bigint) as key
      from product
      join category on category.code = product.category_code
      cross join lateral (select ${entryPriceSql(sought.terms, sql`product.id`)} as price) as own
      where (${categoriesUnder(sought.slug)}) and product.withdrawn_at is null
      and ${allOf(conditionsOf(sought))}
    ) as product
    where ${beyond(key)}
    ${first(key)}`;
}

/** What a row shows of a product, in the words of `AssortmentProduct` except its prices. */
export const productColumns = sql`
  product.id, product.sku, product.category_code, product.tier_group_code as tier_group, product.form,
  product.designation, product.grade, product.standard, product.name_en, product.name_ru, product.name_kk,
  product.length_kind, product.stock_length_mm, product.height_um, product.width_um, product.thickness_um,
  product.flange_thickness_um, product.diameter_um, product.bore_mm, product.sheet_width_mm, product.sheet_length_mm,
  product.cell_width_um, product.cell_height_um, product.mass_mg_per_m, product.mass_mg_per_m2,
  product.piece_mass_mg, product.mass_source, product.sale_unit, product.stock_class`;

/** The packed prices of one product on every list of a chain, as JSON; null where no list has it. */
export const packedPricesSql = (terms: PriceTerms): RawBuilder<PackedPrices> => sql`
  (select json_agg(json_build_array(price.version_id, price.from_weights_g, price.prices_per_tonne_minor))
   from price
   where price.version_id = any(${terms.chain.map((link) => link.versionId)}::uuid[]) and price.product_id = product.id)`;

/**
 * The rows of a page (ids with their key of order), with the prices of the
 * chain, the stock of the own branch and of all, and the company's last purchase.
 * One statement, a few index look-ups a row. `more` names further columns of the page to give back.
 */
export async function readRows<More extends object = object>(
  db: Db,
  of: {
    page: RawBuilder<unknown>;
    onlooker: Onlooker;
    terms: PriceTerms;
    more?: RawBuilder<unknown>;
  },
): Promise<(AssortmentRow & More)[]> {
  const mine = sql`level.branch_code = ${branchOf(of.onlooker)}`;
  const found = await sql<Omit<AssortmentRow, 'listed'> & More & { packed: PackedPrices }>`
    with page as materialized (${of.page})
    select ${productColumns}, page.key as sort_key, ${packedPricesSql(of.terms)} as packed,
           stock.branch_g, stock.branch_counted_at, coalesce(stock.anywhere_g, 0)::bigint as anywhere_g,
           stock.anywhere_counted_at, bought.placed_at as last_bought_at, bought.quantity_milli as last_bought_milli,
           bought.unit as last_bought_unit ${of.more ? sql`, ${of.more}` : sql``}
    from page
    join product on product.id = page.id
    left join lateral (
      select (sum(level.on_hand_g - level.reserved_g) filter (where ${mine}))::bigint as branch_g,
             max(level.counted_at) filter (where ${mine}) as branch_counted_at,
             sum(level.on_hand_g - level.reserved_g)::bigint as anywhere_g,
             max(level.counted_at) as anywhere_counted_at
      from stock_level as level where level.product_id = product.id
    ) as stock on true
    left join lateral (
      select placed.placed_at, line.quantity_milli, line.unit
      from sales_order_line as line join sales_order as placed on placed.id = line.order_id
      where line.company_id = ${of.onlooker.companyId}::uuid and line.product_id = product.id
        and placed.stage <> 'cancelled'
      order by placed.placed_at desc, line.position limit 1
    ) as bought on true
    order by page.key, page.id`.execute(db);
  return found.rows.map((row) => ({ ...row, listed: readPackedPrices(row.packed) }));
}

/** Rows of products that are sold now, by their ids in the order of sizes; others are absent. One statement. */
export function listAssortmentRows(
  db: Db,
  of: { productIds: readonly string[]; onlooker: Onlooker; terms: PriceTerms },
): Promise<AssortmentRow[]> {
  const page = sql`
    select product.id, product.sort_key as key from product
    where product.id = any(${[...of.productIds]}::uuid[]) and product.withdrawn_at is null`;
  return readRows(db, { ...of, page });
}
