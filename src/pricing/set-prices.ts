import type { Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound } from '../platform/refusal.ts';
import { countEdit, findPrices, findProductBySku, writePrices } from './price-draft.queries.ts';
import { computePrices } from './price-formula.queries.ts';
import { priceText, type ProductPrice } from './price-list.ts';
import { takeDraft } from './revise-price-list.ts';

/** A price that a manager typed: what stood there when he did (`priceText`), and what shall; null takes it away. */
export type TypedPrice = { seen: string; price: ProductPrice | null };

/**
 * Writes prices into a draft. Rows that stand as they were seen are set; where
 * another has changed one of them meanwhile, nothing is written and the products
 * in question are returned with what they cost now. A row that already says what
 * was typed is no conflict, so the same form may come twice. Where the list follows
 * a base, what is typed is fixed, and what is taken away is computed again.
 */
export async function setPrices(
  tx: Tx,
  manager: Staff,
  given: { listId: string; prices: ReadonlyMap<string, TypedPrice> },
): Promise<{ conflicts: ReadonlyMap<string, ProductPrice | null> }> {
  const draft = await takeDraft(tx, manager, given.listId);
  const { versionId } = draft;
  const productIds = [...given.prices.keys()];
  const now = await findPrices(tx, { versionId, productIds });
  const unknown = productIds.find((productId) => !now.has(productId));
  if (unknown) throw new NotFound('product', unknown);
  const nowOf = (productId: string) => now.get(productId) ?? null;

  const fresh = [...given.prices].filter(
    ([productId, { price }]) => priceText(nowOf(productId)) !== priceText(price),
  );
  const conflicts = fresh
    .filter(([productId, { seen }]) => priceText(nowOf(productId)) !== seen)
    .map(([productId]) => [productId, nowOf(productId)] as const);
  if (conflicts.length > 0) return { conflicts: new Map(conflicts) };
  if (fresh.length > 0) {
    await writePrices(tx, versionId, new Map(fresh.map(([id, { price }]) => [id, price])));
    const emptied = fresh.flatMap(([id, { price }]) => (price ? [] : [id]));
    if (emptied.length > 0) await computePrices(tx, { versionId, productIds: emptied });
    await countEdit(tx, versionId);
  }
  return { conflicts: new Map() };
}

/**
 * Puts a product on a draft by its SKU, with one price for every weight; one that
 * has a price keeps it. Returns false where no product has that SKU.
 */
export async function addToDraft(
  tx: Tx,
  manager: Staff,
  added: { listId: string; sku: string; pricePerTonneMinor: number },
): Promise<boolean> {
  const { versionId } = await takeDraft(tx, manager, added.listId);
  const product = await findProductBySku(tx, added.sku);
  if (!product) return false;
  const known = await findPrices(tx, { versionId, productIds: [product.id] });
  if (known.get(product.id)) return true;
  const price = { fromWeightsG: [0], pricesPerTonneMinor: [added.pricePerTonneMinor] };
  await writePrices(tx, versionId, new Map([[product.id, price]]));
  await countEdit(tx, versionId);
  return true;
}
