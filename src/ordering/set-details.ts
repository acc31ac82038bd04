import type { Actor } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { refuseOn } from '../platform/db/violations.ts';
import { type CartDetails, setCartDetails } from './cart.queries.ts';
import { lockOpenCart } from './open-cart.ts';

/**
 * Says of an open cart which branch it is taken from, where it goes, who asked
 * and what the buyer calls it. A site or contact of another company is refused
 * by the database as not permitted.
 */
export async function setDetails(
  tx: Tx,
  actor: Actor,
  set: CartDetails & { cartId: string; at: Date },
): Promise<void> {
  await lockOpenCart(tx, actor, set);
  await setCartDetails(tx, set).catch(refuseForeignDetails);
}

/** What the database's refusal of a cart's details means. */
export const refuseForeignDetails = refuseOn({
  cart_site: { code: 'not-permitted' },
  cart_contact: { code: 'not-permitted' },
  cart_cost_centre: { code: 'not-permitted' },
  cart_branch_code_fkey: { code: 'not-permitted' },
});
