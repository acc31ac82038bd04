import { type Context, Hono } from 'hono';
import { wordsFor } from '../../../views/language.tsx';
import {
  LinkPaymentPage,
  PaymentAwaited,
  PaymentAwaitedPage,
} from '../../../views/storefront/payment.tsx';
import { findOrder, type OrderHead } from '../../ordering/order-lines.queries.ts';
import { findPaymentLink } from '../../payments/payment-link.queries.ts';
import { maySeeOrder } from '../../people/order-scope.ts';
import { hashToken, isToken } from '../../people/session-token.ts';
import { NotFound, Refusal } from '../../platform/refusal.ts';
import { CardAmount, leadToCard, payable } from '../card-form.ts';
import type { BuyerEnv, Env } from '../env.ts';
import { readForm, wantsFragment } from '../exchange.ts';
import { anyone, buyer } from '../guards.ts';
import { answerPage, answerPart } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { showOrder } from './orders.tsx';

/** Paying an order of one's company by card, and coming back from the provider's page. */
export const orderPayments = new Hono<BuyerEnv>()
  .post('/:orderId/card-payment', buyer('pay-orders'), async (c) => {
    const order = await ownOrder(c);
    const form = await readForm(c, CardAmount);
    if (!form.ok) return showOrder(c, order.id, { payment: form });
    const { amount: amountMinor } = form.data;
    return leadToCard(c, { order, amountMinor, channel: 'web', back: `/o/${order.id}` });
  })

  .get('/:orderId/payment', buyer('see-money'), async (c) => {
    const order = await ownOrder(c);
    return showAwaited(c, order, `/o/${order.id}`);
  });

/** A link for one payment, for whoever has it: no sign-in, and nothing else of the company. */
export const paymentLink = new Hono<Env>()
  .use(anyone())

  .get('/:token', async (c) => showLink(c, await linkedOrder(c)))

  .post('/:token', async (c) => {
    const order = await linkedOrder(c);
    const form = await readForm(c, CardAmount);
    if (!form.ok) return showLink(c, order, form);
    const { amount: amountMinor } = form.data;
    const back = `/pay/${c.req.param('token')}`;
    return leadToCard(c, { order, amountMinor, channel: 'web', back });
  })

  .get('/:token/payment', async (c) => {
    const order = await linkedOrder(c);
    return showAwaited(c, order, `/pay/${c.req.param('token')}`);
  });

async function ownOrder(c: Context<BuyerEnv>): Promise<OrderHead> {
  const orderId = pathId('order', c.req.param('orderId') ?? '');
  const order = await findOrder(c.var.db, orderId);
  if (!order || !maySeeOrder(c.var.actor, order)) throw new NotFound('order', orderId);
  return order;
}

/** Throws `token-invalid` for a link that leads nowhere; one that cannot be a token costs no statement. */
async function linkedOrder(c: Context<Env>): Promise<OrderHead> {
  const token = c.req.param('token') ?? '';
  const { db, at } = c.var;
  const link = isToken(token)
    ? await findPaymentLink(db, { tokenHash: hashToken(token), at })
    : undefined;
  const order = link && (await findOrder(db, link.orderId));
  if (!order) throw new Refusal({ code: 'token-invalid' });
  return order;
}

/** Whether the payment has arrived: looks and changes nothing; the provider's notice and the reconciliation book it. */
async function showAwaited(c: Context, order: OrderHead, base: string): Promise<Response> {
  const shown = { order, base, ...payable(c, order) };
  const context: Context<Env> = c;
  const { title } = wordsFor(context.var.language).payments;
  const answer = wantsFragment(c)
    ? await answerPart(c, <PaymentAwaited {...shown} />)
    : await answerPage(c, <PaymentAwaitedPage {...shown} />, { title });
  answer.headers.set('Cache-Control', 'no-store');
  return answer;
}

async function showLink(
  c: Context<Env>,
  order: OrderHead,
  refused?: { values: Record<string, string>; problems: Record<string, string> },
): Promise<Response> {
  const page = (
    <LinkPaymentPage
      order={order}
      {...payable(c, order)}
      action={`/pay/${c.req.param('token')}`}
      typed={refused?.values['amount']}
      problem={refused?.problems['amount']}
    />
  );
  const { link: title } = wordsFor(c.var.language).payments;
  const answer = await answerPage(c, page, { title, status: refused ? 422 : 200 });
  answer.headers.set('Cache-Control', 'no-store');
  return answer;
}
