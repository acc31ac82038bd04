import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { OrderPage } from '../../../views/storefront/order.tsx';
import { OrdersList, OrdersPage } from '../../../views/storefront/orders.tsx';
import { listHappenings, listPurchases, type Purchase } from '../../history/history.queries.ts';
import { cancelOrder } from '../../ordering/cancel-order.ts';
import { openWebCart } from '../../ordering/open-cart.ts';
import { cancellationReasons } from '../../ordering/order.ts';
import { findOrder, listOrderLines } from '../../ordering/order-lines.queries.ts';
import { repeatOrder } from '../../ordering/repeat-order.ts';
import { may, mayActFor } from '../../people/actor.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { BuyerEnv } from '../env.ts';
import { readForm, readQuery, wantsFragment } from '../exchange.ts';
import { buyer } from '../guards.ts';
import { answerPage, answerPart } from '../page.tsx';

const PAGE = 50;

const stages = [
  'placed',
  'confirmed',
  'picking',
  'ready',
  'shipped',
  'delivered',
  'cancelled',
] as const;

const Filter = z.object({
  channel: z.enum(['web', 'counter', 'phone']).optional().catch(undefined),
  stage: z.enum(stages).optional().catch(undefined),
  text: z.string().trim().min(1).max(100).optional().catch(undefined),
  after: z.string().max(80).optional().catch(undefined),
});

/** What a company bought, everything in one list, whatever the channel. */
export const orders = new Hono<BuyerEnv>().get('/', buyer('see-orders'), async (c) => {
  const { after, ...filter } = readQuery(c, Filter);
  const { db, actor } = c.var;
  const found = await listPurchases(db, {
    ...filter,
    companyId: actor.companyId,
    after: positionOf(after),
    limit: PAGE + 1,
  });
  const purchases = found.slice(0, PAGE);
  const shown = {
    purchases,
    filter,
    nextHref: found.length > PAGE ? hrefAfter(purchases.at(-1), filter) : undefined,
    seesPrices: may(actor, 'see-prices'),
  };
  if (wantsFragment(c)) return answerPart(c, <OrdersList {...shown} />);
  return answerPage(c, <OrdersPage {...shown} />, {
    title: wordsFor(c.var.language).history.title,
  });
});

const Cancelling = z
  .object({ reason: z.enum(cancellationReasons), inWords: z.string().trim().max(300) })
  .refine((given) => given.reason !== 'other' || given.inWords !== '', {
    path: ['inWords'],
    error: 'reason',
  });

/** One order, and what may be done with it. */
export const order = new Hono<BuyerEnv>()
  .use(buyer('see-orders'))

  .get('/:orderId', async (c) => showOrder(c, c.req.param('orderId')))

  .post('/:orderId/cancellation', buyer('place-orders'), async (c) => {
    const orderId = idOf(c.req.param('orderId'));
    const form = await readForm(c, Cancelling);
    if (!form.ok) return showOrder(c, orderId, form.problems['inWords'] ?? 'choose');
    const { reason, inWords } = form.data;
    const { db, actor, at } = c.var;
    const said = inWords === '' ? wordsFor('ru').sale.cancellationReasons[reason] : inWords;
    await transact(db, (tx) =>
      cancelOrder(tx, actor, { orderId, reason: said, channel: 'web', at }),
    );
    return c.redirect(`/o/${orderId}`, 303);
  })

  .post('/:orderId/repetition', buyer('fill-carts'), async (c) => {
    const orderId = idOf(c.req.param('orderId'));
    const { db, actor, at } = c.var;
    const { companyId } = actor;
    await transact(db, async (tx) => {
      const cart = await openWebCart(tx, actor, { companyId, at });
      await repeatOrder(tx, actor, { orderId, cartId: cart.id, channel: 'web', at });
    });
    return c.redirect('/cart', 303);
  });

async function showOrder(
  c: Context<BuyerEnv>,
  orderId: string,
  problem?: string,
): Promise<Response> {
  const { db, actor } = c.var;
  const found = await findOrder(db, idOf(orderId));
  if (!found || !mayActFor(actor, found.companyId)) throw new NotFound('order', orderId);
  const [lines, happenings] = await Promise.all([
    listOrderLines(db, found.id),
    listHappenings(db, found.id),
  ]);
  const shown = {
    order: found,
    lines,
    happenings,
    seesPrices: may(actor, 'see-prices'),
    mayPlace: may(actor, 'place-orders'),
    problem,
  };
  const { order: words } = wordsFor(c.var.language);
  const status = problem ? 422 : 200;
  return answerPage(c, <OrderPage {...shown} />, { title: words.title(found.number), status });
}

/** A malformed id is not there, like any other that is not there. */
function idOf(text: string): string {
  const id = z.uuid().safeParse(text).data;
  if (!id) throw new NotFound('order', text);
  return id;
}

const positionOf = (text: string | undefined): { placedAt: Date; id: string } | undefined => {
  const [moment = '', id = ''] = text?.split('_') ?? [];
  const placedAt = new Date(Number(moment));
  const isPosition = /^\d{1,15}$/.test(moment) && z.uuid().safeParse(id).success;
  return isPosition ? { placedAt, id } : undefined;
};

function hrefAfter(last: Purchase | undefined, filter: Record<string, string | undefined>) {
  if (!last) return undefined;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value);
  query.set('after', `${last.placedAt.getTime()}_${last.id}`);
  return `/orders?${query.toString()}`;
}
