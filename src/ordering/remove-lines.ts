import type { Actor } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { deleteCartLines, type RemovedLine, touchCart } from './cart.queries.ts';
import { lockOpenCart } from './open-cart.ts';

/** Takes lines out of an open cart and tells what they said. A line that is gone already does no harm. */
export async function removeLines(
  tx: Tx,
  actor: Actor,
  removal: { cartId: string; lineIds: readonly string[]; at: Date },
): Promise<RemovedLine[]> {
  await lockOpenCart(tx, actor, removal);
  const removed = await deleteCartLines(tx, removal);
  await touchCart(tx, removal);
  return removed;
}
