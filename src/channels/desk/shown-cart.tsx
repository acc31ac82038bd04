import type { Context } from 'hono';
import { DeskCartPage, hrefOfCart } from '../../../views/desk/cart.tsx';
import type { EntryChoice, Missed } from '../../../views/desk/entry.tsx';
import type { Desk } from '../../../views/desk/frame.tsx';
import type { Cart } from '../../ordering/cart.ts';
import { type LineAside, readLineAside } from '../../ordering/entry.queries.ts';
import { findOrderOfCart } from '../../ordering/order.queries.ts';
import { readCart } from '../../ordering/read-cart.ts';
import { mayActFor } from '../../people/actor.ts';
import type { Db } from '../../platform/db/database.ts';
import { newId } from '../../platform/id.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { StaffEnv } from '../env.ts';
import { answerPage } from '../page.tsx';

/** A cart that the clerk may work in, as it stands now, placed or not. Three statements. */
export async function readDeskCart(c: Context<StaffEnv>, cartId: string): Promise<Cart> {
  const { db, actor, at } = c.var;
  const found = await readCart(db, { cartId }, at);
  if (!found || !mayActFor(actor, found.companyId)) throw new NotFound('cart', cartId);
  return found;
}

/** What a clerk asks of the last line; `undefined` for an empty cart. */
export function readAside(db: Db, cart: Cart): Promise<LineAside | undefined> {
  const { companyId } = cart;
  const line = cart.lines.at(-1);
  return line
    ? readLineAside(db, { companyId, productId: line.productId })
    : Promise.resolve(undefined);
}

type Trouble = {
  choice?: EntryChoice;
  missed?: Missed;
  details?: { values: Record<string, string>; problems: Record<string, string> };
  typed?: Record<string, string>;
  problems?: Record<string, string>;
};

/** The page of a cart; one that became an order leads to it. Four statements. */
export async function answerCart(
  c: Context<StaffEnv>,
  desk: Desk,
  cartId: string,
  trouble: Trouble = {},
): Promise<Response> {
  const { db, actor, at } = c.var;
  const cart = await readDeskCart(c, cartId);
  if (cart.placedAt) return leadToOrder(c, desk, cart.id);
  const shown = {
    ...trouble,
    desk,
    cart,
    clerkId: actor.personId,
    entryKey: newId(at.getTime()),
    aside: await readAside(db, cart),
  };
  const status = Object.keys(trouble).length > 0 ? 422 : 200;
  return answerPage(c, <DeskCartPage {...shown} />, { title: cart.companyName, status });
}

/** The order that a cart became. */
export async function leadToOrder(
  c: Context<StaffEnv>,
  desk: Desk,
  cartId: string,
): Promise<Response> {
  const order = await findOrderOfCart(c.var.db, cartId);
  if (!order) throw new NotFound('order of cart', cartId);
  return c.redirect(`${desk.base}/orders/${order.id}`, 303);
}

/** Back to a cart after a deed, where scripts are off. */
export const backToCart = (c: Context<StaffEnv>, desk: Desk, cartId: string): Response =>
  c.redirect(hrefOfCart(desk, { id: cartId }), 303);
