import { recordEvent } from '../events/record-event.ts';
import type { Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound } from '../platform/refusal.ts';
import type { CartRow } from './cart.ts';
import { findCartByCode, setCartHolder } from './cart.queries.ts';
import { lockOpenCart } from './open-cart.ts';

/**
 * A clerk opens the cart whose code the buyer reads out and holds it. It stays
 * the same cart: nothing is copied, and the buyer sees who works in it. Taking
 * one's own cart again changes nothing.
 */
export async function takeOverCart(
  tx: Tx,
  clerk: Staff,
  taking: { code: string; channel: Channel; at: Date },
): Promise<CartRow> {
  const { code, channel, at } = taking;
  const found = await findCartByCode(tx, code);
  if (!found) throw new NotFound('cart', code);
  const cart = await lockOpenCart(tx, clerk, { cartId: found.id, at });
  if (cart.heldBy === clerk.personId && !cart.parkedAt) return cart;

  const holder = { personId: clerk.personId, channel };
  await setCartHolder(tx, { cartId: cart.id, holder, parkedAt: null, at });
  await recordEvent(
    tx,
    { type: 'cart.taken-over', cartId: cart.id, code, from: cart.heldBy },
    { companyId: cart.companyId, personId: clerk.personId, channel, subjectId: cart.id, at },
  );
  return { ...cart, heldBy: clerk.personId, heldByName: clerk.name, heldOn: channel };
}

/** A clerk puts a cart aside; it waits under the clerk's name for as long as it takes. */
export async function parkCart(
  tx: Tx,
  clerk: Staff,
  parking: { cartId: string; channel: Channel; at: Date },
): Promise<void> {
  const { cartId, channel, at } = parking;
  await lockOpenCart(tx, clerk, { cartId, at });
  const holder = { personId: clerk.personId, channel };
  await setCartHolder(tx, { cartId, holder, parkedAt: at, at });
}

/** A clerk hands a cart back to the buyer. */
export async function handBackCart(
  tx: Tx,
  clerk: Staff,
  handing: { cartId: string; at: Date },
): Promise<void> {
  await lockOpenCart(tx, clerk, handing);
  await setCartHolder(tx, { ...handing, holder: null, parkedAt: null });
}
