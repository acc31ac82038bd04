import Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { aCheckoutOrder, aStandIn, type StandIn } from '../support/stand-in.ts';

let standIn: StandIn;
let stripe: Stripe;

beforeAll(async () => {
  standIn = await aStandIn();
  const { hostname: host, port } = new URL(standIn.base);
  stripe = new Stripe(standIn.secretKey, { host, port, protocol: 'http', maxNetworkRetries: 0 });
});
afterEach(() => standIn.mend());
afterAll(() => standIn.close());

const payment = { amount: 6_124_050, currency: 'kzt' };
const post = (at: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${standIn.base}${at}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${standIn.secretKey}`, ...headers },
    body: new URLSearchParams(form),
  });
const aSession = (over: Record<string, string> = {}) => ({
  mode: 'payment',
  'line_items[0][price_data][currency]': 'kzt',
  'line_items[0][price_data][unit_amount]': '6124050',
  'line_items[0][price_data][product_data][name]': 'Order 17',
  success_url: 'https://shop.example/',
  ...over,
});

describe('what is not part of it is refused, never answered as if it were', () => {
  test.each([
    ['GET', '/v1/customers'],
    ['POST', '/v1/payment_intents/pi_1/capture'],
    ['DELETE', '/v1/refunds/re_1'],
    ['GET', '/v2/core/events'],
    ['GET', '/nowhere'],
  ])('%s %s: 404', async (method, at) => {
    const answer = await standIn.ask(method, at);

    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
  });

  test.each([
    ['an unknown parameter', { colour: 'red' }, 'parameter_unknown', 'colour'],
    [
      'an unknown parameter inside',
      { 'line_items[0][colour]': 'red' },
      'parameter_unknown',
      'line_items[0][colour]',
    ],
    ['a mode of another kind', { mode: 'subscription' }, 'parameter_invalid', 'mode'],
    [
      'half a tiyin',
      { 'line_items[0][price_data][unit_amount]': '0.5' },
      'parameter_invalid_integer',
      'line_items[0][price_data][unit_amount]',
    ],
    ['a page in Kazakh', { locale: 'kk' }, 'parameter_invalid', 'locale'],
    ['a way back that is none', { success_url: 'shop' }, 'parameter_invalid', 'success_url'],
    ['a prototype', { '__proto__[mode]': 'payment' }, 'parameter_unknown', '__proto__'],
  ])('%s', async (_what, over, code, param) => {
    const answer = await post('/v1/checkout/sessions', aSession(over));

    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { code, param } });
  });

  test('a missing parameter', async () => {
    const answer = await post('/v1/checkout/sessions', { mode: 'payment' });

    expect(await answer.json()).toMatchObject({
      error: { code: 'parameter_missing', param: 'line_items' },
    });
  });

  test.each([
    ['deep', `${'a'.padEnd(60, '[b]')}=1`],
    ['wide', Array.from({ length: 600 }, (_, at) => `a${at}=1`).join('&')],
  ])('a form that is too %s', async (_what, body) => {
    const answer = await fetch(`${standIn.base}/v1/refunds`, {
      method: 'POST',
      headers: { authorization: `Bearer ${standIn.secretKey}` },
      body,
    });

    expect(answer.status).toBe(400);
  });

  test.each(['/v1/events', '/control/webhooks'])('%s without the right key: 401', async (at) => {
    expect((await fetch(`${standIn.base}${at}`)).status).toBe(401);
    const headers = { authorization: 'Bearer sk_test_other' };
    expect((await fetch(`${standIn.base}${at}`, { headers })).status).toBe(401);
  });
});

describe('amounts', () => {
  test.each([
    [100_000_000, 'kzt', 'amount_too_large'],
    [1, 'kzt', 'amount_too_small'],
    [0, 'kzt', 'parameter_invalid_integer'],
    [-500, 'kzt', 'parameter_invalid_integer'],
    [5_124, 'kwd', 'parameter_invalid_integer'],
    [5_000, 'xyz', 'parameter_invalid'],
  ])('%i %s is refused: %s', async (amount, currency, code) => {
    await expect(stripe.paymentIntents.create({ amount, currency })).rejects.toMatchObject({
      code,
    });
  });

  test('of several lines are added up', async () => {
    const answer = await post('/v1/checkout/sessions', {
      ...aSession({ 'line_items[0][quantity]': '3' }),
      'line_items[1][price_data][currency]': 'kzt',
      'line_items[1][price_data][unit_amount]': '50000',
      'line_items[1][price_data][product_data][name]': 'Cutting',
    });

    expect(await answer.json()).toMatchObject({ amount_total: 3 * 6_124_050 + 50_000 });
  });
});

describe('one key, one answer', () => {
  const key = () => ({ idempotencyKey: crypto.randomUUID() });

  test('the same bytes come again, and say so', async () => {
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const first = await post('/v1/checkout/sessions', aSession(), headers);
    const again = await post('/v1/checkout/sessions', aSession(), headers);

    expect(await again.text()).toBe(await first.text());
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(first.headers.get('idempotent-replayed')).toBeNull();
  });

  test('a key that was used elsewhere is refused', async () => {
    const once = key();
    await stripe.paymentIntents.create(payment, once);

    const elsewhere = stripe.refunds.create({ payment_intent: 'pi_1' }, once);
    await expect(elsewhere).rejects.toMatchObject({ type: 'StripeIdempotencyError' });
  });

  test('a wrong parameter uses up no key, a declined card does', async () => {
    const once = key();
    await expect(stripe.paymentIntents.create({ ...payment, amount: 1 }, once)).rejects.toThrow(
      'at least',
    );
    const declined = { ...payment, confirm: true, payment_method: 'pm_card_chargeDeclined' };

    for (const _again of [1, 2]) {
      await expect(stripe.paymentIntents.create(declined, once)).rejects.toMatchObject({
        ...{ statusCode: 402, code: 'card_declined', decline_code: 'generic_decline' },
      });
    }
    const { data } = await stripe.events.list({ type: 'payment_intent.payment_failed' });
    expect(data).toHaveLength(1);
  });

  test('a key that is too long is refused', async () => {
    const headers = { 'idempotency-key': 'k'.repeat(256) };
    expect((await post('/v1/checkout/sessions', aSession(), headers)).status).toBe(400);
  });
});

describe('a payment', () => {
  test('is charged once, also after a card that was declined', async () => {
    const { id } = await stripe.paymentIntents.create(payment);
    const declined = stripe.paymentIntents.confirm(id, {
      payment_method: 'pm_card_chargeDeclined',
    });
    await expect(declined).rejects.toMatchObject({ statusCode: 402 });

    const paid = await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
    expect(paid).toMatchObject({ status: 'succeeded', amount_received: 6_124_050 });

    const again = stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
    await expect(again).rejects.toMatchObject({ code: 'payment_intent_unexpected_state' });
    await expect(stripe.paymentIntents.cancel(id)).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
  });

  test('that is called off cannot be paid', async () => {
    const { id } = await stripe.paymentIntents.create(payment);
    expect(await stripe.paymentIntents.cancel(id)).toMatchObject({ status: 'canceled' });

    const paying = stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
    await expect(paying).rejects.toMatchObject({ code: 'payment_intent_unexpected_state' });
  });

  test('the balance is what came in without fees, what went back and what a dispute cost', async () => {
    const before = await balance();
    const { id } = await stripe.paymentIntents.create({ ...payment, confirm: true });
    await stripe.refunds.create({ payment_intent: id, amount: 1_000_000 });
    const { id: disputed } = await standIn.dispute(id);
    await standIn.moveDispute(disputed, 'won');

    expect((await balance()) - before).toBe(6_124_050 - 177_597 - 1_000_000 - 800_000);
  });

  async function balance(): Promise<number> {
    let net = 0;
    for await (const entry of stripe.balanceTransactions.list({ limit: 1 })) net += entry.net;
    return net;
  }
});

test('what cannot be laid in whole is refused', async () => {
  const { id } = await stripe.paymentIntents.create({ ...payment, confirm: true });
  const { latest_charge } = await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] });

  expect(latest_charge).toMatchObject({ object: 'charge', payment_intent: id });
  for (const expand of [['colour'], ['status'], ['latest_charge.currency']]) {
    await expect(stripe.paymentIntents.retrieve(id, { expand })).rejects.toMatchObject({
      statusCode: 400,
    });
  }
});

test('its time can begin at any moment and goes on from there', async () => {
  const at = new Date('2030-01-01T00:00:00Z');
  const there = await aStandIn({ at });
  const expiresAt = new Date(at.getTime() + 3_600_000);

  const checkout = await there.cards().openCheckout(aCheckoutOrder({ expiresAt }));

  expect(checkout.expiresAt).toEqual(expiresAt);
  await there.close();
});

test('lists begin behind a thing that is there, and have at most a hundred', async () => {
  await expect(stripe.refunds.list({ starting_after: 're_none' })).rejects.toMatchObject({
    code: 'resource_missing',
  });
  await expect(stripe.refunds.list({ limit: 101 })).rejects.toMatchObject({ param: 'limit' });
});
