import { type Kysely, sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { cancelOrder } from '../../src/ordering/cancel-order.ts';
import { findOrder } from '../../src/ordering/order-lines.queries.ts';
import { askRefund, decideRefund } from '../../src/payments/ask-refund.ts';
import { closeAttempts } from '../../src/payments/close-attempts.ts';
import { freePayments } from '../../src/payments/free-payments.ts';
import { handleNotice } from '../../src/payments/handle-notice.ts';
import { payByCard } from '../../src/payments/pay-by-card.ts';
import { receivePayment } from '../../src/payments/receive-payment.ts';
import { reconcileCards } from '../../src/payments/reconcile-cards.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import type { CardPayments } from '../../src/platform/gateways/card-payments.ts';
import { newId } from '../../src/platform/id.ts';
import { anAppOn } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, auditFindings, place } from '../support/sale.ts';
import { aStandIn, type StandIn } from '../support/stand-in.ts';
import { aClerk, aCompany, aTradingDay, rebarFor } from '../support/world.ts';

/** The provider's clock is the real one. */
const at = new Date();
const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000);

let db: Kysely<DB>;
let clerk: Staff;
let standIn: StandIn;
let cards: CardPayments;

beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
  standIn = await aStandIn();
  cards = standIn.cards();
});
afterAll(() => standIn.close());
afterEach(async () => {
  await standIn.mend();
  expect(await auditFindings(db)).toEqual([]);
});

async function anOrder() {
  const company = await aCompany(db, { creditLimitMinor: 1_000_000_000 });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 4 }]);
  const { orderId } = await place(db, clerk, cart, { payment: 'prepaid', at });
  const grossMinor = (await findOrder(db, orderId))?.grossMinor ?? 0;
  return { companyId: company.id, orderId, grossMinor };
}

type Order = Awaited<ReturnType<typeof anOrder>>;

const paying = (order: Order, amountMinor = order.grossMinor, moment = at) =>
  payByCard(db, cards, {
    ...{ companyId: order.companyId, orderId: order.orderId, amountMinor, at: moment },
    ...{ personId: null, channel: 'web', language: 'ru', description: 'Заказ' },
    ...{ successUrl: 'https://shop.example/paid', cancelUrl: 'https://shop.example/back' },
  });

const sessionOf = (url: string) => url.split('/').at(-1) ?? '';

const attemptsOf = async (orderId: string) => {
  const rows = await db
    .selectFrom('cardAttempt')
    .where('orderId', '=', orderId)
    .orderBy('openedAt')
    .orderBy('id')
    .select('state')
    .execute();
  return rows.map(({ state }) => state);
};

const moneyOf = ({ orderId }: Order) =>
  db
    .selectFrom('salesOrder')
    .innerJoin('companyAccount', 'companyAccount.companyId', 'salesOrder.companyId')
    .where('salesOrder.id', '=', orderId)
    .select(['paidMinor', 'balanceMinor'])
    .executeTakeFirstOrThrow();

const paymentsOf = (companyId: string) =>
  db
    .selectFrom('payment')
    .where('companyId', '=', companyId)
    .orderBy('receivedAt')
    .select(['id', 'method', 'amountMinor', 'refundedMinor', 'reference'])
    .execute();

/** What the provider holds of a company's payments beyond what it gave back. */
const clearing = async () => {
  const found = await sql<{ minor: number }>`
    select coalesce(sum(amount_minor), 0)::bigint as minor from ledger_entry where account = 'card-clearing'`.execute(
    db,
  );
  return found.rows[0]?.minor ?? 0;
};

const eventOf = async (orderId: string, type: string) =>
  db
    .selectFrom('event')
    .where('subjectId', '=', orderId)
    .where('type', '=', type)
    .select('id as eventId')
    .executeTakeFirstOrThrow();

describe('a page to pay on', () => {
  test('is one for an order, however many ask for it at once, and again', async () => {
    const order = await anOrder();

    const urls = await Promise.all(Array.from({ length: 8 }, () => paying(order).catch(() => '')));
    const again = await paying(order);

    expect(new Set([...urls.filter((url) => url !== ''), again]).size).toBe(1);
    expect(await attemptsOf(order.orderId)).toEqual(['open']);
  });

  test('is the same one after the answer was lost, with the work done or not', async () => {
    for (const does of [{ kind: 'dropAnswer' }, { kind: 'refuse', status: 429 }] as const) {
      const order = await anOrder();
      await standIn.fail('POST', '/v1/checkout/sessions', does, 9);

      await expect(paying(order)).rejects.toMatchObject({ reason: { code: 'card-unanswered' } });
      await standIn.mend();
      const url = await paying(order);
      await standIn.pay(sessionOf(url));
      await reconcileCards(db, cards, later(2));

      expect(await attemptsOf(order.orderId)).toEqual(['paid']);
      expect(await moneyOf(order)).toEqual({ paidMinor: order.grossMinor, balanceMinor: 0 });
    }
  });

  test('for another amount closes the one before, on which nobody pays any more', async () => {
    const order = await anOrder();
    const first = await paying(order);
    const second = await paying(order, order.grossMinor - 100_000);

    expect(second).not.toBe(first);
    await expect(standIn.pay(sessionOf(first))).rejects.toThrow('pay');
    expect((await attemptsOf(order.orderId)).toSorted()).toEqual(['expired', 'open']);
  });

  test('is not opened for more than a card takes, than is due, or for what has ended', async () => {
    const order = await anOrder();
    await expect(paying(order, 100_000_000)).rejects.toMatchObject({
      reason: { code: 'card-amount', mostMinor: 99_999_999 },
    });
    await expect(paying(order, order.grossMinor + 1)).rejects.toMatchObject({
      reason: { code: 'changed-meanwhile' },
    });
    await transact(db, (tx) =>
      cancelOrder(tx, clerk, {
        ...{ orderId: order.orderId, reason: 'not-needed', note: '', channel: 'counter', at },
      }),
    );
    await expect(paying(order)).rejects.toMatchObject({ reason: { code: 'nothing-due' } });
    expect(await attemptsOf(order.orderId)).toEqual([]);
  });

  test('holds the stock for longer than anybody can pay on it', async () => {
    const order = await anOrder();
    await db
      .updateTable('salesOrder')
      .set({ reservedUntil: later(5) })
      .where('id', '=', order.orderId)
      .execute();

    await paying(order);

    const held = await findOrder(db, order.orderId);
    expect(held?.reservedUntil?.getTime()).toBeGreaterThanOrEqual(later(70).getTime());
  });
});

describe('what was paid there', () => {
  test('is booked once by notices, by the reconciliation and by the way back, all at once', async () => {
    const order = await anOrder();
    const url = await paying(order);
    await standIn.pay(sessionOf(url));

    await Promise.all(Array.from({ length: 6 }, () => reconcileCards(db, cards, later(2))));

    expect(await paymentsOf(order.companyId)).toMatchObject([{ amountMinor: order.grossMinor }]);
    expect(await moneyOf(order)).toEqual({ paidMinor: order.grossMinor, balanceMinor: 0 });
  });

  test('beside cash of a clerk at the same moment leaves the order paid once, the rest a balance', async () => {
    const order = await anOrder();
    await standIn.pay(sessionOf(await paying(order)));
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
    expect(await moneyOf(order)).toEqual({ paidMinor: grossMinor, balanceMinor: grossMinor });
  });

  test('closes when the order is paid otherwise or cancelled, and late money is the balance', async () => {
    const order = await anOrder();
    const url = await paying(order);
    await transact(db, (tx) =>
      cancelOrder(tx, clerk, {
        ...{ orderId: order.orderId, reason: 'not-needed', note: '', channel: 'counter', at },
      }),
    );
    const cancelled = await eventOf(order.orderId, 'order.cancelled');
    await standIn.pay(sessionOf(url)); // a moment before we close it

    await closeAttempts(db, cards, cancelled, at);
    await freePayments(db, cancelled, at);

    expect(await attemptsOf(order.orderId)).toEqual(['paid']);
    expect(await moneyOf(order)).toEqual({ paidMinor: 0, balanceMinor: order.grossMinor });
  });

  test('of another amount than was asked is booked by nobody but a person', async () => {
    const order = await anOrder();
    const url = await paying(order);
    await standIn.pay(sessionOf(url));
    const fields = { amount_total: 1 };
    await standIn.fail(
      'GET',
      `/v1/checkout/sessions/${sessionOf(url)}`,
      { kind: 'alter', fields },
      9,
    );

    await reconcileCards(db, cards, later(2));

    expect(await paymentsOf(order.companyId)).toEqual([]);
  });
});

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

  test('come in every order, twice and under other names, and each thing is booked once', async () => {
    const orders = [await anOrder(), await anOrder(), await anOrder()];
    for (const order of orders) await standIn.pay(sessionOf(await paying(order)));
    const [first, second, third] = orders;
    if (!first || !second || !third) throw new Error('three orders');
    const listed = await standIn.ask('GET', '/v1/events?limit=30');
    const { data } = (await listed.json()) as {
      data: { id: string; type: string; data: { object: { id: string } } }[];
    };
    const sessions = data.filter(({ type }) => type === 'checkout.session.completed').slice(0, 3);
    expect(sessions).toHaveLength(3);
    // Six notices: each of the three pages told twice, the second time under another event.
    const six = sessions.flatMap((event, i) => [
      { id: `${event.id}-a${i}`, about: event.data.object.id },
      { id: `${event.id}-b${i}`, about: event.data.object.id },
    ]);
    const orderings = permutationsOf([0, 1, 2, 3, 4, 5]);
    expect(orderings).toHaveLength(720);
    for (const [n, ordering] of orderings.entries()) {
      const wave = ordering.map((i) => ({
        eventId: `${six[i]?.id}-${n}`,
        about: six[i]?.about ?? '',
      }));
      await db
        .insertInto('providerNotice')
        .values(
          wave.map(({ eventId, about }) => ({
            ...{
              eventId,
              type: 'checkout.session.completed',
              aboutKind: 'checkout',
              aboutId: about,
            },
            ...{ happenedAt: at, receivedAt: at },
          })),
        )
        .execute();
      // One in twenty goes the whole way: once the three are booked the rest only repeat that.
      if (n % 20 !== 0) continue;
      for (const { eventId } of wave) await handleNotice(db, cards, { noticeId: eventId }, at);
    }

    for (const order of orders) {
      expect(await paymentsOf(order.companyId)).toHaveLength(1);
      expect(await moneyOf(order)).toEqual({ paidMinor: order.grossMinor, balanceMinor: 0 });
    }
  });
});

function permutationsOf(items: readonly number[]): number[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, i) =>
    permutationsOf([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]),
  );
}

describe('refunds', () => {
  async function aBalance() {
    const order = await anOrder();
    await standIn.pay(sessionOf(await paying(order)));
    await reconcileCards(db, cards, later(2));
    await transact(db, (tx) =>
      cancelOrder(tx, clerk, {
        ...{ orderId: order.orderId, reason: 'not-needed', note: '', channel: 'counter', at },
      }),
    );
    await freePayments(db, await eventOf(order.orderId, 'order.cancelled'), at);
    const [payment] = await paymentsOf(order.companyId);
    return { ...order, paymentId: payment?.id ?? '' };
  }
  const asking = (paymentId: string, amountMinor: number, id = newId(), by = clerk) =>
    transact(db, (tx) =>
      askRefund(tx, by, {
        ...{ id, paymentId, amountMinor, reason: 'cancellation', note: '', channel: 'counter', at },
      }),
    );
  const stateOf = async (id: string) =>
    (await db.selectFrom('refund').where('id', '=', id).select('state').executeTakeFirst())?.state;

  test('in three parts, each asked and sent twice, go back once each, and never more than was paid', async () => {
    const { paymentId, grossMinor, ...order } = await aBalance();
    const before = await clearing();
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
    expect((await moneyOf({ ...order, grossMinor })).balanceMinor).toBe(grossMinor - 3 * part);
    expect(before - (await clearing())).toBeGreaterThanOrEqual(3 * part);
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
    expect((await moneyOf(order)).balanceMinor).toBe(order.grossMinor);
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
    await asking(paymentId, amountMinor, id, manager);
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
    const order = await anOrder();
    await standIn.pay(sessionOf(await paying(order)));
    await reconcileCards(db, cards, later(2));
    const [payment] = await paymentsOf(order.companyId);
    const before = await clearing();

    const warned = await standIn.dispute(payment?.reference ?? '', {
      status: 'warning_needs_response',
    });
    await reconcileCards(db, cards, later(3));
    expect(await clearing()).toBe(before);
    await standIn.moveDispute(warned.id, 'warning_closed');

    const { id } = await standIn.dispute(payment?.reference ?? '');
    await reconcileCards(db, cards, later(4));
    await reconcileCards(db, cards, later(5));
    const taken = before - (await clearing());
    await standIn.moveDispute(id, 'won');
    await reconcileCards(db, cards, later(6));
    await reconcileCards(db, cards, later(7));

    expect(taken).toBeGreaterThanOrEqual(order.grossMinor);
    expect(before - (await clearing())).toBeLessThan(order.grossMinor);
  });
});
