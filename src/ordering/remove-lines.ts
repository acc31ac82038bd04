import type { Actor } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { deleteCartLines, touchCart } from './cart.queries.ts';
import { lockOpenCart } from './open-cart.ts';

/** Takes lines out of an open cart. A line that is gone already does no harm. */
export async function removeLines(
  tx: Tx,
  actor: Actor,
  removal: { cartId: string; lineIds: readonly string[]; at: Date },
): Promise<void> {
  await lockOpenCart(tx, actor, removal);
  await deleteCartLines(tx, removal);
  await touchCart(tx, removal);
}
