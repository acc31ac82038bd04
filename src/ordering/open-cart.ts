import { tradingDay } from '../measures/calendar.ts';
import { type Actor, may, mayActFor } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import type { CartRow } from './cart.ts';
import { newCartCode } from './cart-code.ts';
import { findWebCart, insertCart, lockCart } from './cart.queries.ts';

/**
 * The cart a buyer fills on the web, opened with the first line; the same one
 * however often and from however many tabs it is asked for.
 */
export async function openWebCart(
  tx: Tx,
  actor: Actor,
  opening: { companyId: string; branchCode?: string | undefined; at: Date },
): Promise<{ id: string }> {
  const of = { companyId: opening.companyId, personId: actor.personId };
  const open = await findWebCart(tx, of);
  if (open) return open;
  await insertNewCart(tx, actor, { ...opening, channel: 'web' });
  const opened = await findWebCart(tx, of);
  if (!opened) throw new Error('the web cart was not opened');
  return opened;
}

/** A new cart that a clerk opens for a customer and holds. */
export async function openDeskCart(
  tx: Tx,
  actor: Actor,
  opening: { companyId: string; branchCode?: string | undefined; channel: Channel; at: Date },
): Promise<{ id: string }> {
  return { id: await insertNewCart(tx, actor, opening) };
}

async function insertNewCart(
  tx: Tx,
  actor: Actor,
  opening: { companyId: string; branchCode?: string | undefined; channel: Channel; at: Date },
): Promise<string> {
  const { companyId, branchCode, channel, at } = opening;
  if (!may(actor, 'fill-carts')) throw new Refusal({ code: 'not-permitted' });
  if (!mayActFor(actor, companyId)) throw new NotFound('company', companyId);
  const id = newId();
  const cart = { id, companyId, branchCode, at, openedOn: channel, openedBy: actor.personId };
  const isOpened = await insertCart(tx, { ...cart, code: newCartCode() });
  // On the web another tab may have been first; at a desk only a company that is not there stops it.
  if (!isOpened && channel !== 'web') throw new NotFound('company', companyId);
  return id;
}

/**
 * Locks a cart that the actor may fill, or finds nothing: a foreign cart and a
 * missing one look the same. A placed cart is refused with its order's place, and
 * one that waits for approval stays as it was sent (R16).
 */
export async function lockOpenCart(
  tx: Tx,
  actor: Actor,
  locking: { cartId: string; at: Date },
): Promise<CartRow> {
  const { cartId, at } = locking;
  const cart = await lockCart(tx, cartId, tradingDay(at));
  if (!cart || !mayActFor(actor, cart.companyId)) throw new NotFound('cart', cartId);
  if (!may(actor, 'fill-carts')) throw new Refusal({ code: 'not-permitted' });
  if (cart.placedAt) throw new Refusal({ code: 'cart-placed' });
  if (cart.approval) throw new Refusal({ code: 'cart-in-approval' });
  return cart;
}
