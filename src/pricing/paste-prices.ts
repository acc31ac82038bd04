import type { Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import type { LineProblem, PastedPrice } from './pasted-prices.ts';
import { countEdit, findPrices, findProductsBySku, writePrices } from './price-draft.queries.ts';
import { priceText } from './price-list.ts';
import { takeDraft } from './revise-price-list.ts';

/**
 * Writes rows of a spreadsheet into a draft, all of them or none: an SKU that
 * nobody sells, or one price for a product that has several steps, is told by its
 * line. Counts from what the manager saw, so that a colleague's work is not gone
 * over unseen; the same rows again change nothing. Returns how many prices changed.
 */
export async function pastePrices(
  tx: Tx,
  manager: Staff,
  pasted: { listId: string; seenEdits: number; prices: readonly PastedPrice[] },
): Promise<{ problems: LineProblem[]; changed: number }> {
  const { listId, seenEdits, prices } = pasted;
  const { versionId, edits } = await takeDraft(tx, manager, listId);
  if (edits !== seenEdits) throw new Refusal({ code: 'changed-meanwhile' });
  const products = await findProductsBySku(
    tx,
    prices.map(({ sku }) => sku),
  );
  const now = await findPrices(tx, { versionId, productIds: [...products.values()] });
  const problems: LineProblem[] = [];
  const fresh = new Map<string, PastedPrice['price']>();
  for (const { line, sku, price, hasSteps } of prices) {
    const productId = products.get(sku);
    const stands = productId === undefined ? null : (now.get(productId) ?? null);
    if (productId === undefined) problems.push({ line, problem: 'sku' });
    else if (!hasSteps && (stands?.fromWeightsG.length ?? 0) > 1)
      problems.push({ line, problem: 'pastedSteps' });
    else if (priceText(stands) !== priceText(price)) fresh.set(productId, price);
  }
  if (problems.length > 0) return { problems, changed: 0 };
  if (fresh.size > 0) {
    await writePrices(tx, versionId, fresh);
    await countEdit(tx, versionId);
  }
  return { problems, changed: fresh.size };
}
