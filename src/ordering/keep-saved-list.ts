import type { Quantity } from '../measures/quantity.ts';
import type { Buyer } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { derivedId } from '../platform/derived-id.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { weighLine } from './add-lines.ts';
import { listLineQuantities } from './cart.queries.ts';
import { lockOpenCart } from './open-cart.ts';
import { listMeasuredProducts } from './product.queries.ts';
import { LIST_LINES_MAX, rightTo, type SavedList } from './saved-list.ts';
import {
  copyCartLines,
  countSavedLines,
  endSavedLines,
  insertSavedList,
  listSavedLines,
  lockSavedList,
  setSavedLines,
  setSavedList,
  touchSavedList,
} from './saved-list.queries.ts';

/**
 * Keeps the lines of an open cart as a new list of the company; the cart stays as
 * it is. The id is made with the form, so a second click makes no second list.
 */
export async function saveCartAsList(
  tx: Tx,
  actor: Buyer,
  saving: { listId: string; name: string; cartId: string; at: Date },
): Promise<void> {
  const { listId: id, name, at } = saving;
  const { companyId, personId } = actor;
  const isNew = await insertSavedList(tx, { id, companyId, name, ownerId: personId, at });
  if (isNew) await addCartToList(tx, actor, saving);
}

/**
 * Puts the lines of an open cart behind those of a list, each once per cart and
 * list. Refuses a list that would grow longer than can be looked through.
 */
export async function addCartToList(
  tx: Tx,
  actor: Buyer,
  adding: { listId: string; cartId: string; at: Date },
): Promise<number> {
  const { listId, cartId, at } = adding;
  await lockOpenCart(tx, actor, { cartId, at });
  await takeList(tx, actor, { listId });
  const taken = await listLineQuantities(tx, cartId);
  const lines = taken.map(({ id }) => ({ id: derivedId(listId, id), cartLineId: id }));
  const added = await copyCartLines(tx, { listId, cartId, lines });
  const { kept } = await countSavedLines(tx, listId);
  if (kept > LIST_LINES_MAX) throw new Refusal({ code: 'list-too-long', linesMax: LIST_LINES_MAX });
  if (added > 0) await touchSavedList(tx, { id: listId });
  return added;
}

/** Says how much of each line is needed in all, weighed anew; a line without a quantity leaves the list. */
export async function changeSavedLines(
  tx: Tx,
  actor: Buyer,
  change: {
    listId: string;
    seenEdits: number;
    quantities: readonly { lineId: string; quantity: Quantity | undefined }[];
    at: Date;
  },
): Promise<void> {
  const { listId, quantities, at } = change;
  const list = await takeList(tx, actor, change);
  const kept = await listSavedLines(tx, listId);
  const wanted = quantities.flatMap(({ lineId, quantity }) => {
    const line = kept.find(({ id }) => id === lineId);
    if (!line || !quantity) return [];
    const { productId } = line;
    return [{ id: lineId, productId, quantity, lengthMm: line.lengthMm ?? undefined }];
  });
  const changed = wanted.filter(({ id, quantity }) => {
    const before = kept.find((line) => line.id === id)?.quantity;
    return before?.amountMilli !== quantity.amountMilli || before.unit !== quantity.unit;
  });
  const products = await listMeasuredProducts(
    tx,
    changed.map(({ productId }) => productId),
  );
  const weighed = changed.map((line) => weighLine(line, products.get(line.productId)));
  const lineIds = quantities.flatMap((line) => (line.quantity ? [] : [line.lineId]));
  await setSavedLines(tx, listId, weighed);
  if (lineIds.length > 0) await endSavedLines(tx, { listId, lineIds, at });
  await touchSavedList(tx, { id: list.id });
}

/** Gives a list another name and says which roles may read or change it. */
export async function shareSavedList(
  tx: Tx,
  actor: Buyer,
  sharing: { listId: string; seenEdits: number; name: string; shared: SavedList['shared'] },
): Promise<void> {
  const { listId, name, shared } = sharing;
  await takeList(tx, actor, sharing);
  await setSavedList(tx, { id: listId, name, shared });
  await touchSavedList(tx, { id: listId });
}

/** Ends a list; what was ordered from it stays ordered. A list that is ended already is not found. */
export async function endSavedList(
  tx: Tx,
  actor: Buyer,
  ending: { listId: string; at: Date },
): Promise<void> {
  await takeList(tx, actor, ending);
  await touchSavedList(tx, { id: ending.listId, endedAt: ending.at });
}

/** Locks a list that the actor may change; a foreign one and one he may not see are not found, and what changed since he saw it is not written over. */
async function takeList(
  tx: Tx,
  actor: Buyer,
  taking: { listId: string; seenEdits?: number },
): Promise<SavedList> {
  const list = await lockSavedList(tx, taking.listId);
  const right = list ? rightTo(actor, list) : 'none';
  if (!list || right === 'none') throw new NotFound('saved list', taking.listId);
  if (right !== 'change') throw new Refusal({ code: 'not-permitted' });
  if (taking.seenEdits !== undefined && list.edits !== taking.seenEdits) {
    throw new Refusal({ code: 'changed-meanwhile' });
  }
  return list;
}
