import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createLog } from '../../../src/platform/log.ts';
import type { CardPayments } from '../../../src/platform/gateways/card-payments.ts';
import { aCheckoutOrder, aStandIn, type StandIn } from '../../support/stand-in.ts';

const sessions = '/v1/checkout/sessions';
const DAY_SECONDS = 86_400;
const began = new Date(Date.now() - 60_000);

let standIn: StandIn;
let cards: CardPayments;

beforeAll(async () => {
  standIn = await aStandIn();
  cards = standIn.cards();
});
afterEach(() => standIn.mend());
afterAll(() => standIn.close());

const unknown = (why: string) => ({ name: 'PaymentOutcomeUnknown', why });
const refused = (code: string, status?: number) => ({ name: 'PaymentRefused', code, status });

async function all<Thing>(list: AsyncIterable<Thing>): Promise<Thing[]> {
  const things: Thing[] = [];
  for await (const thing of list) things.push(thing);
  return things;
}

const pagesOf = async (attemptId: string) =>
  (await all(cards.listCheckouts({ since: began }))).filter((one) => one.attemptId === attemptId);

/** A payment of 61 240.50 ₸ that came in. */
async function aPayment() {
  const order = aCheckoutOrder();
  const { sessionId } = await cards.openCheckout(order);
  await standIn.pay(sessionId);
  const { paymentIntentId = '' } = await cards.readCheckout(sessionId);
  return { sessionId, paymentIntentId, attemptId: order.attemptId };
}

const aRefund = (paymentIntentId: string, amountMinor: number) => {
  const refundId = crypto.randomUUID();
  return { key: `refund-${refundId}`, refundId, paymentIntentId, amountMinor };
};

describe('a page on which somebody pays', () => {
  test('is opened, paid and read, with our attempt, the amount to the tiyin and the fee', async () => {
    const order = aCheckoutOrder();

    const opened = await cards.openCheckout(order);
    await standIn.pay(opened.sessionId);
    const checkout = await cards.readCheckout(opened.sessionId);

    expect(opened).toMatchObject({
      ...{ status: 'open', isPaid: false, paymentIntentId: undefined },
      url: `${standIn.base}/pay/${opened.sessionId}`,
      expiresAt: new Date(Math.floor(order.expiresAt.getTime() / 1000) * 1000),
    });
    expect(checkout).toMatchObject({
      ...{ attemptId: order.attemptId, status: 'complete', isPaid: true },
      ...{ amountMinor: 6_124_050, currency: 'KZT' },
    });
    expect(await cards.readPayment(checkout.paymentIntentId ?? '')).toEqual({
      paymentIntentId: checkout.paymentIntentId,
      attemptId: order.attemptId,
      currency: 'KZT',
      paidMinor: 6_124_050,
      feeMinor: 177_597,
      refundedMinor: 0,
    });
  });

  test('is opened once by ten calls at once with one key', async () => {
    const order = aCheckoutOrder();
    await standIn.fail('POST', sessions, { kind: 'delay', ms: 50 });

    const opened = await Promise.all(Array.from({ length: 10 }, () => cards.openCheckout(order)));

    expect(new Set(opened.map(({ sessionId }) => sessionId)).size).toBe(1);
    expect(await pagesOf(order.attemptId)).toHaveLength(1);
  });

  test.each([
    ['another amount', { amountMinor: 6_124_051 }],
    ['another attempt', { attemptId: 'another' }],
    ['another way back', { successUrl: 'https://elsewhere.example/' }],
  ])('is refused to a key that was used with %s', async (_what, change) => {
    const order = aCheckoutOrder();
    await cards.openCheckout(order);

    const again = cards.openCheckout({ ...order, ...change });

    await expect(again).rejects.toMatchObject(refused('idempotency_error', 400));
    expect(await pagesOf(order.attemptId)).toHaveLength(1);
  });

  test.each(['en', 'ru', 'kk'] as const)('is opened for a reader of %s', async (language) => {
    const { url } = await cards.openCheckout(aCheckoutOrder({ language }));
    const page = await (await fetch(url)).text();

    expect(page).toContain(`<html lang="${language === 'kk' ? 'ru' : language}"`);
  });

  test('is not opened for less than half an hour', async () => {
    const expiresAt = new Date(Date.now() + 29 * 60_000);

    const opening = cards.openCheckout(aCheckoutOrder({ expiresAt }));

    await expect(opening).rejects.toMatchObject(refused('invalid_request_error', 400));
  });

  test('is not opened for what a card cannot pay, and the provider is not asked', async () => {
    await standIn.fail('POST', sessions, { kind: 'refuse', status: 500 });
    const order = aCheckoutOrder({ amountMinor: 500_000_000 });

    await expect(cards.openCheckout(order)).rejects.toMatchObject(refused('amount: tooLarge'));

    expect(await standIn.mend()).toHaveLength(1);
  });

  test('is not opened above a ceiling of the provider that we did not know of', async () => {
    await standIn.ceilings({ kzt: 6_000_000 });

    const opening = cards.openCheckout(aCheckoutOrder());
    await expect(opening).rejects.toMatchObject(refused('amount_too_large', 400));

    await standIn.ceilings({ kzt: 99_999_999 });
  });

  test.each([
    ['JPY', 61_240, '¥61,240'],
    ['KWD', 6_120, 'KWD\u00A06.120'],
    ['KZT', 6_124_050, '₸61,240.50'],
  ])('in %s is for the amount that we meant', async (currency, amountMinor, written) => {
    const limits = { [currency]: { amountMinorMin: 1, amountMinorMax: 99_999_999 } };
    const order = aCheckoutOrder({ currency, amountMinor, language: 'en' });

    const opened = await standIn.cards({ limits }).openCheckout(order);
    const page = await (await fetch(opened.url)).text();

    expect(opened).toMatchObject({ currency, amountMinor });
    expect(page).toContain(written);
  });

  test('is closed by us, and nobody pays there any more', async () => {
    const { sessionId } = await cards.openCheckout(aCheckoutOrder());

    expect(await cards.expireCheckout(sessionId)).toMatchObject({
      status: 'expired',
      isPaid: false,
    });

    await expect(standIn.pay(sessionId)).rejects.toThrow('expired');
    expect(await cards.expireCheckout(sessionId)).toMatchObject({ status: 'expired' });
  });

  test('that was paid before we close it is told as paid', async () => {
    const { sessionId } = await aPayment();

    expect(await cards.expireCheckout(sessionId)).toMatchObject({
      status: 'complete',
      isPaid: true,
    });
  });

  test('that is not there cannot be read or closed', async () => {
    const missing = refused('resource_missing', 404);

    await expect(cards.readCheckout('cs_none')).rejects.toMatchObject(missing);
    await expect(cards.expireCheckout('cs_none')).rejects.toMatchObject(missing);
  });
});

describe('when nobody knows what became of it', () => {
  test('an answer that is lost is looked up by attempt, and asked for again by key', async () => {
    const order = aCheckoutOrder();
    // The library repeats a broken connection once.
    await standIn.fail('POST', sessions, { kind: 'dropAnswer' }, 2);

    await expect(cards.openCheckout(order)).rejects.toMatchObject(unknown('noAnswer'));
    const [found] = await pagesOf(order.attemptId);

    expect(await cards.openCheckout(order)).toMatchObject({ sessionId: found?.sessionId });
    expect(await pagesOf(order.attemptId)).toHaveLength(1);
  });

  test('one lost answer is asked for again by itself, with the same key', async () => {
    const order = aCheckoutOrder();
    await standIn.fail('POST', sessions, { kind: 'dropAnswer' });

    const { sessionId } = await cards.openCheckout(order);

    expect(await pagesOf(order.attemptId)).toMatchObject([{ sessionId }]);
  });

  test('an answer that takes too long is unknown, and the page is there', async () => {
    const order = aCheckoutOrder();
    const hurried = standIn.cards({ timeoutMs: 100 });
    await standIn.fail('POST', sessions, { kind: 'delay', ms: 1_200 });

    // Its repeat comes while the first is still being worked on.
    await expect(hurried.openCheckout(order)).rejects.toMatchObject(unknown('inProgress'));
    await standIn.fail('GET', sessions, { kind: 'delay', ms: 200 }, 2);
    await expect(hurried.readCheckout('cs_1')).rejects.toMatchObject(unknown('noAnswer'));

    await expect.poll(() => pagesOf(order.attemptId)).toHaveLength(1);
  });

  test.each([
    [429, 'tooMany'],
    [500, 'broken'],
    [503, 'broken'],
  ] as const)('an answer of %i is unknown (%s) and uses up no key', async (status, why) => {
    const order = aCheckoutOrder();
    await standIn.fail('POST', sessions, { kind: 'refuse', status }, 2);

    await expect(cards.openCheckout(order)).rejects.toMatchObject(unknown(why));
    await standIn.mend();

    expect(await pagesOf(order.attemptId)).toEqual([]);
    expect(await cards.openCheckout(order)).toMatchObject({ status: 'open' });
  });

  test('a failure after the work is the answer to its key from now on, and the page is found in the list', async () => {
    const order = aCheckoutOrder();
    await standIn.fail('POST', sessions, { kind: 'breakAfter' });

    await expect(cards.openCheckout(order)).rejects.toMatchObject(unknown('broken'));
    await expect(cards.openCheckout(order)).rejects.toMatchObject(unknown('broken'));

    expect(await pagesOf(order.attemptId)).toHaveLength(1);
  });

  test('a call beside one with the same key that takes long is told so', async () => {
    const order = aCheckoutOrder();
    await standIn.fail('POST', sessions, { kind: 'delay', ms: 1_500 });

    const first = cards.openCheckout(order);
    await expect(cards.openCheckout(order)).rejects.toMatchObject(unknown('inProgress'));

    const { sessionId } = await first;
    expect(await pagesOf(order.attemptId)).toMatchObject([{ sessionId }]);
  });

  test('a page of a proxy and an answer of another shape are no answers', async () => {
    const { sessionId } = await cards.openCheckout(aCheckoutOrder());
    const asked = () => cards.readCheckout(sessionId);
    await standIn.fail('GET', sessions, { kind: 'html' });
    await expect(asked()).rejects.toMatchObject(unknown('unreadable'));

    for (const fields of [
      { amount_total: '6124050' },
      { amount_total: 0.5 },
      { currency: 'tenge' },
      { id: '' },
    ]) {
      await standIn.fail('GET', sessions, { kind: 'alter', fields });
      await expect(asked()).rejects.toMatchObject(unknown('unreadable'));
    }
  });

  test('nobody listening is unknown too', async () => {
    const nowhere = standIn.cards({ apiBase: 'http://127.0.0.1:9' });

    await expect(nowhere.readCheckout('cs_1')).rejects.toMatchObject(unknown('noAnswer'));
  });

  test('a wrong key is refused, and no secret or message reaches the log', async () => {
    const wrong = standIn.cards({ secretKey: 'sk_test_canary', webhookSecret: 'whsec_canary' });
    const errors = [
      await wrong.openCheckout(aCheckoutOrder()).catch((error: unknown) => error),
      await standIn
        .cards({ apiBase: 'http://127.0.0.1:9', secretKey: 'sk_test_canary' })
        .readCheckout('cs_1')
        .catch((error: unknown) => error),
      await new Promise((resolve) => {
        try {
          resolve(wrong.readNotice('{"canary":1}', 't=1,v1=canary', new Date()));
        } catch (error) {
          resolve(error);
        }
      }),
    ];
    let logged = '';
    const log = createLog('info', { write: (line: string) => (logged += line) });
    for (const err of errors) log.error({ err }, 'a payment');

    expect(errors[0]).toMatchObject(refused('invalid_request_error', 401));
    expect(
      logged.match(/PaymentRefused|PaymentOutcomeUnknown|ForgedNotice/g)?.length,
    ).toBeGreaterThanOrEqual(3);
    expect(logged).not.toContain('canary');
  });
});

describe('what the provider tells is told on and not believed', () => {
  test('a wrong amount, a foreign attempt and another currency are read as they are, for the one who compares', async () => {
    const { sessionId } = await cards.openCheckout(aCheckoutOrder());
    const fields = { amount_total: 1, currency: 'usd', metadata: { attemptId: 'foreign' } };
    await standIn.fail('GET', sessions, { kind: 'alter', fields });

    expect(await cards.readCheckout(sessionId)).toMatchObject({
      ...{ amountMinor: 1, currency: 'USD', attemptId: 'foreign' },
    });
  });

  test.each([
    [{ status: 'reopened' }, { status: 'open', isPaid: false }],
    [{ status: null }, { status: 'open', isPaid: false }],
    [
      { status: 'complete', payment_status: 'half_paid' },
      { status: 'complete', isPaid: false },
    ],
    [{ payment_status: 'no_payment_required' }, { isPaid: false }],
    [{ metadata: {} }, { attemptId: undefined }],
    [{ payment_intent: { id: 'pi_1', object: 'payment_intent' } }, { paymentIntentId: 'pi_1' }],
  ])('words that we do not know are harmless: %j', async (fields, read) => {
    const { sessionId } = await cards.openCheckout(aCheckoutOrder());
    await standIn.fail('GET', sessions, { kind: 'alter', fields });

    expect(await cards.readCheckout(sessionId)).toMatchObject(read);
  });

  test('a fee that is not known yet, or is counted in another currency, is absent', async () => {
    const { paymentIntentId } = await aPayment();
    const at = '/v1/payment_intents';
    await standIn.fail('GET', at, { kind: 'alter', fields: { currency: 'usd' } });
    expect(await cards.readPayment(paymentIntentId)).toMatchObject({ feeMinor: undefined });

    const latest_charge = { amount_refunded: 0, balance_transaction: null };
    await standIn.fail('GET', at, { kind: 'alter', fields: { latest_charge } });
    expect(await cards.readPayment(paymentIntentId)).toMatchObject({ feeMinor: undefined });
  });

  test('a page that nobody paid on has no money', async () => {
    const { sessionId, url } = await cards.openCheckout(aCheckoutOrder());
    await fetch(url, { method: 'POST', body: new URLSearchParams({ card: 'declined' }) });
    const { paymentIntentId = '', status, isPaid } = await cards.readCheckout(sessionId);

    expect({ status, isPaid }).toEqual({ status: 'open', isPaid: false });
    expect(await cards.readPayment(paymentIntentId)).toMatchObject({
      ...{ paidMinor: 0, feeMinor: undefined, refundedMinor: 0 },
    });
  });
});

describe('money that goes back', () => {
  test('goes in parts, each once, and never more than came', async () => {
    const { paymentIntentId } = await aPayment();
    const parts = [2_000_000, 2_000_000, 2_124_050].map((part) => aRefund(paymentIntentId, part));

    for (const part of parts) await cards.refund(part);
    const again = await Promise.all(parts.map((part) => cards.refund(part)));

    expect(new Set(again.map(({ providerRefundId }) => providerRefundId)).size).toBe(3);
    expect(again).toMatchObject(
      parts.map(({ refundId, amountMinor }) => ({
        ...{ refundId, amountMinor, paymentIntentId, currency: 'KZT', status: 'succeeded' },
      })),
    );
    expect(await cards.readPayment(paymentIntentId)).toMatchObject({ refundedMinor: 6_124_050 });
    await expect(cards.refund(aRefund(paymentIntentId, 1))).rejects.toMatchObject(
      refused('charge_already_refunded', 400),
    );
  });

  test('is refused when it is one tiyin more than is left, also by ten at once', async () => {
    const { paymentIntentId } = await aPayment();
    await cards.refund(aRefund(paymentIntentId, 2_000_000));
    await expect(cards.refund(aRefund(paymentIntentId, 4_124_051))).rejects.toMatchObject(
      refused('amount_too_large', 400),
    );

    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, () => cards.refund(aRefund(paymentIntentId, 4_124_050))),
    );

    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await cards.readPayment(paymentIntentId)).toMatchObject({ refundedMinor: 6_124_050 });
  });

  test('that nobody answered about is found by our refund, and happened once', async () => {
    const { paymentIntentId } = await aPayment();
    const order = aRefund(paymentIntentId, 1_000_000);
    await standIn.fail('POST', '/v1/refunds', { kind: 'dropAnswer' }, 2);

    await expect(cards.refund(order)).rejects.toMatchObject(unknown('noAnswer'));
    const found = (await all(cards.listRefunds({ since: began }))).filter(
      ({ refundId }) => refundId === order.refundId,
    );

    expect(found).toEqual([await cards.refund(order)]);
    expect(await cards.readPayment(paymentIntentId)).toMatchObject({ refundedMinor: 1_000_000 });
  });

  test('may wait, arrive, and fail days after it arrived', async () => {
    const { paymentIntentId } = await aPayment();
    await standIn.nextRefunds('pending');
    const { providerRefundId: id, status } = await cards.refund(
      aRefund(paymentIntentId, 1_000_000),
    );
    expect(status).toBe('pending');

    await standIn.moveRefund(id, { status: 'succeeded' });
    expect(await cards.readRefund(id)).toMatchObject({ status: 'succeeded' });
    await standIn.moveRefund(id, { status: 'failed', failureReason: 'lost_or_stolen_card' });

    expect(await cards.readRefund(id)).toMatchObject({
      ...{ status: 'failed', failureReason: 'lost_or_stolen_card', amountMinor: 1_000_000 },
    });
    expect(await cards.readPayment(paymentIntentId)).toMatchObject({ refundedMinor: 0 });
  });

  test('of a payment that is not there or did not come in is refused', async () => {
    await expect(cards.refund(aRefund('pi_none', 1_000))).rejects.toMatchObject(
      refused('resource_missing', 404),
    );
    const { url, sessionId } = await cards.openCheckout(aCheckoutOrder());
    await fetch(url, { method: 'POST', body: new URLSearchParams({ card: 'declined' }) });
    const { paymentIntentId = '' } = await cards.readCheckout(sessionId);

    await expect(cards.refund(aRefund(paymentIntentId, 1_000))).rejects.toMatchObject({
      ...{ name: 'PaymentRefused', status: 400 },
    });
  });

  test.each([
    ['requires_action', 'pending'],
    ['teleported', 'pending'],
    [null, 'pending'],
    ['canceled', 'canceled'],
  ])('of the status %s counts as %s', async (status, ours) => {
    const { paymentIntentId } = await aPayment();
    const { providerRefundId } = await cards.refund(aRefund(paymentIntentId, 1_000));
    await standIn.fail('GET', '/v1/refunds', { kind: 'alter', fields: { status } });

    expect(await cards.readRefund(providerRefundId)).toMatchObject({ status: ours });
  });
});

describe('a dispute', () => {
  test('that is only a warning takes nothing, whatever becomes of it', async () => {
    const { paymentIntentId } = await aPayment();
    const { id } = await standIn.dispute(paymentIntentId, { status: 'warning_needs_response' });
    const warning = { status: 'warning', takesMoney: false, moneyBack: false, feeMinor: 0 };

    expect(await cards.readDispute(id)).toMatchObject({ ...warning, amountMinor: 6_124_050 });
    await standIn.moveDispute(id, 'warning_closed');
    expect(await cards.readDispute(id)).toMatchObject({ ...warning, answerBy: undefined });
  });

  test('takes the money once, and what is won comes back once', async () => {
    const { paymentIntentId } = await aPayment();
    const { id } = await standIn.dispute(paymentIntentId);
    expect(await cards.readDispute(id)).toMatchObject({
      ...{ paymentIntentId, currency: 'KZT', amountMinor: 6_124_050, feeMinor: 800_000 },
      ...{ status: 'needsAnswer', takesMoney: true, moneyBack: false, answerBy: expect.any(Date) },
    });

    await standIn.moveDispute(id, 'under_review');
    expect(await cards.readDispute(id)).toMatchObject({ status: 'underReview', takesMoney: true });
    await standIn.moveDispute(id, 'won');

    expect(await cards.readDispute(id)).toMatchObject({
      ...{ status: 'won', takesMoney: true, moneyBack: true, feeMinor: 800_000 },
    });
  });

  test('that is lost keeps the money, and nothing can be given back beside it', async () => {
    const { paymentIntentId } = await aPayment();
    const { id } = await standIn.dispute(paymentIntentId);
    await standIn.moveDispute(id, 'lost');

    expect(await cards.readDispute(id)).toMatchObject({ status: 'lost', moneyBack: false });
    await expect(cards.refund(aRefund(paymentIntentId, 1_000))).rejects.toMatchObject(
      refused('charge_disputed', 400),
    );
    expect(await all(cards.listDisputes({ since: began }))).toContainEqual(
      await cards.readDispute(id),
    );
  });

  test.each([
    ['appeal_needs_response', 'needsAnswer'],
    ['appeal_under_review', 'underReview'],
    ['prevented', 'prevented'],
    ['in_the_stars', 'underReview'],
  ])('of the status %s counts as %s', async (status, ours) => {
    const { paymentIntentId } = await aPayment();
    const { id } = await standIn.dispute(paymentIntentId);
    await standIn.fail('GET', '/v1/disputes', { kind: 'alter', fields: { status } });

    expect(await cards.readDispute(id)).toMatchObject({ status: ours });
  });
});

describe('with the time of its own', () => {
  let later: StandIn;

  beforeAll(async () => {
    later = await aStandIn();
  });
  afterAll(() => later.close());

  test('lists are read to their end, over all pages, since a moment and newest first', async () => {
    const patient = later.cards();
    const orders = Array.from({ length: 205 }, () => aCheckoutOrder());
    for (const order of orders) await patient.openCheckout(order);
    await later.travel(10);
    const newest = aCheckoutOrder();
    await patient.openCheckout(newest);

    const listed = await all(patient.listCheckouts({ since: began }));

    expect(listed.map(({ attemptId }) => attemptId)).toEqual(
      [...orders, newest].map(({ attemptId }) => attemptId).toReversed(),
    );
    const since = new Date(Date.now() + 5_000);
    expect(await all(patient.listCheckouts({ since }))).toMatchObject([
      { attemptId: newest.attemptId },
    ]);
  });

  test('a list that breaks off is unknown, not shorter', async () => {
    await later.fail('GET', sessions, { kind: 'refuse', status: 500 }, 2);

    const listing = all(later.cards().listCheckouts({ since: began }));

    await expect(listing).rejects.toMatchObject(unknown('broken'));
  });

  test('a page whose time is over is closed, and a day later its key opens another', async () => {
    const patient = later.cards();
    const order = aCheckoutOrder();
    const { sessionId } = await patient.openCheckout(order);

    await later.travel(3_601);
    expect(await patient.readCheckout(sessionId)).toMatchObject({ status: 'expired' });
    await expect(later.pay(sessionId)).rejects.toThrow('expired');
    await later.travel(DAY_SECONDS);

    const expiresAt = new Date(order.expiresAt.getTime() + (DAY_SECONDS + 7_200) * 1000);
    const { sessionId: another } = await patient.openCheckout({ ...order, expiresAt });
    expect(another).not.toBe(sessionId);
  });
});
