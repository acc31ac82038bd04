import { type Actor, mayActFor } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { derivedId } from '../platform/derived-id.ts';
import { NotFound } from '../platform/refusal.ts';
import { insertCartLines, touchCart } from './cart.queries.ts';
import { lockOpenCart } from './open-cart.ts';
import { findOrderFacts } from './order.queries.ts';
import { weighLines } from './add-lines.ts';
import { listRepeatableLines } from './order-lines.queries.ts';
import { listMeasuredProducts } from './product.queries.ts';

/**
 * Fills an open cart from an old order, in the same quantities, to be priced as
 * of today and cut on what its branch has now. What is not sold any more is left out; returns how many lines came
 * and how many stayed behind. Each line joins once per order and cart.
 */
export async function repeatOrder(
  tx: Tx,
  actor: Actor,
  repeat: { orderId: string; cartId: string; channel: Channel; at: Date },
): Promise<{ added: number; missing: number }> {
  const { orderId, cartId, channel, at } = repeat;
  const order = await findOrderFacts(tx, orderId);
  if (!order || !mayActFor(actor, order.companyId)) throw new NotFound('order', orderId);
  const cart = await lockOpenCart(tx, actor, { cartId, at });
  if (cart.companyId !== order.companyId) throw new NotFound('order', orderId);

  const lines = await listRepeatableLines(tx, { orderId });
  const products = await listMeasuredProducts(
    tx,
    lines.map((line) => line.productId),
  );
  const sold = lines.filter((line) => products.has(line.productId));
  const wanted = sold.map((line) => ({ ...line, id: derivedId(cartId, line.id) }));
  const weighed = await weighLines(tx, cart.branchCode, wanted);
  const into = { cartId, addedBy: actor.personId, addedOn: channel, at };
  const added = await insertCartLines(tx, into, weighed);
  if (added > 0) await touchCart(tx, { cartId, at });
  return { added, missing: lines.length - sold.length };
}
