import type { Quantity } from '../measures/quantity.ts';
import type { Actor } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { weighLine } from './add-lines.ts';
import { listLineQuantities, setCartLines, touchCart } from './cart.queries.ts';
import { lockOpenCart } from './open-cart.ts';
import { listMeasuredProducts } from './product.queries.ts';

/** A line's new quantity, and the one that the person saw when changing it. */
export type LineChange = {
  lineId: string;
  seen: Quantity;
  quantity: Quantity;
  lengthMm?: number | undefined;
};

/**
 * Other quantities for lines of an open cart, weighed anew. Lines that are not
 * named stay as others leave them. Where somebody changed a line meanwhile the
 * change is refused, unless it says the same; a line that is gone is not found.
 */
export async function changeLines(
  tx: Tx,
  actor: Actor,
  change: { cartId: string; changes: readonly LineChange[]; at: Date },
): Promise<void> {
  const { cartId, changes, at } = change;
  await lockOpenCart(tx, actor, { cartId, at });
  const lines = await listLineQuantities(tx, cartId);
  const products = await listMeasuredProducts(
    tx,
    lines.map((line) => line.productId),
  );
  const changed = changes.flatMap(({ lineId, seen, quantity, lengthMm }) => {
    const line = lines.find((one) => one.id === lineId);
    if (!line) throw new NotFound('cart line', lineId);
    if (isSame(line.quantity, quantity)) return [];
    // How many bars there are follows from the cut list.
    if (line.isCut) throw new Refusal({ code: 'bars-follow-cuts' });
    if (!isSame(line.quantity, seen)) throw new Refusal({ code: 'changed-meanwhile' });
    const wanted = { id: lineId, productId: line.productId, quantity, lengthMm };
    return [weighLine(wanted, products.get(line.productId))];
  });
  if (changed.length === 0) return;
  await setCartLines(tx, cartId, changed);
  await touchCart(tx, { cartId, at });
}

const isSame = (one: Quantity, other: Quantity) =>
  one.amountMilli === other.amountMilli && one.unit === other.unit;
