import type { Tx } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import {
  insertCategories,
  insertProducts,
  insertTierGroups,
  type ProductRow,
} from './catalogue.queries.ts';
import type { Category } from './category.ts';
import { type NewProduct, sortKeyOf } from './product.ts';
import { searchKeyOf } from './search-phrase.ts';

/**
 * Loads a trader's nomenclature in three statements, however many products it
 * has. Harmless to repeat: headings take their new names and order, a product
 * known by its SKU keeps its id and gets a new version only where something
 * changed, and nothing is withdrawn for being absent. Returns how many products
 * are new or changed.
 */
export async function importCatalogue(
  tx: Tx,
  catalogue: {
    /** In the order in which they are shown. */
    categories: readonly Category[];
    /** Those that carry an id keep it; the others get one. */
    products: readonly (NewProduct & { id?: string })[];
  },
): Promise<number> {
  const { categories, products } = catalogue;
  const tierGroups = [...categories, ...products].flatMap(({ tierGroup }) => tierGroup ?? []);
  await insertTierGroups(tx, tierGroups);
  await insertCategories(
    tx,
    categories.map(({ slug: _slug, tierGroup: _tierGroup, ...category }, position) => ({
      ...category,
      position,
    })),
  );
  return insertProducts(tx, inOrder(products).map(asRow));
}

/** Sizes first, then grade and length: new ids are handed out in this order, so that they decide between equal sizes. */
function inOrder(products: readonly (NewProduct & { id?: string })[]) {
  const ids = products.map(() => newId()).toSorted();
  return products
    .toSorted(
      (one, other) =>
        sortKeyOf(one) - sortKeyOf(other) ||
        Number(one.grade > other.grade) - Number(one.grade < other.grade) ||
        (one.stockLengthMm ?? 0) - (other.stockLengthMm ?? 0),
    )
    .map((product, place) => ({ ...product, id: product.id ?? ids[place] ?? newId() }));
}

function asRow({ tierGroup, ...product }: NewProduct & { id: string }): ProductRow {
  return {
    ...product,
    tierGroupCode: tierGroup,
    sortKey: sortKeyOf({ ...product }),
    searchKey: searchKeyOf({ ...product, tierGroup }),
  };
}
