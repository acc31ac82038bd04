import type { Kysely } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { cancelOrder } from '../../src/ordering/cancel-order.ts';
import { findOrder } from '../../src/ordering/order-lines.queries.ts';
import { askRefund, decideRefund } from '../../src/payments/ask-refund.ts';
import { closeAttempts } from '../../src/payments/close-attempts.ts';
import { freePayments } from '../../src/payments/free-payments.ts';
import { receivePayment } from '../../src/payments/receive-payment.ts';
import { closeNoticeRow } from '../../src/payments/notice.queries.ts';
import { listOpenNotices } from '../../src/payments/payment-trouble.queries.ts';
import { reconcileCards } from '../../src/payments/reconcile-cards.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import type { CardPayments } from '../../src/platform/gateways/card-payments.ts';
import { newId } from '../../src/platform/id.ts';
import { anAppOn } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { cardOrders, sessionOf } from '../support/card-orders.ts';
import { auditFindings } from '../support/sale.ts';
import { aStandIn, type StandIn } from '../support/stand-in.ts';
import { aClerk, aCompany, aTradingDay } from '../support/world.ts';

/** The provider's clock is the real one. */
const at = new Date();
const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000);

let db: Kysely<DB>;
let clerk: Staff;
let standIn: StandIn;
let cards: CardPayments;
let shop: ReturnType<typeof cardOrders>;

beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
  standIn = await aStandIn();
  cards = standIn.cards();
  shop = cardOrders({ db, clerk, cards, at });
});
afterAll(() => standIn.close());
afterEach(async () => {
  await standIn.mend();
  expect(await auditFindings(db)).toEqual([]);
});

describe('a page to pay on', () => {
  test('is one for an order, however many ask for it at once, and again', async () => {
    const order = await shop.anOrder();

    const urls = await Promise.all(
      Array.from({ length: 8 }, () => shop.paying(order).catch(() => '')),
    );
    const again = await shop.paying(order);

    expect(new Set([...urls.filter((url) => url !== ''), again]).size).toBe(1);
    expect(await shop.attemptsOf(order.orderId)).toEqual(['open']);
  });

  test('is the same one after the answer was lost, with the work done or not', async () => {
    for (const does of [{ kind: 'dropAnswer' }, { kind: 'refuse', status: 429 }] as const) {
      const order = await shop.anOrder();
      await standIn.fail('POST', '/v1/checkout/sessions', does, 9);

      await expect(shop.paying(order)).rejects.toMatchObject({
        reason: { code: 'card-unanswered' },
      });
      await standIn.mend();
      const url = await shop.paying(order);
      await standIn.pay(sessionOf(url));
      await reconcileCards(db, cards, later(2));

      expect(await shop.attemptsOf(order.orderId)).toEqual(['paid']);
      expect(await shop.moneyOf(order)).toEqual({ paidMinor: order.grossMinor, balanceMinor: 0 });
    }
  });

  test('for another amount closes the one before, on which nobody pays any more', async () => {
    const order = await shop.anOrder();
    const first = await shop.paying(order);
    const second = await shop.paying(order, order.grossMinor - 100_000);

    expect(second).not.toBe(first);
    await expect(standIn.pay(sessionOf(first))).rejects.toThrow('pay');
    expect((await shop.attemptsOf(order.orderId)).toSorted()).toEqual(['expired', 'open']);
  });

  test('is not opened for more than a card takes, than is due, or for what has ended', async () => {
    const order = await shop.anOrder();
    await expect(shop.paying(order, 100_000_000)).rejects.toMatchObject({
      reason: { code: 'card-amount', mostMinor: 99_999_999 },
    });
    await expect(shop.paying(order, order.grossMinor + 1)).rejects.toMatchObject({
      reason: { code: 'changed-meanwhile' },
    });
    await transact(db, (tx) =>
      cancelOrder(tx, clerk, {
        ...{ orderId: order.orderId, reason: 'not-needed', note: '', channel: 'counter', at },
      }),
    );
    await expect(shop.paying(order)).rejects.toMatchObject({ reason: { code: 'nothing-due' } });
    expect(await shop.attemptsOf(order.orderId)).toEqual([]);
  });

  test('holds the stock for longer than anybody can pay on it', async () => {
    const order = await shop.anOrder();
    await db
      .updateTable('salesOrder')
      .set({ reservedUntil: later(5) })
      .where('id', '=', order.orderId)
      .execute();

    await shop.paying(order);

    const held = await findOrder(db, order.orderId);
    expect(held?.reservedUntil?.getTime()).toBeGreaterThanOrEqual(later(70).getTime());
  });
});

describe('what was paid there', () => {
  test('is booked once by notices, by the reconciliation and by the way back, all at once', async () => {
    const order = await shop.anOrder();
    const url = await shop.paying(order);
    await standIn.pay(sessionOf(url));

    await Promise.all(Array.from({ length: 6 }, () => reconcileCards(db, cards, later(2))));

    expect(await shop.paymentsOf(order.companyId)).toMatchObject([
      { amountMinor: order.grossMinor },
    ]);
    expect(await shop.moneyOf(order)).toEqual({ paidMinor: order.grossMinor, balanceMinor: 0 });
  });

  test('beside cash of a clerk at the same moment leaves the order paid once, the rest a balance', async () => {
    const order = await shop.anOrder();
    await standIn.pay(sessionOf(await shop.paying(order)));
    const byHand = {
      method: 'transfer',
      reference: newId(),
      personId: null,
      channel: null,
    } as const;

    await Promise.all([
      reconcileCards(db, cards, later(2)),
      transact(db, (tx) =>
        receivePayment(tx, {
          ...{ ...byHand, companyId: order.companyId, amountMinor: order.grossMinor },
          ...{ orderIds: [order.orderId], at },
        }),
      ),
    ]);

    const { grossMinor } = order;
    expect(await shop.moneyOf(order)).toEqual({ paidMinor: grossMinor, balanceMinor: grossMinor });
  });

  test('closes when the order is paid otherwise or cancelled, and late money is the balance', async () => {
    const order = await shop.anOrder();
    const url = await shop.paying(order);
    await transact(db, (tx) =>
      cancelOrder(tx, clerk, {
        ...{ orderId: order.orderId, reason: 'not-needed', note: '', channel: 'counter', at },
      }),
    );
    const cancelled = await shop.eventOf(order.orderId, 'order.cancelled');
    await standIn.pay(sessionOf(url)); // a moment before we close it

    await closeAttempts(db, cards, cancelled, at);
    await freePayments(db, cancelled, at);

    expect(await shop.attemptsOf(order.orderId)).toEqual(['paid']);
    expect(await shop.moneyOf(order)).toEqual({ paidMinor: 0, balanceMinor: order.grossMinor });
  });

  test('of another amount than was asked is booked by nobody but a person', async () => {
    const order = await shop.anOrder();
    const url = await shop.paying(order);
    await standIn.pay(sessionOf(url));
    const fields = { amount_total: 1 };
    await standIn.fail(
      'GET',
      `/v1/checkout/sessions/${sessionOf(url)}`,
      { kind: 'alter', fields },
      9,
    );

    await reconcileCards(db, cards, later(2));

    expect(await shop.paymentsOf(order.companyId)).toEqual([]);
    await reconcileCards(db, cards, later(3));
    expect(await troublesOf(sessionOf(url))).toEqual(['other-amount']);
  });
});

/** What waits for a person about a thing of the provider's. */
const troublesOf = async (aboutId: string) =>
  (await listOpenNotices(db, { at, rowsMax: 100 }))
    .filter((notice) => notice.aboutId === aboutId)
    .map(({ trouble }) => trouble);

describe('notices', () => {
  const app = () => anAppOn(db, { cards, at }).app;
  const send = (body: string, signature: string) =>
    app().request('/webhooks/stripe', {
      method: 'POST',
      headers: { 'stripe-signature': signature, 'content-type': 'application/json' },
      body,
    });
  const kept = () => db.selectFrom('providerNotice').select(['eventId', 'trouble']).execute();

  test('that are forged, altered, old or huge are answered 400 and change nothing', async () => {
    const before = await kept();
    const { default: Stripe } = await import('stripe');
    const stripe = new Stripe('sk_test_x');
    const payload = JSON.stringify({ id: 'evt_1', type: 'checkout.session.completed' });
    const header = (given: { secret?: string; timestamp?: number }) =>
      stripe.webhooks.generateTestHeaderString({
        payload,
        secret: standIn.webhookSecret,
        ...given,
      });
    const now = Math.floor(Date.now() / 1000);
    const attempts: [string, string][] = [
      [payload, ''],
      [payload, 't=1,v1=00'],
      [payload, header({ secret: 'whsec_other' })],
      [`${payload} `, header({})],
      [payload, header({ timestamp: now - 600 })],
      ['x'.repeat(300 * 1024), header({})],
    ];
    for (const [body, signature] of attempts) {
      expect((await send(body, signature)).status).toBe(400);
    }
    expect(await kept()).toEqual(before);
  });
});

describe('refunds', () => {
  async function aBalance() {
    const order = await shop.anOrder();
    await standIn.pay(sessionOf(await shop.paying(order)));
    await reconcileCards(db, cards, later(2));
    await transact(db, (tx) =>
      cancelOrder(tx, clerk, {
        ...{ orderId: order.orderId, reason: 'not-needed', note: '', channel: 'counter', at },
      }),
    );
    await freePayments(db, await shop.eventOf(order.orderId, 'order.cancelled'), at);
    const [payment] = await shop.paymentsOf(order.companyId);
    return { ...order, paymentId: payment?.id ?? '' };
  }
  const asking = (
    paymentId: string,
    amountMinor: number,
    id = newId(),
    by = clerk,
    way?: 'transfer',
  ) =>
    transact(db, (tx) =>
      askRefund(tx, by, {
        ...{ id, paymentId, amountMinor, way: way ?? 'card', orderId: null },
        ...{ reason: 'cancellation', note: '', channel: 'counter', at },
      }),
    );
  const stateOf = async (id: string) =>
    (await db.selectFrom('refund').where('id', '=', id).select('state').executeTakeFirst())?.state;

  test('in three parts, each asked and sent twice, go back once each, and never more than was paid', async () => {
    const { paymentId, grossMinor, ...order } = await aBalance();
    const before = await shop.clearing();
    const part = Math.floor(grossMinor / 4);
    const ids = [newId(), newId(), newId()];
    for (const id of ids) {
      await Promise.all([asking(paymentId, part, id), asking(paymentId, part, id)]);
    }
    await standIn.fail('POST', '/v1/refunds', { kind: 'dropAnswer' });
    await reconcileCards(db, cards, later(3)).catch(() => undefined);
    await reconcileCards(db, cards, later(4));
    await reconcileCards(db, cards, later(5));

    for (const id of ids) expect(await stateOf(id)).toBe('settled');
    await expect(asking(paymentId, grossMinor - 3 * part + 1)).rejects.toMatchObject({
      reason: { code: 'refund-beyond', leftMinor: grossMinor - 3 * part },
    });
    expect((await shop.moneyOf({ ...order, grossMinor })).balanceMinor).toBe(grossMinor - 3 * part);
    expect(before - (await shop.clearing())).toBeGreaterThanOrEqual(3 * part);
  });

  test('made by hand at the provider is told to a person once, also when its notice is lost', async () => {
    const { paymentId, ...order } = await aBalance();
    const { reference } = await db
      .selectFrom('payment')
      .where('id', '=', paymentId)
      .select('reference')
      .executeTakeFirstOrThrow();
    const id = await standIn.refundByHand({ paymentIntentId: reference, amountMinor: 60_000 });

    await reconcileCards(db, cards, later(3));
    await reconcileCards(db, cards, later(4));

    expect(await troublesOf(id)).toEqual(['refund-by-hand']);
    expect((await shop.moneyOf(order)).balanceMinor).toBe(order.grossMinor);
    const closed = { eventId: `found:refund:${id}`, note: 'ours', personId: clerk.personId, at };
    await transact(db, (tx) => closeNoticeRow(tx, closed));
    await reconcileCards(db, cards, later(5));
    expect(await troublesOf(id)).toEqual([]);
  });

  test('that fails after it had succeeded is the balance again, and told', async () => {
    const { paymentId, ...order } = await aBalance();
    const id = newId();
    await asking(paymentId, 50_000, id);
    await reconcileCards(db, cards, later(3));
    expect(await stateOf(id)).toBe('settled');
    const refund = await db
      .selectFrom('refund')
      .where('id', '=', id)
      .select('providerRefundId')
      .executeTakeFirstOrThrow();
    await standIn.moveRefund(refund.providerRefundId ?? '', { status: 'failed' });

    await reconcileCards(db, cards, later(4));
    await reconcileCards(db, cards, later(5));

    expect(await stateOf(id)).toBe('failed');
    expect((await shop.moneyOf(order)).balanceMinor).toBe(order.grossMinor);
  });

  test('above what a clerk gives alone wait for another person, who is not the one who asked', async () => {
    const company = await aCompany(db);
    const amountMinor = 20_000_000;
    const { paymentId } = await transact(db, (tx) =>
      receivePayment(tx, {
        ...{ method: 'transfer', reference: newId(), companyId: company.id, amountMinor },
        ...{ orderIds: [], personId: null, channel: null, at },
      }),
    );
    const manager = await aClerk(db, 'manager');
    const id = newId();
    await asking(paymentId, amountMinor, id, manager, 'transfer');
    const deciding = (by: Staff) =>
      transact(db, (tx) => decideRefund(tx, by, { id, isAgreed: true, note: '', at }));

    expect(await stateOf(id)).toBe('waiting');
    await expect(deciding(manager)).rejects.toMatchObject({ reason: { code: 'refund-own' } });
    await deciding(await aClerk(db, 'head_of_sales'));
    expect(await stateOf(id)).toBe('asked');
  });
});

describe('a dispute', () => {
  test('takes its money once, a warning none, and what is won comes back', async () => {
    const order = await shop.anOrder();
    await standIn.pay(sessionOf(await shop.paying(order)));
    await reconcileCards(db, cards, later(2));
    const [payment] = await shop.paymentsOf(order.companyId);
    const before = await shop.clearing();

    const warned = await standIn.dispute(payment?.reference ?? '', {
      status: 'warning_needs_response',
    });
    await reconcileCards(db, cards, later(3));
    expect(await shop.clearing()).toBe(before);
    await standIn.moveDispute(warned.id, 'warning_closed');

    const { id } = await standIn.dispute(payment?.reference ?? '');
    await reconcileCards(db, cards, later(4));
    await reconcileCards(db, cards, later(5));
    const taken = before - (await shop.clearing());
    await standIn.moveDispute(id, 'won');
    await reconcileCards(db, cards, later(6));
    await reconcileCards(db, cards, later(7));

    expect(taken).toBeGreaterThanOrEqual(order.grossMinor);
    expect(before - (await shop.clearing())).toBeLessThan(order.grossMinor);
  });
});
