import { Hono } from 'hono';
import { z } from 'zod';
import { refuseAmount } from './amounts.ts';
import type { StandInEnv } from './env.ts';
import { expanded } from './expanding.ts';
import { listed, listParameters } from './listing.ts';
import { CurrencyCode, Expand, Flag, Metadata, readParameters, Text, Whole } from './parameters.ts';
import { cancelIntent, newIntent, pay } from './paying.ts';
import { found, type State } from './state.ts';

/** The test cards of Stripe's API that we know. */
const TestCard = z
  .enum(['pm_card_visa', 'pm_card_chargeDeclined'], 'parameter_invalid')
  .transform((card) => (card === 'pm_card_visa' ? 'accepted' : 'declined'));
const Order = z.strictObject({
  amount: Whole,
  currency: CurrencyCode,
  confirm: Flag.default(false),
  description: Text.optional(),
  metadata: Metadata,
  payment_method: TestCard.optional(),
  expand: Expand,
});
const Confirming = z.strictObject({ payment_method: TestCard, expand: Expand });
const Reading = z.strictObject({ expand: Expand });
const Listing = z.strictObject({ ...listParameters, expand: Expand });

/** `/v1/payment_intents`: payments, from the first try to the money. */
export function paymentIntents(state: State): Hono<StandInEnv> {
  const routes = new Hono<StandInEnv>();
  const intentOf = (id: string) => found(state.intents, id, 'payment_intent');
  routes.post('/', (c) => {
    const order = readParameters(Order, c.var.parameters);
    const currency = order.currency.toLowerCase();
    refuseAmount(order.amount, currency, state.ceilings, 'amount');
    const { amount, metadata, description = null } = order;
    const intent = newIntent(state, { amount, currency, metadata, description });
    if (order.confirm) pay(state, intent, order.payment_method ?? 'accepted');
    return c.json(expanded(state, intent, order.expand));
  });
  routes.post('/:id/confirm', (c) => {
    const { payment_method, expand } = readParameters(Confirming, c.var.parameters);
    const intent = intentOf(c.req.param('id'));
    pay(state, intent, payment_method);
    return c.json(expanded(state, intent, expand));
  });
  routes.post('/:id/cancel', (c) => {
    const { expand } = readParameters(Reading, c.var.parameters);
    const intent = intentOf(c.req.param('id'));
    cancelIntent(state, intent);
    return c.json(expanded(state, intent, expand));
  });
  routes.get('/', (c) => {
    const asked = readParameters(Listing, c.var.parameters);
    return c.json(listed('/v1/payment_intents', state.intents.values(), asked));
  });
  routes.get('/:id', (c) => {
    const { expand } = readParameters(Reading, c.var.parameters);
    return c.json(expanded(state, intentOf(c.req.param('id')), expand));
  });
  return routes;
}

/** `/v1/charges`: what a card was charged. */
export function charges(state: State): Hono<StandInEnv> {
  const routes = new Hono<StandInEnv>();
  routes.get('/:id', (c) => {
    const { expand } = readParameters(Reading, c.var.parameters);
    return c.json(expanded(state, found(state.charges, c.req.param('id'), 'charge'), expand));
  });
  return routes;
}

/** `/v1/balance_transactions`: what came into the account and left it. */
export function balanceTransactions(state: State): Hono<StandInEnv> {
  const routes = new Hono<StandInEnv>();
  routes.get('/', (c) => {
    const asked = readParameters(z.strictObject(listParameters), c.var.parameters);
    return c.json(listed('/v1/balance_transactions', state.bookings.values(), asked));
  });
  routes.get('/:id', (c) => {
    const { expand } = readParameters(Reading, c.var.parameters);
    const booking = found(state.bookings, c.req.param('id'), 'balance_transaction');
    return c.json(expanded(state, booking, expand));
  });
  return routes;
}
