import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { RepetitionSheet } from '../../../views/parts/repetition.tsx';
import type { FreightRefused } from '../../../views/parts/freight-question.tsx';
import { LeftOutSheet } from '../../../views/parts/left-out.tsx';
import { OrderPage } from '../../../views/storefront/order.tsx';
import { OrdersList, OrdersPage } from '../../../views/storefront/orders.tsx';
import type { OrderHeat } from '../../certificates/bought-certificates.queries.ts';
import { waiveCertificate } from '../../certificates/waive-certificate.ts';
import { readGoodsOfOrder } from '../../delivery/goods-of-order.queries.ts';
import { storageStanding } from '../../history/storage-standing.ts';
import { listHappenings, listPurchases } from '../../history/history.queries.ts';
import { tradingDay } from '../../measures/calendar.ts';
import { agreeFreight, declineFreight } from '../../ordering/answer-freight.ts';
import { cancelOrder } from '../../ordering/cancel-order.ts';
import { openWebCart } from '../../ordering/open-cart.ts';
import { isFreightOpen } from '../../ordering/order.ts';
import { findOrder, type OrderHead } from '../../ordering/order-lines.queries.ts';
import { repeatOrder } from '../../ordering/repeat-order.ts';
import { type Buyer, may } from '../../people/actor.ts';
import { maySeeOrder, orderScopeOf } from '../../people/order-scope.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound, Refusal } from '../../platform/refusal.ts';
import { payable } from '../card-form.ts';
import type { BuyerEnv } from '../env.ts';
import { Cancelling } from '../cancelling-form.ts';
import { readablePapers } from '../document-answers.ts';
import { readForm, readQuery, wantsFragment } from '../exchange.ts';
import { buyer } from '../guards.ts';
import { agreeToLess, readLeft, waitForRest } from '../leaving-out.tsx';
import { shipmentsShown } from '../order-shipments.ts';
import { answerPage, answerPart } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { promptOn } from '../prompt-form.ts';
import { hrefAfter, positionOf, PurchaseFilter } from '../purchase-filter.ts';
import { transferOf } from '../transfer-details.ts';
import {
  asItWas,
  type Chosen,
  readChosen,
  refusedBy,
  showRepetition,
  statusOf,
} from '../repetition-form.ts';

const PAGE = 50;

const Declining = z.object({ freightNote: z.string().trim().min(1).max(300) });

const Waiving = z.object({ waiverReason: z.string().trim().min(1).max(300) });

/** What a company bought, everything in one list, whatever the channel. */
export const orders = new Hono<BuyerEnv>().get('/', buyer('see-orders'), async (c) => {
  const { after, ...filter } = readQuery(c, PurchaseFilter);
  const { db, actor } = c.var;
  const found = await listPurchases(db, {
    ...filter,
    companyId: actor.companyId,
    scope: orderScopeOf(actor),
    after: positionOf(after),
    limit: PAGE + 1,
  });
  const purchases = found.slice(0, PAGE);
  const shown = {
    purchases,
    filter,
    nextHref: found.length > PAGE ? hrefAfter('/orders', purchases.at(-1), filter) : undefined,
    seesPrices: may(actor, 'see-prices'),
    seesMoney: may(actor, 'see-money'),
  };
  if (wantsFragment(c)) return answerPart(c, <OrdersList {...shown} />);
  const prompt = await promptOn(c, { isOfNothing: true });
  return answerPage(c, <OrdersPage {...shown} prompt={prompt} />, {
    title: wordsFor(c.var.language).history.title,
  });
});

/** One order, and what may be done with it. */
export const order = new Hono<BuyerEnv>()
  .use(buyer('see-orders'))

  .get('/:orderId', async (c) => showOrder(c, c.req.param('orderId')))

  .post('/:orderId/cancellation', buyer('place-orders'), async (c) => {
    const orderId = pathId('order', c.req.param('orderId'));
    const form = await readForm(c, Cancelling);
    if (!form.ok) return showOrder(c, orderId, { cancelling: form });
    const { db, actor, at } = c.var;
    await transact(db, (tx) =>
      cancelOrder(tx, actor, { orderId, ...form.data, channel: 'web', at }),
    );
    return c.redirect(`/o/${orderId}`, 303);
  })

  .get('/:orderId/left-out', buyer('place-orders'), async (c) => {
    const { shown, title } = await readLeft(c, '/o');
    return answerPage(c, <LeftOutSheet {...shown} />, { title });
  })

  .post('/:orderId/left-out', buyer('place-orders'), (c) => agreeToLess(c, '/o', 'web'))

  .post('/:orderId/waiting', buyer('place-orders'), (c) => waitForRest(c, '/o', 'web'))

  .post('/:orderId/lots/:lotId/waiver', buyer('place-orders'), async (c) => {
    const orderId = pathId('order', c.req.param('orderId'));
    const lotId = pathId('lot', c.req.param('lotId'));
    const form = await readForm(c, Waiving);
    if (!form.ok) {
      const problem = form.problems['waiverReason'] ?? 'required';
      const waiving = { lotId, typed: form.values['waiverReason'] ?? '', problem };
      return showOrder(c, orderId, { waiving });
    }
    const { db, actor, at } = c.var;
    const { waiverReason: reason } = form.data;
    await transact(db, (tx) => waiveCertificate(tx, actor, { orderId, lotId, reason, at }));
    return c.redirect(`/o/${orderId}`, 303);
  })

  .post('/:orderId/freight/:offerId/agreement', buyer('place-orders'), async (c) => {
    const { orderId, offerId } = freightOf(c);
    const { db, actor, at } = c.var;
    const answer = { orderId, offerId, note: '', channel: 'web', at } as const;
    await transact(db, (tx) => agreeFreight(tx, actor, answer));
    return c.redirect(`/o/${orderId}`, 303);
  })

  .post('/:orderId/freight/:offerId/refusal', buyer('place-orders'), async (c) => {
    const { orderId, offerId } = freightOf(c);
    const form = await readForm(c, Declining);
    if (!form.ok) {
      const problem = form.problems['freightNote'] ?? 'required';
      const freight = { offerId, typed: form.values['freightNote'], problem };
      return showOrder(c, orderId, { freight });
    }
    const { db, actor, at } = c.var;
    const answer = { orderId, offerId, note: form.data.freightNote, channel: 'web', at } as const;
    await transact(db, (tx) => declineFreight(tx, actor, answer));
    return c.redirect(`/o/${orderId}`, 303);
  })

  .post('/:orderId/repetition', buyer('fill-carts'), async (c) => {
    const orderId = pathId('order', c.req.param('orderId'));
    const { db, actor, at } = c.var;
    const { companyId } = actor;
    await transact(db, async (tx) => {
      const cart = await openWebCart(tx, actor, { companyId, at });
      await repeatOrder(tx, actor, { orderId, cartId: cart.id, channel: 'web', at });
    });
    return c.redirect('/cart', 303);
  })

  .get('/:orderId/repetition', buyer('fill-carts'), (c) => showAgain(c, asItWas))

  .post('/:orderId/repetition/lines', buyer('fill-carts'), async (c) => {
    const orderId = pathId('order', c.req.param('orderId'));
    const { chosen, ...said } = await readChosen(c, orderId);
    if (!chosen) return showAgain(c, said);
    const { db, actor, at } = c.var;
    const { companyId } = actor;
    const refusal = await refusedBy(
      transact(db, async (tx) => {
        const cart = await openWebCart(tx, actor, { companyId, at });
        await repeatOrder(tx, actor, { orderId, cartId: cart.id, channel: 'web', chosen, at });
      }),
    );
    if (refusal) return showAgain(c, { ...said, refusal });
    return c.redirect('/cart', 303);
  });

async function showAgain(c: Context<BuyerEnv>, said: Chosen): Promise<Response> {
  const orderId = pathId('order', c.req.param('orderId') ?? '');
  const shown = await showRepetition(c, orderId, said);
  const page = <RepetitionSheet {...shown} base={`/o/${orderId}`} />;
  const title = wordsFor(c.var.language).repetition.title(shown.order.number);
  return answerPage(c, page, { title, status: statusOf(said) });
}

const freightOf = (c: Context<BuyerEnv>) => ({
  orderId: pathId('order', c.req.param('orderId') ?? ''),
  offerId: pathId('freight offer', c.req.param('offerId') ?? ''),
});

/** A form of the page that was refused, with what was typed. */
type Refused = { values: Record<string, string>; problems: Record<string, string> };

/** The page of one order, with the form that was refused where one was. Three statements, and that of asking. */
export async function showOrder(
  c: Context<BuyerEnv>,
  orderId: string,
  refused: {
    cancelling?: Refused;
    payment?: Refused;
    waiving?: { lotId: string; typed: string; problem: string };
    freight?: { offerId: string; typed: string | undefined; problem: string };
  } = {},
): Promise<Response> {
  const { db, actor, at } = c.var;
  const { cancelling, payment, waiving, freight } = refused;
  const found = await findOrder(db, pathId('order', orderId));
  if (!found || !maySeeOrder(actor, found)) throw new NotFound('order', orderId);
  const [{ lines, heats, ...carried }, happenings, prompt] = await Promise.all([
    readGoodsOfOrder(db, found),
    listHappenings(db, found.id),
    promptOn(c, { orderId: found.id }),
  ]);
  if (waiving) refuseUnlessMissing(heats, waiving.lotId);
  if (freight && found.freightOffer?.id !== freight.offerId) {
    throw new NotFound('freight offer', freight.offerId);
  }
  const mayPlace = may(actor, 'place-orders');
  const shown = {
    order: found,
    documents: readablePapers(actor, found.documents),
    lines,
    happenings,
    seesPrices: may(actor, 'see-prices'),
    mayPlace,
    storage: storageStanding(found, tradingDay(at)),
    missingBase: mayPlace ? `/o/${found.id}` : undefined,
    prompt,
    shipments: shipmentsShown(found.number, carried),
    heats: {
      ...{ heats, certificatesAt: '/certificates', refused: waiving },
      waiverBase: mayPlace ? `/o/${found.id}` : undefined,
    },
    mayRepeat: may(actor, 'fill-carts'),
    ...(found.source === 'counterweight' ? { claimHref: `/claims/new?order=${found.id}` } : {}),
    freight: freightShown(actor, found, freight),
    problem: cancelling && (cancelling.problems['note'] ?? 'choose'),
    typed: cancelling?.values,
    money: may(actor, 'see-money')
      ? {
          ...{ ...payable(c, found), mayPay: may(actor, 'pay-orders'), refused: payment },
          transfer: await transferOf(c, found),
        }
      : undefined,
  };
  const { order: words } = wordsFor(c.var.language);
  const status = cancelling || payment || waiving || freight ? 422 : 200;
  return answerPage(c, <OrderPage {...shown} />, { title: words.title(found.number), status });
}

/** What is still to be agreed of an order's freight, for whoever sees prices. */
function freightShown(actor: Buyer, order: OrderHead, refused: FreightRefused | undefined) {
  if (!isFreightOpen(order) || !may(actor, 'see-prices')) return undefined;
  return { mayAnswer: may(actor, 'place-orders'), refused };
}

/** A form that came back needs its place on the page: a lot of the order that has no certificate yet. */
function refuseUnlessMissing(heats: readonly OrderHeat[], lotId: string): void {
  const lot = heats.find((heat) => heat.lotId === lotId);
  if (!lot) throw new NotFound('lot of order', lotId);
  if (lot.certificateId !== null || lot.waivedAt !== null) {
    throw new Refusal({ code: 'certificate-there' });
  }
}
