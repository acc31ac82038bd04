import type { Insertable } from 'kysely';
import { categories } from '../catalogue/category.ts';
import { readCatalogueData } from '../catalogue/data-files.ts';
import { readNomenclature, readReference } from '../catalogue/nomenclature.ts';
import { measuredOf, type NewProduct as Unstored, sortKeyOf } from '../catalogue/product.ts';
import type { CsvRow } from '../catalogue/section.ts';
import { searchKeyOf } from '../catalogue/search-phrase.ts';
import { gramsOfTonnes } from '../measures/weight.ts';
import type { DB } from '../platform/db/schema.ts';
import { demoCustoms } from './customs.ts';
import type { DemoProduct, DemoStock } from './goods.ts';
import { momentOn } from './moments.ts';
import type { Random } from './random.ts';

const MINOR_PER_TENGE = 100;

/** Headings and products as they are loaded, with the groups of products that reach a break together. */
export type CatalogueRows = {
  tierGroups: readonly Insertable<DB['tierGroup']>[];
  categories: readonly Insertable<DB['category']>[];
  products: readonly Insertable<DB['product']>[];
  /** What invoices say of each heading's goods to the tax office. */
  customs: readonly Insertable<DB['goodsCustoms']>[];
};

/** What is sold in the demo world, in the three shapes in which it is needed. */
export type DemoCatalogue = {
  catalogue: CatalogueRows;
  products: readonly DemoProduct[];
  /** Only where there is something: a branch without a product has no entry. */
  stock: readonly DemoStock[];
};

/**
 * Reads the shipped nomenclature (catalogue_seed.csv, 2 243 products) and what
 * the branches hold of it (catalogue_stock.csv). Ids follow from the seed and
 * the day on which the world begins, `YYYY-MM-DD`.
 */
export function readDemoCatalogue(random: Random, from: string): DemoCatalogue {
  const reference = readReference({
    sections: readCatalogueData('sections'),
    sheets: readCatalogueData('sheets'),
    grades: readCatalogueData('grades'),
  });
  const createdAt = momentOn(from, 7);
  const read = readCatalogueData('catalogue_seed').map((row) => ({
    product: readNomenclature(row, reference),
    typicalPriceMinor: typicalPriceOf(row),
  }));
  const ids = read.map(() => random.id(createdAt)).toSorted();
  const products = read
    .toSorted((one, other) => compareProducts(one.product, other.product))
    .map(({ product, typicalPriceMinor }, place): DemoProduct => {
      const id = ids[place] ?? random.id(createdAt);
      return { ...product, id, typicalPriceMinor, measured: measuredOf(product) };
    });
  return { catalogue: catalogueOf(products, createdAt), products, stock: readStock(products) };
}

/** Sizes first, then grade, length and SKU, as `importCatalogue` hands out ids: they decide between equal sizes. */
function compareProducts(one: Unstored, other: Unstored): number {
  return (
    sortKeyOf(one) - sortKeyOf(other) ||
    compareText(one.grade, other.grade) ||
    (one.stockLengthMm ?? 0) - (other.stockLengthMm ?? 0) ||
    compareText(one.sku, other.sku)
  );
}

const compareText = (one: string, other: string) => Number(one > other) - Number(one < other);

function typicalPriceOf(row: CsvRow): number {
  const priceMinor = Number(row['price_kzt_t_typ']) * MINOR_PER_TENGE;
  if (!(priceMinor > 0)) throw new RangeError(`no typical price: ${row['sku']}`);
  return priceMinor;
}

/** The nomenclature as it is loaded, with the keys for order and search. */
function catalogueOf(products: readonly DemoProduct[], at: Date): CatalogueRows {
  const tierGroups = products.map(({ tierGroup }) => tierGroup);
  return {
    tierGroups: [...new Set(tierGroups)].map((code) => ({ code })),
    categories: categories.map(({ slug: _slug, tierGroup: _tierGroup, ...category }, index) => ({
      ...category,
      position: index,
    })),
    customs: demoCustoms(categories, at),
    products: products.map(
      ({ typicalPriceMinor: _price, measured: _measured, tierGroup, ...product }) => ({
        ...product,
        tierGroupCode: tierGroup,
        sortKey: sortKeyOf(product),
        searchKey: searchKeyOf({ ...product, tierGroup }),
      }),
    ),
  };
}

function readStock(products: readonly DemoProduct[]): DemoStock[] {
  const idOf = new Map(products.map(({ sku, id }) => [sku, id]));
  return readCatalogueData('catalogue_stock').flatMap((row) => {
    const productId = idOf.get(row['sku'] ?? '');
    const onHandG = gramsOfTonnes(Number(row['stock_t']));
    const branchCode = row['warehouse'] ?? '';
    return productId && onHandG > 0 ? [{ branchCode, productId, onHandG }] : [];
  });
}
