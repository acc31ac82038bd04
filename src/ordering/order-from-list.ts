import type { Quantity } from '../measures/quantity.ts';
import type { Buyer } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { derivedId } from '../platform/derived-id.ts';
import { NotFound } from '../platform/refusal.ts';
import { addLines } from './add-lines.ts';
import { openWebCart } from './open-cart.ts';
import { rightTo } from './saved-list.ts';
import { findSavedList, listSavedLines } from './saved-list.queries.ts';

/**
 * Puts lines of a list into the buyer's cart, each as much as he says; the lines
 * remember the list, so that it knows what is left. The ids follow from the form's
 * key, so a second click adds nothing. Returns how many lines came in.
 */
export async function orderFromList(
  tx: Tx,
  actor: Buyer,
  ordering: {
    listId: string;
    key: string;
    quantities: readonly { lineId: string; quantity: Quantity }[];
    at: Date;
  },
): Promise<number> {
  const { listId, key, quantities, at } = ordering;
  const list = await findSavedList(tx, listId);
  if (!list || rightTo(actor, list) === 'none') throw new NotFound('saved list', listId);
  const kept = await listSavedLines(tx, listId);
  const lines = quantities.flatMap(({ lineId, quantity }) => {
    const line = kept.find(({ id }) => id === lineId);
    if (!line) return [];
    const { productId, lengthMm } = line;
    return [
      {
        ...{ id: derivedId(key, lineId), productId, quantity, savedListLineId: lineId },
        lengthMm: quantity.unit === 'pcs' ? (lengthMm ?? undefined) : undefined,
      },
    ];
  });
  if (lines.length === 0) return 0;
  const { id: cartId } = await openWebCart(tx, actor, { companyId: actor.companyId, at });
  return addLines(tx, actor, { cartId, channel: 'web', lines, at });
}
