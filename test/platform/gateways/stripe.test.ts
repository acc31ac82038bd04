import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { aCheckoutOrder, aStandIn, type StandIn } from '../../support/stand-in.ts';

let standIn: StandIn;

beforeAll(async () => {
  standIn = await aStandIn();
});
afterEach(() => standIn.mend());
afterAll(() => standIn.close());

test('a page is opened, paid and read, with our attempt, the amount to the tiyin and the fee', async () => {
  const cards = standIn.cards();
  const order = aCheckoutOrder();

  const opened = await cards.openCheckout(order);
  await standIn.pay(opened.sessionId);
  const checkout = await cards.readCheckout(opened.sessionId);

  expect(opened).toMatchObject({
    status: 'open',
    isPaid: false,
    url: `${standIn.base}/pay/${opened.sessionId}`,
  });
  expect(checkout).toMatchObject({
    attemptId: order.attemptId,
    status: 'complete',
    isPaid: true,
    amountMinor: 6_124_050,
    currency: 'KZT',
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

test('ten calls at once with one key open one page', async () => {
  const cards = standIn.cards();
  const order = aCheckoutOrder();
  await standIn.fail('POST', '/v1/checkout/sessions', { kind: 'delay', ms: 50 });

  const opened = await Promise.all(Array.from({ length: 10 }, () => cards.openCheckout(order)));

  expect(new Set(opened.map(({ sessionId }) => sessionId)).size).toBe(1);
});
