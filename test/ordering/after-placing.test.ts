import type { Kysely } from 'kysely';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { cancelOrder } from '../../src/ordering/cancel-order.ts';
import { expireReservation, releaseExpired } from '../../src/ordering/expire-reservations.ts';
import { moveOrder } from '../../src/ordering/move-order.ts';
import { findOrder } from '../../src/ordering/order-lines.queries.ts';
import { repeatOrder } from '../../src/ordering/repeat-order.ts';
import { readCart } from '../../src/ordering/read-cart.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { NotFound, Refusal } from '../../src/platform/refusal.ts';
import { releaseStock } from '../../src/stock/release.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, auditFindings, place } from '../support/sale.ts';
import { aBuyer, aClerk, aCompany, at, aTradingDay, rebarFor } from '../support/world.ts';
import { inTurn } from './at-a-lock.ts';

let db: Kysely<DB>;
let url: string;
let clerk: Staff;
beforeAll(async () => {
  ({ db, url } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
});

afterEach(async () => {
  expect(await auditFindings(db)).toEqual([]);
});

const later = (days: number) => new Date(at.getTime() + days * 86_400_000);

async function anOrder(payment: 'prepaid' | 'on-account' = 'on-account') {
  const company = await aCompany(db, { creditLimitMinor: 10_000_000 });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 4 }]);
  const { orderId } = await place(db, clerk, cart, { payment });
  const levelOf = () =>
    db
      .selectFrom('stockLevel')
      .where('productId', '=', rebar.id)
      .select(['onHandG', 'reservedG'])
      .executeTakeFirstOrThrow();
  const exposureOf = async () => {
    const account = await db
      .selectFrom('companyAccount')
      .where('companyId', '=', company.id)
      .select('exposureMinor')
      .executeTakeFirstOrThrow();
    return account.exposureMinor;
  };
  return { company, rebar, orderId, levelOf, exposureOf };
}

const cancelling = (orderId: string, actor: Parameters<typeof cancelOrder>[1] = clerk) =>
  transact(db, (tx) =>
    cancelOrder(tx, actor, { orderId, reason: 'not-needed', note: '', channel: 'counter', at }),
  );

async function moving(orderId: string) {
  const order = await findOrder(db, orderId);
  await transact(db, (tx) =>
    moveOrder(tx, clerk, { orderId, version: order?.version ?? 0, channel: 'counter', at }),
  );
}

describe('cancelling', () => {
  test('gives back stock and credit, once, however often it is asked at once', async () => {
    const { orderId, levelOf, exposureOf } = await anOrder();
    expect(await exposureOf()).toBeGreaterThan(0);

    await Promise.all([cancelling(orderId), cancelling(orderId), cancelling(orderId)]);

    expect((await levelOf()).reservedG).toBe(0);
    expect(await exposureOf()).toBe(0);
    const events = await db
      .selectFrom('event')
      .where('subjectId', '=', orderId)
      .where('type', '=', 'order.cancelled')
      .select('id')
      .execute();
    expect(events).toHaveLength(1);
  });

  test('is refused once the order is being picked', async () => {
    const { orderId } = await anOrder();
    await moving(orderId);
    await moving(orderId);

    await expect(cancelling(orderId)).rejects.toEqual(
      new Refusal({ code: 'order-not-cancellable', stage: 'picking' }),
    );
  });

  test('is for the company itself: another finds no such order, its accountant may not', async () => {
    const { orderId, company } = await anOrder();

    await expect(cancelling(orderId, await aBuyer(db, await aCompany(db)))).rejects.toThrow(
      NotFound,
    );
    await expect(cancelling(orderId, await aBuyer(db, company, 'accountant'))).rejects.toEqual(
      new Refusal({ code: 'not-permitted' }),
    );
  });
});

describe('a reservation', () => {
  test('runs out at its moment and not before, and the order stays', async () => {
    const { orderId, levelOf } = await anOrder('prepaid');

    await expireReservation(db, orderId, later(1));
    expect((await levelOf()).reservedG).toBeGreaterThan(0);
    await releaseExpired(db, later(10));

    expect((await levelOf()).reservedG).toBe(0);
    expect(await findOrder(db, orderId)).toMatchObject({
      stage: 'placed',
      isHeld: false,
      reservedUntil: null,
    });
  });

  test('on account does not run out', async () => {
    const { orderId, levelOf } = await anOrder('on-account');

    await releaseExpired(db, later(100));

    expect((await levelOf()).reservedG).toBeGreaterThan(0);
    expect((await findOrder(db, orderId))?.isHeld).toBe(true);
  });

  test('that ends frees its goods for whoever was waiting for just that moment', async () => {
    const company = await aCompany(db, { creditLimitMinor: 10_000_000 });
    // Of four bars there are four, and not eight.
    const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000, stockG: 45_000 });
    const buying = () => aCartOf(db, clerk, company, [{ product: rebar, bars: 4 }]);
    const { orderId } = await place(db, clerk, await buying(), { payment: 'prepaid' });
    const next = await buying();

    const { second } = await inTurn(
      { db, url },
      (tx) => releaseStock(tx, { orderId, endedBy: 'expired', by: null, at }),
      () => place(db, clerk, next, { payment: 'prepaid' }),
    );

    await expect(second).resolves.toHaveProperty('orderId');
  });

  test('that runs out while the order is cancelled ends once', async () => {
    const { orderId, levelOf } = await anOrder('prepaid');

    await Promise.allSettled([cancelling(orderId), expireReservation(db, orderId, later(10))]);

    expect((await levelOf()).reservedG).toBe(0);
  });
});

describe('moving an order on', () => {
  test('to handed over takes the goods out of stock and out of their lots', async () => {
    const { orderId, rebar, levelOf } = await anOrder();
    const before = await levelOf();

    for (const _ of ['confirmed', 'picking', 'ready', 'delivered']) await moving(orderId);

    const after = await levelOf();
    expect(after).toEqual({ onHandG: before.onHandG - before.reservedG, reservedG: 0 });
    const lot = await db
      .selectFrom('lot')
      .where('productId', '=', rebar.id)
      .select('onHandG')
      .executeTakeFirstOrThrow();
    expect(lot.onHandG).toBe(after.onHandG);
  });

  test('by two clerks who saw the same version happens once', async () => {
    const { orderId } = await anOrder();
    const seen = { orderId, version: 1, channel: 'counter', at } as const;

    const outcomes = await Promise.allSettled(
      [1, 2].map(() => transact(db, (tx) => moveOrder(tx, clerk, seen))),
    );

    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect((await findOrder(db, orderId))?.stage).toBe('confirmed');
  });
});

describe('ordering again', () => {
  test('fills a cart with the same quantities at the prices of today', async () => {
    const { orderId, company } = await anOrder();
    const cart = await aCartOf(db, clerk, company, []);

    const repeated = await transact(db, (tx) =>
      repeatOrder(tx, clerk, { orderId, cartId: cart.id, channel: 'counter', at }),
    );

    expect(repeated).toEqual({ added: 1, missing: 0 });
    const filled = await readCart(db, { cartId: cart.id }, at);
    expect(filled?.lines).toMatchObject([
      { quantity: { amountMilli: 4000, unit: 'pcs' }, pieces: 4 },
    ]);
  });

  test('with a second click puts no line twice into one cart', async () => {
    const { orderId, company } = await anOrder();
    const cart = await aCartOf(db, clerk, company, []);
    const repeating = () =>
      transact(db, (tx) =>
        repeatOrder(tx, clerk, { orderId, cartId: cart.id, channel: 'counter', at }),
      );

    await Promise.all([repeating(), repeating()]);

    expect((await readCart(db, { cartId: cart.id }, at))?.lines).toHaveLength(1);
  });

  test('leaves out what is not sold any more and says so', async () => {
    const { orderId, company, rebar } = await anOrder();
    await db.updateTable('product').set({ withdrawnAt: at }).where('id', '=', rebar.id).execute();
    const cart = await aCartOf(db, clerk, company, []);

    const repeated = await transact(db, (tx) =>
      repeatOrder(tx, clerk, { orderId, cartId: cart.id, channel: 'counter', at }),
    );

    expect(repeated).toEqual({ added: 0, missing: 1 });
  });

  test('does not put one company’s order into another’s cart', async () => {
    const { orderId } = await anOrder();
    const cart = await aCartOf(db, clerk, await aCompany(db), []);

    const repeating = transact(db, (tx) =>
      repeatOrder(tx, clerk, { orderId, cartId: cart.id, channel: 'counter', at }),
    );

    await expect(repeating).rejects.toThrow(NotFound);
  });
});
