import { type Context, Hono } from 'hono';
import type { Desk } from '../../../views/desk/frame.tsx';
import { hrefOfCart } from '../../../views/desk/cart.tsx';
import { ReviewPage } from '../../../views/desk/review.tsx';
import { wordsFor } from '../../../views/language.tsx';
import { PlacingForm } from '../../../views/parts/placing-form.tsx';
import { needsOf } from '../../ordering/approval.ts';
import { termsHash } from '../../ordering/order.ts';
import { placeOrder } from '../../ordering/place-order.ts';
import { setDetails } from '../../ordering/set-details.ts';
import { transact } from '../../platform/db/transact.ts';
import { failpoint } from '../../platform/failpoint.ts';
import { newId } from '../../platform/id.ts';
import { Refusal, type RefusalReason } from '../../platform/refusal.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, typedIn, wantsFragment } from '../exchange.ts';
import { answerPage, answerPart } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { Details, Placing } from '../placing-form.ts';
import { leadToOrder, readDeskCart } from './shown-cart.tsx';

/** The cart is the one of the address, whatever the form says. */
const DetailsHere = Details.omit({ cartId: true });
const PlacingHere = Placing.omit({ cartId: true });

/**
 * The last look and the placing. A clerk acts as himself (R38): the order says
 * who placed it and where. Refusals stand in place, with what was typed.
 */
export function review(desk: Desk): Hono<StaffEnv> {
  const { channel } = desk;
  return new Hono<StaffEnv>()
    .get('/:cartId/review', async (c) => answer(c, desk, cartIdOf(c), {}))

    .post('/:cartId/review/details', async (c) => {
      const cartId = cartIdOf(c);
      const form = await readForm(c, DetailsHere);
      if (!form.ok) return answer(c, desk, cartId, { form });
      const { db, actor, at } = c.var;
      await transact(db, (tx) => setDetails(tx, actor, { ...form.data, cartId, at }));
      if (wantsFragment(c)) return answer(c, desk, cartId, {});
      return c.redirect(`${hrefOfCart(desk, { id: cartId })}/review`, 303);
    })

    .post('/:cartId/review', async (c) => {
      const cartId = cartIdOf(c);
      const form = await readForm(c, PlacingHere);
      if (!form.ok) return answer(c, desk, cartId, { form });
      const { key, shownTerms, payment, isAnotherOrder, ...details } = form.data;
      const { db, actor, at } = c.var;
      const sale = { key, cartId, channel, shownTerms, payment, details, at };
      try {
        const { orderId } = await transact(db, (tx) =>
          placeOrder(tx, actor, { ...sale, isAnotherOrder: isAnotherOrder === 'yes' }),
        );
        failpoint('order.after-commit');
        return leadTo(c, `${desk.base}/orders/${orderId}`);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return answer(c, desk, cartId, { refused: error.reason, values: typedIn(c) });
      }
    });
}

type Trouble = {
  form?: { values: Record<string, string>; problems: Record<string, string> };
  refused?: RefusalReason;
  values?: Record<string, string>;
};

/** The form with the cart as it stands now, with what was typed and what stands in the way. Three statements. */
async function answer(
  c: Context<StaffEnv>,
  desk: Desk,
  cartId: string,
  trouble: Trouble,
): Promise<Response> {
  const { form, refused } = trouble;
  const cart = await readDeskCart(c, cartId);
  if (cart.placedAt) return leadToOrder(c, desk, cartId);
  const backHref = hrefOfCart(desk, cart);
  const shown = {
    cart,
    wouldNeed: cart.approvalGround ? needsOf(cart.approvalGround, cart, '') : [],
    base: `${backHref}/review`,
    backHref,
    key: newId(),
    shownTerms: termsHash(cart),
    values: form?.values ?? trouble.values ?? {},
    problems: form?.problems ?? {},
    refused,
  };
  const status = statusOf(trouble);
  if (wantsFragment(c)) return answerPart(c, <PlacingForm {...shown} />, { status });
  const { reviewTitle } = wordsFor(c.var.language).desk;
  return answerPage(c, <ReviewPage {...shown} desk={desk} />, { title: reviewTitle, status });
}

function statusOf({ form, refused }: Trouble): 200 | 409 | 422 {
  if (form) return 422;
  return refused ? 409 : 200;
}

/** htmx follows a redirect within the part; the order is a page of its own. */
function leadTo(c: Context<StaffEnv>, path: string): Response {
  if (!wantsFragment(c)) return c.redirect(path, 303);
  c.header('HX-Redirect', path);
  return c.body(null, 204);
}

const cartIdOf = (c: Context<StaffEnv>): string => pathId('cart', c.req.param('cartId') ?? '');
