import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ForgedNotice } from '../../../src/platform/gateways/card-payments.ts';
import { aCheckoutOrder, aStandIn, type StandIn } from '../../support/stand-in.ts';
import { aWebhook, type Received } from '../../support/webhook.ts';

const at = new Date('2026-11-26T06:00:00.500Z');
const seconds = Math.floor(at.getTime() / 1000);
const secret = 'whsec_of_tests';
/** Stripe's own words for a message, by its own library. */
const { webhooks } = new Stripe('sk_test_other');

let standIn: StandIn;
let cards: ReturnType<StandIn['cards']>;
let webhook: Awaited<ReturnType<typeof aWebhook>>;

beforeAll(async () => {
  webhook = await aWebhook();
  standIn = await aStandIn({ webhookUrl: webhook.url, retryDelaysMs: [20, 20, 20] });
  cards = standIn.cards();
});
beforeEach(async () => {
  await standIn.webhooks({ mode: 'hold', copies: 1, copiesAs: 'sameEvent' });
  await standIn.release();
  webhook.received.length = 0;
});
afterAll(async () => {
  await standIn.close();
  webhook.close();
});

const anEvent = (type = 'checkout.session.completed', object: object = { id: 'cs_1' }) => ({
  ...{ id: 'evt_1', object: 'event', created: seconds - 5, livemode: false, type },
  data: { object },
});
const signed = (payload: string, over: { timestamp?: number; secret?: string } = {}) =>
  webhooks.generateTestHeaderString({ payload, secret, timestamp: seconds, ...over });
const read = (event: unknown) => {
  const payload = JSON.stringify(event);
  return cards.readNotice(payload, signed(payload), at);
};
const noticeOf = ({ body, signature }: Received) => cards.readNotice(body, signature, new Date());

/** A payment that came in, of which nobody has been told. */
async function aHeldPayment(): Promise<{ sessionId: string; paymentIntentId: string }> {
  const { sessionId } = await cards.openCheckout(aCheckoutOrder());
  await standIn.pay(sessionId);
  const { paymentIntentId = '' } = await cards.readCheckout(sessionId);
  return { sessionId, paymentIntentId };
}

test('a notice says which thing changed and when, and nothing of how it stands', () => {
  const object = {
    id: 'cs_1',
    payment_status: 'paid',
    amount_total: 1,
    metadata: { attemptId: 'x' },
  };

  expect(read(anEvent('checkout.session.completed', object))).toEqual({
    eventId: 'evt_1',
    type: 'checkout.session.completed',
    about: { kind: 'checkout', id: 'cs_1' },
    happenedAt: new Date((seconds - 5) * 1000),
    livemode: false,
  });
});

test.each([
  ['checkout.session.completed', 'checkout'],
  ['checkout.session.async_payment_succeeded', 'checkout'],
  ['checkout.session.async_payment_failed', 'checkout'],
  ['checkout.session.expired', 'checkout'],
  ['payment_intent.succeeded', 'payment'],
  ['refund.created', 'refund'],
  ['refund.updated', 'refund'],
  ['refund.failed', 'refund'],
  ['charge.refund.updated', 'refund'],
  ['charge.dispute.created', 'dispute'],
  ['charge.dispute.updated', 'dispute'],
  ['charge.dispute.closed', 'dispute'],
  ['charge.dispute.funds_withdrawn', 'dispute'],
  ['charge.dispute.funds_reinstated', 'dispute'],
])('%s is about a %s', (type, kind) => {
  expect(read(anEvent(type, { id: 'x_1' }))?.about).toEqual({ kind, id: 'x_1' });
});

test('a refunded charge is about its payment', () => {
  const about = { kind: 'payment', id: 'pi_1' };
  expect(read(anEvent('charge.refunded', { id: 'ch_1', payment_intent: 'pi_1' }))?.about).toEqual(
    about,
  );
  expect(read(anEvent('charge.refunded', { id: 'ch_1', payment_intent: null }))).toBeUndefined();
});

test.each([
  ['a type that we do not use', anEvent('customer.created', { id: 'cus_1' })],
  ['a name of every object', anEvent('constructor')],
  ['a type of the next year', anEvent('checkout.session.teleported')],
  ['a thing without a name', anEvent('refund.updated', {})],
  ['a name that is too long', anEvent('refund.updated', { id: 'r'.repeat(256) })],
  ['no event at all', { object: 'balance' }],
  ['a list', []],
  ['nothing', null],
])('%s, rightly signed, is passed over', (_what, event) => {
  expect(read(event)).toBeUndefined();
});

const body = JSON.stringify(anEvent());

test.each([
  ['no signature', body, undefined],
  ['an empty one', body, ''],
  ['one that is none', body, 'canary'],
  ['one without a time', body, signed(body).replace(/t=\d+,/, '')],
  ['the signature of another message', body, signed('{}')],
  ['a signature by another secret', body, signed(body, { secret: 'whsec_other' })],
  ['a signature by an empty secret', body, signed(body, { secret: '' })],
  ['one of an old scheme', body, signed(body).replace('v1=', 'v0=')],
  [
    'a later time written over the true one',
    body,
    signed(body, { timestamp: seconds - 400 }).replace(/t=\d+/, `t=${seconds}`),
  ],
  ['one changed letter', body.replace('cs_1', 'cs_2'), signed(body)],
  ['a space more', `${body} `, signed(body)],
  [
    'another order of fields',
    JSON.stringify(Object.fromEntries(Object.entries(anEvent()).toReversed())),
    signed(body),
  ],
  ['nothing that is signed', '', signed('')],
  ['an age of 301 seconds', body, signed(body, { timestamp: seconds - 301 })],
])('with %s it is not believed', (_what, payload, signature) => {
  expect(() => cards.readNotice(payload, signature, at)).toThrow(ForgedNotice);
});

test('it is believed for 300 seconds, and beside signatures that are not ours', () => {
  expect(cards.readNotice(body, signed(body, { timestamp: seconds - 300 }), at)).toBeDefined();
  const rotated = signed(body).replace(',v1=', `,v1=${'0'.repeat(64)},v1=`);
  expect(cards.readNotice(body, rotated, at)).toBeDefined();
});

test('each thing that happens is told, signed so that we believe it', async () => {
  const { sessionId, paymentIntentId } = await aHeldPayment();
  const refundId = crypto.randomUUID();
  const refund = { key: refundId, refundId, paymentIntentId, amountMinor: 1_000_000 };
  const { providerRefundId } = await cards.refund(refund);
  const { id: disputeId } = await standIn.dispute(paymentIntentId);
  await standIn.moveDispute(disputeId, 'won');

  await standIn.release();
  const notices = webhook.received.map(noticeOf).filter((notice) => notice !== undefined);

  expect(notices.map(({ type, about }) => [type, about.kind, about.id])).toEqual([
    ['payment_intent.succeeded', 'payment', paymentIntentId],
    ['checkout.session.completed', 'checkout', sessionId],
    ['refund.created', 'refund', providerRefundId],
    ['charge.refunded', 'payment', paymentIntentId],
    ['charge.dispute.created', 'dispute', disputeId],
    ['charge.dispute.funds_withdrawn', 'dispute', disputeId],
    ['charge.dispute.closed', 'dispute', disputeId],
    ['charge.dispute.funds_reinstated', 'dispute', disputeId],
  ]);
});

test('what was not taken is told again, under the same id and with a signature of its own, until it is', async () => {
  const { sessionId } = await cards.openCheckout(aCheckoutOrder());
  webhook.answers.push(503, 500);
  await standIn.webhooks({ mode: 'send' });

  await cards.expireCheckout(sessionId);
  await webhook.until((all) => (all.length === 3 ? all : undefined));

  const notices = webhook.received.map(noticeOf);
  expect(notices.map((notice) => notice?.about.id)).toEqual([sessionId, sessionId, sessionId]);
  expect(new Set(notices.map((notice) => notice?.eventId)).size).toBe(1);
  await expect
    .poll(async () => (await standIn.told()).deliveries.slice(-3).map(({ status }) => status))
    .toEqual([503, 500, 200]);
});

test('it can come twice, under the same id and under another', async () => {
  await aHeldPayment();
  await standIn.webhooks({ copies: 2 });
  await standIn.release('asMade', true);
  const same = webhook.received.splice(0).flatMap((one) => noticeOf(one)?.eventId ?? []);

  await standIn.webhooks({ copiesAs: 'otherEvent' });
  await standIn.release();
  const other = webhook.received.flatMap((one) => noticeOf(one)?.eventId ?? []);

  expect([same.length, new Set(same).size]).toEqual([4, 2]);
  expect([other.length, new Set(other).size]).toEqual([4, 4]);
});

test('it can come in any order, and not at all', async () => {
  await aHeldPayment();
  const ids = (await standIn.told()).held.map(({ id }) => id);
  const toldIds = async (order: 'reversed' | string[]) =>
    (await standIn.release(order, true)).map(({ eventId }) => eventId);

  expect(await toldIds('reversed')).toEqual(ids.toReversed());
  expect(await toldIds([ids[2]!, ids[0]!])).toEqual([ids[2], ids[0]]);
  await standIn.release();
  webhook.received.length = 0;

  await standIn.webhooks({ mode: 'drop' });
  const { sessionId } = await aHeldPayment();
  expect((await standIn.told()).held).toEqual([]);
  expect(await cards.readCheckout(sessionId)).toMatchObject({ isPaid: true });
  expect(webhook.received).toEqual([]);
});
