import { makePaymentLink } from '../../../src/payments/make-payment-link.ts';
import { transact } from '../../../src/platform/db/transact.ts';
import { newId } from '../../../src/platform/id.ts';
import { signedIn } from '../../support/app.ts';
import {
  anyId,
  anything,
  choice,
  exactly,
  number,
  optional,
  quantity,
  words,
} from '../../support/every-form.ts';
import { aBuyer, at } from '../../support/world.ts';
import {
  cancelling,
  changing,
  cutLength,
  cutLine,
  cutList,
  details,
  foreignLines,
  placing,
  removedLine,
} from './cart-fields.ts';
import { type Forms, anOrder, clerks, cookies, db, rebar, theWebCart, them, us } from './cast.ts';
import { aFreightToAgree } from './credit.forms.ts';
import { repeating } from './lists.forms.ts';

/** More than a card's least, and no more than one bar costs. */
const cardAmount = () => number('1000', { min: 500, max: 5061.39, decimals: 2 });

/** The cart, the checkout and an order as the buyer sees it. */
export const storefrontForms: Forms = {
  'POST /cart/lines': async () => {
    const { sku } = rebar;
    return {
      cookie: cookies.buyer,
      fields: {
        key: anyId(newId()),
        [`q.${sku}`]: quantity('5'),
        [`u.${sku}`]: optional(choice('pcs', ['pcs', 'm', 'm2', 'kg', 't'])),
        [`l.${sku}`]: cutLength(/^\s*$|^2147483648$/),
      },
      wrong: [{ key: newId(), 'q.NO-SUCH': '5', 'u.NO-SUCH': 'pcs' }, { key: newId() }],
    };
  },
  'POST /cart/cuts': async () => ({
    cookie: cookies.buyer,
    fields: { key: anyId(newId()), sku: exactly(rebar.sku), ...cutLine() },
  }),
  'POST /cart/quantities': async () => {
    const { cartId, lineId } = await theWebCart();
    return {
      cookie: cookies.buyer,
      fields: { cartId: exactly(cartId, them.cartId), ...changing(lineId) },
      wrong: foreignLines({ cartId }),
    };
  },
  'POST /cart/lines/:lineId/removal': async () => {
    const { cartId, lineId } = await theWebCart();
    return {
      cookie: cookies.buyer,
      params: { lineId: anyId(lineId) },
      fields: { cartId: exactly(cartId, them.cartId) },
    };
  },
  'POST /cart/lines/:lineId/restoration': async () => {
    const { cartId } = await theWebCart();
    return {
      cookie: cookies.buyer,
      params: { lineId: anyId(newId()) },
      fields: { cartId: exactly(cartId, them.cartId), ...removedLine() },
    };
  },
  'POST /checkout/details': async () => ({
    cookie: cookies.buyer,
    fields: {
      cartId: exactly((await theWebCart()).cartId, them.cartId),
      ...details(() => us),
    },
  }),
  'POST /checkout': async () => {
    const { cartId } = await theWebCart();
    return {
      cookie: cookies.buyer,
      fields: { cartId: exactly(cartId, them.cartId), ...(await placing(cartId)) },
    };
  },
  'POST /o/:orderId/card-payment': async () => ({
    cookie: cookies.buyer,
    params: { orderId: exactly(await anOrder(us.company), them.orderId) },
    fields: { amount: cardAmount() },
  }),
  'POST /pay/:token': async () => {
    const orderId = await anOrder(us.company);
    const link = { orderId, channel: 'counter', at } as const;
    const token = await transact(db, (tx) => makePaymentLink(tx, clerks.counter, link));
    return { params: { token: exactly(token) }, fields: { amount: cardAmount() } };
  },
  'POST /o/:orderId/freight/:offerId/agreement': async () => {
    const { orderId, offerId } = await aFreightToAgree(15_000_000);
    return {
      cookie: cookies.buyer,
      params: { orderId: exactly(orderId, them.orderId), offerId: exactly(offerId) },
    };
  },
  'POST /o/:orderId/freight/:offerId/refusal': async () => {
    const { orderId, offerId } = await aFreightToAgree(15_000_000);
    return {
      cookie: cookies.buyer,
      params: { orderId: exactly(orderId, them.orderId), offerId: exactly(offerId) },
      fields: { freightNote: words('too dear', { min: 1, max: 300 }) },
    };
  },
  'POST /o/:orderId/cancellation': async () => ({
    cookie: cookies.buyer,
    params: { orderId: exactly(await anOrder(us.company), them.orderId) },
    fields: cancelling(),
  }),
  'POST /o/:orderId/repetition': async () => ({
    cookie: cookies.buyer,
    params: { orderId: exactly(us.orderId, them.orderId) },
  }),
  'POST /o/:orderId/repetition/lines': () => repeating(),
  'POST /p/:sku/calculation': async () => ({
    params: { sku: exactly(rebar.sku) },
    fields: { quantity: anything('5'), unit: anything('pcs') },
  }),
  'POST /p/:sku/cutting': async () => ({
    params: { sku: exactly(rebar.sku) },
    fields: { cutList: cutList('4 × 2350') },
  }),
  'POST /search/wishes': async () => ({
    cookie: await signedIn(db, await aBuyer(db, us.company), at),
    fields: { q: anything('hardox 450 лист 10') },
  }),
  'POST /preferences': async () => ({
    fields: { theme: anything('dark'), language: anything('kk'), back: anything('/') },
  }),
};
