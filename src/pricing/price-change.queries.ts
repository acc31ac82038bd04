import { sql } from 'kysely';
import { categoriesBelow } from '../catalogue/catalogue.queries.ts';
import type { Db } from '../platform/db/database.ts';
import { containing } from '../platform/db/like.ts';
import type { PriceDraft } from './price-draft.queries.ts';
import type { PriceChange, ProductPrice } from './price-list.ts';

/** A product with its price on a list before and after a draft. */
export type ChangedProduct = PriceChange & {
  productId: string;
  sku: string;
  nameEn: string;
  nameRu: string;
  nameKk: string;
};

type PairRow = {
  productId: string;
  sku: string;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  beforeWeightsG: number[] | null;
  beforePricesMinor: number[] | null;
  afterWeightsG: number[] | null;
  afterPricesMinor: number[] | null;
};

/** A draft beside the version it began from, product by product, where either has a price. */
const pairsOf = (draft: Pick<PriceDraft, 'versionId' | 'basedOn'>) => sql`
  select product_id, before.from_weights_g as before_weights_g, before.prices_per_tonne_minor as before_prices_minor,
         after.from_weights_g as after_weights_g, after.prices_per_tonne_minor as after_prices_minor
  from (select * from price where version_id = ${draft.basedOn}) as before
  full join (select * from price where version_id = ${draft.versionId}) as after using (product_id)`;

/** Every product whose price a draft changes, by SKU. One statement. */
export async function listChanges(
  db: Db,
  draft: Pick<PriceDraft, 'versionId' | 'basedOn'>,
): Promise<ChangedProduct[]> {
  const found = await sql<PairRow>`
    select pair.*, product.sku, product.name_en, product.name_ru, product.name_kk
    from (${pairsOf(draft)}) as pair join product on product.id = pair.product_id
    where (before_weights_g, before_prices_minor) is distinct from (after_weights_g, after_prices_minor)
    order by product.sort_key, product.sku`.execute(db);
  return found.rows.map(changedOf);
}

/** A page on which nothing matches still knows how much changed. */
type NoRow = { productId: null; changed: number };

/** A page of a list's prices: each product with what the draft asks and what was asked before. */
export type PricePage = { products: readonly ChangedProduct[]; total: number; changed: number };

/**
 * Prices of a draft (or of a published version, against none) in the order of
 * the catalogue, narrowed down by category, a part of the name or SKU, or to
 * what changed. One statement.
 */
export async function listPricePage(
  db: Db,
  asked: {
    draft: Pick<PriceDraft, 'versionId' | 'basedOn'>;
    categoryCode?: string | undefined;
    text?: string | undefined;
    onlyChanged?: boolean;
    limit: number;
    offset: number;
  },
): Promise<PricePage> {
  const { draft, categoryCode = null, text = '', onlyChanged = false, limit, offset } = asked;
  const like = containing(text.toLowerCase());
  const found = await sql<(PairRow & { total: number; changed: number }) | NoRow>`
    with pair as (
      select pairs.*, (before_weights_g, before_prices_minor)
                      is distinct from (after_weights_g, after_prices_minor) as is_changed
      from (${pairsOf(draft)}) as pairs
    ), page as (
      select pair.*, product.sort_key, product.sku, product.name_en, product.name_ru, product.name_kk, count(*) over () as total
      from pair join product on product.id = pair.product_id
      where (not ${onlyChanged}::boolean or is_changed)
        and (${categoryCode}::text is null or product.category_code in (${categoriesBelow(categoryCode)}))
        and (lower(product.name_en) like ${like} or lower(product.name_ru) like ${like}
             or lower(product.name_kk) like ${like} or lower(product.sku) like ${like})
      order by product.sort_key, product.sku
      limit ${limit} offset ${offset}
    )
    select page.*, counts.changed
    from (select count(*) filter (where is_changed) as changed from pair) as counts
    left join page on true
    order by page.sort_key, page.sku`.execute(db);
  const rows = found.rows.filter((row) => row.productId !== null);
  return {
    products: rows.map(changedOf),
    total: rows[0]?.total ?? 0,
    changed: found.rows[0]?.changed ?? 0,
  };
}

function changedOf(row: PairRow): ChangedProduct {
  const { productId, sku, nameEn, nameRu, nameKk } = row;
  return {
    ...{ productId, sku, nameEn, nameRu, nameKk },
    before: priceOf(row.beforeWeightsG, row.beforePricesMinor),
    after: priceOf(row.afterWeightsG, row.afterPricesMinor),
  };
}

const priceOf = (weightsG: number[] | null, pricesMinor: number[] | null): ProductPrice | null =>
  weightsG && pricesMinor ? { fromWeightsG: weightsG, pricesPerTonneMinor: pricesMinor } : null;

/** The headings under which a version has prices, in the order of the catalogue. */
export async function listPricedCategories(
  db: Db,
  versionId: string,
): Promise<{ code: string; nameEn: string; nameRu: string; nameKk: string }[]> {
  const found = await sql<{ code: string; nameEn: string; nameRu: string; nameKk: string }>`
    select code, name_en, name_ru, name_kk from category
    where code in (select category_code from product join price on price.product_id = product.id
                   where price.version_id = ${versionId})
    order by position, code`.execute(db);
  return found.rows;
}
