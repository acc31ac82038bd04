import type { Quantity } from '../measures/quantity.ts';
import { type Actor } from '../people/actor.ts';
import { maySeeOrder } from '../people/order-scope.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { derivedId } from '../platform/derived-id.ts';
import { NotFound } from '../platform/refusal.ts';
import { insertCartLines, touchCart } from './cart.queries.ts';
import { lockOpenCart } from './open-cart.ts';
import { findOrderFacts } from './order.queries.ts';
import { weighLines } from './add-lines.ts';
import { listRepeatableLines } from './repeatable-lines.queries.ts';
import { listMeasuredProducts } from './product.queries.ts';

/** Lines of an order that are wanted again, each as much as was said. */
export type ChosenLines = {
  /** Made with the form, so that a second click is known. */
  key: string;
  quantities: ReadonlyMap<string, Quantity>;
};

/**
 * Fills an open cart from an old order, to be priced as
 * of today and cut on what its branch has now: whole in the same quantities, or the lines that were chosen;
 * a cut list keeps its bars. What is not sold any more is left out; returns how many lines came
 * and how many stayed behind. Each line joins once per order and cart, and chosen ones once per form.
 */
export async function repeatOrder(
  tx: Tx,
  actor: Actor,
  repeat: {
    orderId: string;
    cartId: string;
    channel: Channel;
    chosen?: ChosenLines | undefined;
    at: Date;
  },
): Promise<{ added: number; missing: number }> {
  const { orderId, cartId, channel, chosen, at } = repeat;
  const order = await findOrderFacts(tx, orderId);
  if (!order || !maySeeOrder(actor, order)) throw new NotFound('order', orderId);
  const cart = await lockOpenCart(tx, actor, { cartId, at });
  if (cart.companyId !== order.companyId) throw new NotFound('order', orderId);

  const all = await listRepeatableLines(tx, { orderId });
  const lines = chosen ? all.filter(({ id }) => chosen.quantities.has(id)) : all;
  const products = await listMeasuredProducts(
    tx,
    lines.map((line) => line.productId),
  );
  const sold = lines.filter((line) => products.has(line.productId));
  const wanted = sold.map((line) => {
    const quantity = chosen?.quantities.get(line.id) ?? line.quantity;
    const lengthMm = quantity.unit === 'pcs' ? line.lengthMm : undefined;
    return { ...line, quantity, lengthMm, id: derivedId(chosen?.key ?? cartId, line.id) };
  });
  const weighed = await weighLines(tx, cart.branchCode, wanted);
  const into = { cartId, addedBy: actor.personId, addedOn: channel, at };
  const added = await insertCartLines(tx, into, weighed);
  if (added > 0) await touchCart(tx, { cartId, at });
  return { added, missing: lines.length - sold.length };
}
