import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Desk } from '../../../views/desk/frame.tsx';
import { LinePricePage } from '../../../views/desk/line-price.tsx';
import { wordsFor } from '../../../views/language.tsx';
import { readLineAside } from '../../ordering/entry.queries.ts';
import { overridePrice, withdrawOverride } from '../../ordering/override-price.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { StaffEnv } from '../env.ts';
import { readForm } from '../exchange.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { PriceAskedField } from '../price-asked-field.ts';
import { backToCart, leadToOrder, readDeskCart } from './shown-cart.tsx';

const Agreed = z.object({
  asked: PriceAskedField,
  basis: z.enum(['with-vat', 'without-vat'], 'choose'),
  reason: z.string().trim().min(1, 'required').max(200, 'tooLong:200'),
});

/** The price of one line of a cart, where a clerk agrees on another with the customer (D11, D12). */
export function prices(desk: Desk): Hono<StaffEnv> {
  const { channel } = desk;
  return new Hono<StaffEnv>()
    .get('/:cartId/lines/:lineId/price', async (c) => answer(c, desk))

    .post('/:cartId/lines/:lineId/price', async (c) => {
      const which = lineOf(c);
      const form = await readForm(c, Agreed);
      if (!form.ok) return answer(c, desk, form);
      const { asked, basis, reason } = form.data;
      const includesVat = basis === 'with-vat';
      const wanted = 'discountBp' in asked ? asked : { ...asked, includesVat };
      const { db, actor, at } = c.var;
      const overriding = { ...which, wanted, reason, channel, at };
      await transact(db, (tx) => overridePrice(tx, actor, overriding));
      return backToCart(c, desk, which.cartId);
    })

    .post('/:cartId/lines/:lineId/price/removal', async (c) => {
      const which = lineOf(c);
      const { db, actor, at } = c.var;
      await transact(db, (tx) => withdrawOverride(tx, actor, { ...which, channel, at }));
      return backToCart(c, desk, which.cartId);
    });
}

type Trouble = { values: Record<string, string>; problems: Record<string, string> };

/** The line with what the lists ask, what was agreed on, and what this customer paid before. Four statements. */
async function answer(c: Context<StaffEnv>, desk: Desk, trouble?: Trouble): Promise<Response> {
  const { cartId, lineId } = lineOf(c);
  const cart = await readDeskCart(c, cartId);
  if (cart.placedAt) return leadToOrder(c, desk, cartId);
  const line = cart.lines.find((one) => one.id === lineId);
  if (!line) throw new NotFound('cart line', lineId);
  const of = { companyId: cart.companyId, productId: line.productId };
  const { paid } = await readLineAside(c.var.db, of);
  const shown = { desk, cart, line, paid, ...(trouble ?? { values: {}, problems: {} }) };
  const { title } = wordsFor(c.var.language).pricing;
  return answerPage(c, <LinePricePage {...shown} />, { title, status: trouble ? 422 : 200 });
}

const lineOf = (c: Context<StaffEnv>) => ({
  cartId: pathId('cart', c.req.param('cartId') ?? ''),
  lineId: pathId('cart line', c.req.param('lineId') ?? ''),
});
