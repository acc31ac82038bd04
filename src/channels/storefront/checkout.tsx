import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { CheckoutForm, CheckoutPage } from '../../../views/storefront/checkout.tsx';
import { needsOf } from '../../ordering/approval.ts';
import { askApproval } from '../../ordering/ask-approval.ts';
import type { Cart } from '../../ordering/cart.ts';
import { termsHash } from '../../ordering/order.ts';
import { placeOrder } from '../../ordering/place-order.ts';
import { setDetails } from '../../ordering/set-details.ts';
import { may, mayActFor } from '../../people/actor.ts';
import { mayOrderTo } from '../../people/order-scope.ts';
import { transact } from '../../platform/db/transact.ts';
import { failpoint } from '../../platform/failpoint.ts';
import { newId } from '../../platform/id.ts';
import { NotFound, Refusal, type RefusalReason } from '../../platform/refusal.ts';
import type { BuyerEnv } from '../env.ts';
import { readForm, readQuery, typedIn, wantsFragment } from '../exchange.ts';
import { buyer } from '../guards.ts';
import { answerPage, answerPart } from '../page.tsx';
import { readCart } from '../../ordering/read-cart.ts';
import { Asking, Details, Placing } from '../placing-form.ts';
import { findShownCart } from './shown-cart.ts';

const Sought = z.object({ cart: z.string().max(20).optional().catch(undefined) });

/** From the cart to the order, on one page: where from and to, on what terms, and yes. */
export const checkout = new Hono<BuyerEnv>()
  .use(buyer('place-orders'))

  .get('/', async (c) => {
    const cart = await findShownCart(c, readQuery(c, Sought).cart);
    if (!cart) return c.redirect('/cart', 303);
    if (cart.approval) return c.redirect(`/approvals/${cart.approval.id}`, 303);
    return answer(c, cart, {});
  })

  .post('/details', async (c) => {
    const form = await readForm(c, Details);
    if (!form.ok) return answer(c, await cartOf(c, form.values['cartId']), { form });
    const { db, actor, at } = c.var;
    await transact(db, (tx) => setDetails(tx, actor, { ...form.data, at }));
    const cart = await cartOf(c, form.data.cartId);
    if (!wantsFragment(c)) return c.redirect(`/checkout?cart=${cart.code}`, 303);
    return answer(c, cart, {});
  })

  .post('/approval', async (c) => {
    const form = await readForm(c, Asking);
    if (!form.ok) return answer(c, await cartOf(c, form.values['cartId']), { form });
    const { cartId, key, shownTerms, payment, approvalNote, placesItself, ...details } = form.data;
    const { db, actor, at } = c.var;
    const asked = { key, cartId, shownTerms, payment, details, note: approvalNote, placesItself };
    try {
      const { requestId } = await transact(db, (tx) => askApproval(tx, actor, { ...asked, at }));
      return leadTo(c, `/approvals/${requestId}`);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return answer(c, await cartOf(c, cartId), { refused: error.reason, values: typedIn(c) });
    }
  })

  .post('/', async (c) => {
    const form = await readForm(c, Placing);
    if (!form.ok) return answer(c, await cartOf(c, form.values['cartId']), { form });
    const { cartId, key, shownTerms, payment, isAnotherOrder, ...details } = form.data;
    const { db, actor, at } = c.var;
    const sale = { key, cartId, shownTerms, payment, at };
    try {
      const { orderId } = await transact(db, (tx) =>
        placeOrder(tx, actor, {
          ...sale,
          channel: 'web',
          details,
          isAnotherOrder: isAnotherOrder === 'yes',
        }),
      );
      failpoint('order.after-commit');
      return leadTo(c, `/o/${orderId}`);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return answer(c, await cartOf(c, cartId), { refused: error.reason, values: typedIn(c) });
    }
  });

type Trouble = {
  form?: { values: Record<string, string>; problems: Record<string, string> };
  refused?: RefusalReason;
  values?: Record<string, string>;
};

/** The form with the cart as it stands now, with what was typed and what stands in the way. */
function answer(c: Context<BuyerEnv>, cart: Cart, trouble: Trouble): Promise<Response> {
  const { form, refused } = trouble;
  const { actor } = c.var;
  const shown = {
    cart,
    needs: cart.approvalGround ? needsOf(cart.approvalGround, cart, actor.personId) : [],
    key: newId(),
    shownTerms: termsHash(cart),
    values: form?.values ?? trouble.values ?? {},
    problems: form?.problems ?? {},
    refused,
    owing: may(actor, 'see-prices') ? (cart.owing ?? undefined) : undefined,
  };
  const status = statusOf(trouble);
  if (wantsFragment(c)) return answerPart(c, <CheckoutForm {...shown} />, { status });
  const { title } = wordsFor(c.var.language).checkout;
  return answerPage(c, <CheckoutPage {...shown} />, { title, status });
}

function statusOf({ form, refused }: Trouble): 200 | 409 | 422 {
  if (form) return 422;
  return refused ? 409 : 200;
}

async function cartOf(c: Context<BuyerEnv>, cartId: string | undefined): Promise<Cart> {
  const isId = z.uuid().safeParse(cartId).success;
  const found = isId && cartId ? await readCart(c.var.db, { cartId }, c.var.at) : undefined;
  const { actor } = c.var;
  if (!found || !mayActFor(actor, found.companyId)) throw new NotFound('cart', cartId ?? '');
  const sites = found.choices.sites.filter(({ id }) => mayOrderTo(actor, id));
  return { ...found, choices: { ...found.choices, sites } };
}

/** htmx follows a redirect within the part; the order is a page of its own. */
function leadTo(c: Context<BuyerEnv>, path: string): Response {
  if (!wantsFragment(c)) return c.redirect(path, 303);
  c.header('HX-Redirect', path);
  return c.body(null, 204);
}
