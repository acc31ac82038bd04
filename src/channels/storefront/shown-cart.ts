import type { Context } from 'hono';
import type { Cart } from '../../ordering/cart.ts';
import { readCartCode } from '../../ordering/cart-code.ts';
import { readCart } from '../../ordering/read-cart.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { BuyerEnv } from '../env.ts';

/**
 * The open cart that a buyer looks at: his own, or by its code any open cart of
 * his company. A code of another company is not found. `undefined` while he has
 * none or it is empty.
 */
export async function findShownCart(
  c: Context<BuyerEnv>,
  code: string | undefined,
): Promise<Cart | undefined> {
  const { db, actor, at } = c.var;
  const { companyId, personId } = actor;
  if (code === undefined) {
    const own = await readCart(db, { companyId, personId }, at);
    return own && own.lines.length > 0 ? own : undefined;
  }
  const read = readCartCode(code);
  const found = read && (await readCart(db, { code: read, companyId }, at));
  if (!found || found.placedAt) throw new NotFound('cart', code);
  return found;
}
