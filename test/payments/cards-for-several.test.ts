import fc from 'fast-check';
import type { Kysely } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { cancelOrder } from '../../src/ordering/cancel-order.ts';
import { askRefund, decideRefund } from '../../src/payments/ask-refund.ts';
import { closeAttempts } from '../../src/payments/close-attempts.ts';
import { receivePayment } from '../../src/payments/receive-payment.ts';
import { reconcileCards } from '../../src/payments/reconcile-cards.ts';
import { sendRefund } from '../../src/payments/settle-refund.ts';
import { shareAsChosen } from '../../src/payments/share-as-chosen.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import type { CardPayments } from '../../src/platform/gateways/card-payments.ts';
import { newId } from '../../src/platform/id.ts';
import { cardOrders, type Owed, sessionOf } from '../support/card-orders.ts';
import { freshDatabase } from '../support/database.ts';
import { auditFindings } from '../support/sale.ts';
import { aStandIn, type StandIn } from '../support/stand-in.ts';
import { aClerk, aTradingDay } from '../support/world.ts';

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

const sumOf = (orders: readonly Owed[]) =>
  orders.reduce((sum, { grossMinor }) => sum + grossMinor, 0);
const paidOf = async (orders: readonly Owed[]) => {
  const states = await Promise.all(orders.map((order) => shop.moneyOf(order)));
  return states.map(({ paidMinor }) => paidMinor);
};
const grossOf = (orders: readonly Owed[]) => orders.map(({ grossMinor }) => grossMinor);
const balanceOf = async ([order]: readonly Owed[]) =>
  order && (await shop.moneyOf(order)).balanceMinor;

/** A clerk books a transfer for an order that stands on an open page too. */
const byTransfer = ({ companyId, orderId, grossMinor: amountMinor }: Owed) =>
  transact(db, (tx) =>
    receivePayment(tx, {
      ...{ method: 'transfer', reference: newId(), companyId, amountMinor },
      ...{ orderIds: [orderId], personId: clerk.personId, channel: 'counter', at },
    }),
  );

const cancel = (orderId: string) =>
  transact(db, (tx) =>
    cancelOrder(tx, clerk, { orderId, reason: 'not-needed', note: '', channel: 'counter', at }),
  );

describe('one page for several orders', () => {
  test('is one, however many ask for it at once and in whatever order they name them', async () => {
    const orders = await shop.ordersOfOne(3);

    const urls = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        shop.payingAll(n % 2 ? orders : orders.toReversed()).catch(() => ''),
      ),
    );
    const again = await shop.payingAll(orders);

    expect(new Set([...urls.filter((url) => url !== ''), again]).size).toBe(1);
    expect((await cards.readCheckout(sessionOf(again))).amountMinor).toBe(sumOf(orders));
    for (const { orderId } of orders) expect(await shop.attemptsOf(orderId)).toEqual(['open']);
  });

  test('and one for some of them alone never stand open together', async () => {
    const orders = await shop.ordersOfOne(3);
    const [first, second, third] = orders as [Owed, Owed, Owed];

    // Whoever comes second at the same moment is refused or closes what the first opened.
    await Promise.allSettled([
      shop.payingAll([first, second]),
      shop.payingAll([second, third]),
      shop.paying(second),
    ]);
    const joint = await shop.payingAll([first, second]);
    const alone = await shop.paying(second);

    await expect(standIn.pay(sessionOf(joint))).rejects.toThrow('pay');
    const open = await db
      .selectFrom('cardAttemptPart')
      .where('orderId', '=', second.orderId)
      .where('isOpen', '=', true)
      .selectAll()
      .execute();
    expect(open).toHaveLength(1);
    await standIn.pay(sessionOf(alone));
    await reconcileCards(db, cards, later(2));
    expect(await paidOf([second])).toEqual([second.grossMinor]);
    expect(await balanceOf([second])).toBe(0);
  });

  test('is not opened beyond what a card takes together, for another company, or for what has ended', async () => {
    const orders = await shop.ordersOfOne(2);
    const [first, second] = orders as [Owed, Owed];
    const foreign = await shop.anOrder();
    const large = orders.map((order) => ({ ...order, grossMinor: 50_000_000 }));

    await expect(shop.payingAll(large)).rejects.toMatchObject({
      reason: { code: 'card-amount', mostMinor: 99_999_999 },
    });
    await expect(shop.payingAll([first, foreign])).rejects.toThrow('not found');
    await expect(
      shop.payingAll([first, { ...second, grossMinor: second.grossMinor + 1 }]),
    ).rejects.toMatchObject({ reason: { code: 'changed-meanwhile' } });
    await cancel(second.orderId);
    await expect(shop.payingAll(orders)).rejects.toMatchObject({ reason: { code: 'nothing-due' } });
    expect(await shop.attemptsOf(first.orderId)).toEqual([]);
  });

  test('is the same one after the answer of its opening was lost', async () => {
    const orders = await shop.ordersOfOne(2);
    await standIn.fail('POST', '/v1/checkout/sessions', { kind: 'dropAnswer' }, 9);
    await expect(shop.payingAll(orders)).rejects.toMatchObject({
      reason: { code: 'card-unanswered' },
    });
    await standIn.mend();

    await standIn.pay(sessionOf(await shop.payingAll(orders)));
    await reconcileCards(db, cards, later(2));

    expect(await paidOf(orders)).toEqual(grossOf(orders));
    expect(await shop.paymentsOf(orders[0]?.companyId ?? '')).toHaveLength(1);
  });

  test('holds the stock of each of its orders for longer than anybody can pay on it', async () => {
    const orders = await shop.ordersOfOne(2);
    const ids = orders.map(({ orderId }) => orderId);
    await db
      .updateTable('salesOrder')
      .set({ reservedUntil: later(5) })
      .where('id', 'in', ids)
      .execute();

    await shop.payingAll(orders);

    const held = await db
      .selectFrom('salesOrder')
      .where('id', 'in', ids)
      .select('reservedUntil')
      .execute();
    for (const { reservedUntil } of held) {
      expect(reservedUntil?.getTime()).toBeGreaterThanOrEqual(later(70).getTime());
    }
  });
});

describe('what was paid there', () => {
  test('is one payment that pays each order with what was chosen, however often it is told', async () => {
    const [first, second] = (await shop.ordersOfOne(2)) as [Owed, Owed];
    const chosen = [{ ...first, grossMinor: first.grossMinor - 100_000 }, second];
    await standIn.pay(sessionOf(await shop.payingAll(chosen)));

    await Promise.all(Array.from({ length: 6 }, () => reconcileCards(db, cards, later(2))));

    expect(await shop.paymentsOf(first.companyId)).toMatchObject([{ amountMinor: sumOf(chosen) }]);
    expect(await paidOf([first, second])).toEqual(grossOf(chosen));
    expect(await balanceOf([first])).toBe(0);
  });

  test('while a clerk books a transfer for one of them pays each once; what is over is the balance', async () => {
    for (let n = 0; n < 4; n += 1) {
      const orders = await shop.ordersOfOne(3);
      const [, second] = orders as [Owed, Owed, Owed];
      await standIn.pay(sessionOf(await shop.payingAll(orders)));

      await Promise.all([reconcileCards(db, cards, later(2)), byTransfer(second)]);

      expect(await paidOf(orders)).toEqual(grossOf(orders));
      expect(await balanceOf(orders)).toBe(second.grossMinor);
      expect(await shop.paymentsOf(second.companyId)).toHaveLength(2);
    }
  });

  test('is nothing once one of them was paid otherwise: the page closes, and the others are paid on a new one', async () => {
    const orders = await shop.ordersOfOne(3);
    const [first, second, third] = orders as [Owed, Owed, Owed];
    const url = await shop.payingAll(orders);
    await byTransfer(second);

    await closeAttempts(db, cards, await shop.eventOf(second.orderId, 'order.paid'), at);
    await expect(standIn.pay(sessionOf(url))).rejects.toThrow('pay');
    await standIn.pay(sessionOf(await shop.payingAll([first, third])));
    await reconcileCards(db, cards, later(2));

    expect(await paidOf(orders)).toEqual(grossOf(orders));
    expect(await balanceOf(orders)).toBe(0);
    expect(await shop.attemptsOf(second.orderId)).toEqual(['expired']);
    expect((await shop.attemptsOf(first.orderId)).toSorted()).toEqual(['expired', 'paid']);
  });

  test('a moment before one of them was cancelled stays: that part is the balance', async () => {
    const orders = await shop.ordersOfOne(2);
    const [first, second] = orders as [Owed, Owed];
    await standIn.pay(sessionOf(await shop.payingAll(orders)));
    await cancel(second.orderId);

    await closeAttempts(db, cards, await shop.eventOf(second.orderId, 'order.cancelled'), at);

    expect(await paidOf(orders)).toEqual([first.grossMinor, 0]);
    expect(await balanceOf(orders)).toBe(second.grossMinor);
    expect(await shop.attemptsOf(first.orderId)).toEqual(['paid']);
  });

  test('goes back for one of its orders, which is then owed again, and the others stay paid', async () => {
    const orders = await shop.ordersOfOne(2);
    const [first, second] = orders as [Owed, Owed];
    await standIn.pay(sessionOf(await shop.payingAll(orders)));
    await reconcileCards(db, cards, later(2));
    const [payment] = await shop.paymentsOf(first.companyId);
    const [manager, head] = [await aClerk(db, 'manager'), await aClerk(db, 'head_of_sales')];
    const refundId = newId();

    await transact(db, (tx) =>
      askRefund(tx, manager, {
        ...{ id: refundId, paymentId: payment?.id ?? '', amountMinor: 100_000, way: 'card' },
        ...{ orderId: second.orderId, reason: 'mistake', note: '', channel: null, at },
      }),
    );
    await transact(db, (tx) =>
      decideRefund(tx, head, { id: refundId, isAgreed: true, note: '', at }),
    );
    await sendRefund(db, cards, refundId, at);

    expect(await paidOf(orders)).toEqual([first.grossMinor, second.grossMinor - 100_000]);
    expect(await balanceOf(orders)).toBe(0);
    expect(await shop.paymentsOf(first.companyId)).toMatchObject([{ refundedMinor: 100_000 }]);
  });
});

test('a page on which nobody paid runs out, and leaves its orders to be paid anew', async () => {
  const orders = await shop.ordersOfOne(2);
  const url = await shop.payingAll(orders);
  await cards.expireCheckout(sessionOf(url));

  await reconcileCards(db, cards, later(2));
  const next = await shop.payingAll(orders);

  expect(next).not.toBe(url);
  for (const { orderId } of orders) {
    expect((await shop.attemptsOf(orderId)).toSorted()).toEqual(['expired', 'open']);
  }
});

test('whatever became of the orders meanwhile, none gets more than was chosen or is due', () => {
  const item = fc.record({
    targetMinor: fc.integer({ min: 0, max: 10_000 }),
    allocatedMinor: fc.integer({ min: 0, max: 10_000 }),
    chosenMinor: fc.integer({ min: 1, max: 10_000 }),
  });
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 6 }), (made) => {
      const items = made.map((one, n) => ({ ...one, id: `o${n}`, currency: 'KZT', dueOn: null }));
      const chosen = items.map(({ id: orderId, chosenMinor: amountMinor }) => ({
        ...{ orderId, amountMinor },
      }));
      const leftMinor = chosen.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
      const payments = [{ id: 'p', currency: 'KZT', leftMinor }];
      const shared = shareAsChosen(chosen)({ payments, items });
      for (const { id, targetMinor, allocatedMinor, chosenMinor } of items) {
        const own = shared.filter(({ itemId }) => itemId === id);
        const paidMinor = own.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
        // There is enough for all, so each gets exactly what may be put to it.
        const dueMinor = Math.max(0, targetMinor - allocatedMinor);
        expect(paidMinor).toBe(Math.min(chosenMinor, dueMinor));
      }
    }),
  );
});
