import type { Kysely } from 'kysely';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { momentOn } from '../../src/measures/calendar.ts';
import { cancelOrder } from '../../src/ordering/cancel-order.ts';
import { holdAgain } from '../../src/ordering/hold-again.ts';
import { planForOrders } from '../../src/ordering/plan-for-orders.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { Tx } from '../../src/platform/db/database.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { newId } from '../../src/platform/id.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { needsByWay } from '../../src/stock/needs-by-way.ts';
import { lotsWithout } from '../../src/stock/lots-without.ts';
import { listOrderNeeds } from '../../src/stock/order-transfer.queries.ts';
import { releaseStock } from '../../src/stock/release.ts';
import { aCartBeyond, BAR_G, barsAt, heldOf, promisedOf } from '../support/coming.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, auditFindings, place } from '../support/sale.ts';
import { receive, send, transferAt } from '../support/transfers.ts';
import { aClerk, aTradingDay, at } from '../support/world.ts';
import { inTurn } from './at-a-lock.ts';

let db: Kysely<DB>;
let url: string;
let clerk: Staff;
let sender: Staff;
beforeAll(async () => {
  ({ db, url } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
  sender = await aClerk(db, 'counter', 'NQZ');
});

afterEach(async () => {
  expect(await auditFindings(db)).toEqual([]);
});

/** Two orders of one product that need twenty and five bars of it from Astana, promised for Monday. */
async function twoOrders() {
  const { cart, company, product } = await aCartBeyond(db, clerk);
  const { orderId: one } = await place(db, clerk, cart);
  const second = await aCartOf(db, clerk, company, [{ product, bars: 5 }]);
  const { orderId: other } = await place(db, clerk, second);
  return { one, other, orderIds: [one, other], company, product };
}

const planIn = (tx: Tx, orderIds: readonly string[], more: { id?: string; at?: Date } = {}) =>
  planForOrders(tx, sender, {
    ...{ id: newId(), orderIds, fromBranch: 'NQZ', toBranch: 'ALA', channel: 'counter', at },
    ...more,
  });

async function planned(orderIds: readonly string[], more: { id?: string; at?: Date } = {}) {
  const id = more.id ?? newId();
  await transact(db, (tx) => planIn(tx, orderIds, { ...more, id }));
  return id;
}

const cancelledIn = (tx: Tx, orderId: string) =>
  cancelOrder(tx, clerk, { orderId, reason: 'not-needed', note: '', channel: 'counter', at });
const cancelled = (orderId: string) => transact(db, (tx) => cancelledIn(tx, orderId));

const needed = async (orderIds: readonly string[]) =>
  (await listOrderNeeds(db, { branchCode: 'NQZ', limit: 100 }))
    .map(({ orderId }) => orderId)
    .filter((orderId) => orderIds.includes(orderId));

describe('what several orders need of one branch', () => {
  test('goes with one transfer, and lies held for each in its branch when it arrived', async () => {
    const { one, other, orderIds, product } = await twoOrders();
    const id = await planned(orderIds);
    const transfer = await transferAt(db, id);
    expect(transfer.orderIds.toSorted()).toEqual(orderIds.toSorted());
    expect(transfer.lots.map(({ weightG }) => Math.round(weightG / BAR_G))).toEqual([25]);
    expect(await needed(orderIds)).toEqual([]);
    await send(db, sender, id);
    expect(await barsAt(db, product)).toEqual({ ALA: [10, 10], NQZ: [75, 0] });
    await receive(db, clerk, id);
    expect(await heldOf(db, one)).toEqual([['ALA', 30, null]]);
    expect(await heldOf(db, other)).toEqual([['ALA', 5, null]]);
    expect(await promisedOf(db, other)).toEqual([['11-30', 'kept']]);
  });

  test('and arrives short fills the first order before the second', async () => {
    const { one, other, orderIds } = await twoOrders();
    const id = await planned(orderIds);
    await send(db, sender, id);
    const [lot] = (await transferAt(db, id)).lots;
    await receive(db, clerk, id, [{ lotId: lot?.lotId ?? '', weightG: 22 * BAR_G }]);
    expect(await heldOf(db, one)).toEqual([['ALA', 30, null]]);
    expect(await heldOf(db, other)).toEqual([['ALA', 2, null]]);
  });

  test('leaves with the first vehicle that was promised, and what is late with it is promised anew', async () => {
    const { one, company, product } = await twoOrders();
    const on = momentOn('2026-11-28', '10:00');
    const cart = await aCartOf(db, clerk, company, [{ product, bars: 3 }]);
    const { orderId: later } = await place(db, clerk, cart, { at: on });
    expect(await promisedOf(db, later)).toEqual([['12-03', 'open']]);
    const id = await planned([one, later], { at: on });
    expect(await promisedOf(db, one)).toEqual([
      ['11-30', 'renegotiated'],
      ['12-03', 'open'],
    ]);
    await send(db, sender, id, 1, momentOn('2026-11-30', '10:00'));
    expect(await promisedOf(db, later)).toEqual([['12-03', 'open']]);
  });

  test('is planned once by one form, and not again by who chose one of them at the same time', async () => {
    const { one, orderIds, product } = await twoOrders();
    const id = newId();
    await Promise.all([1, 2].map(() => planned(orderIds, { id })));
    await expect(planned([one])).rejects.toThrow('changed-meanwhile');
    expect(await barsAt(db, product)).toEqual({ ALA: [10, 10], NQZ: [100, 25] });
  });

  test('waits for who plans one of them, and is then planned by nobody', async () => {
    const { one, other, orderIds } = await twoOrders();
    const { second } = await inTurn(
      { db, url },
      (tx) => planIn(tx, [one]),
      () => planned(orderIds),
    );
    await expect(second).rejects.toThrow('changed-meanwhile');
    expect(await needed(orderIds)).toEqual([other]);
  });

  test('is nothing to a clerk of a third branch, nor where one of the orders is not there', async () => {
    const { one } = await twoOrders();
    await expect(planned([one, newId()])).rejects.toThrow('not found');
    const plan = {
      id: newId(),
      orderIds: [one],
      fromBranch: 'NQZ',
      toBranch: 'ALA',
      channel: 'counter',
    } as const;
    const third = { ...sender, branchCode: 'KRG' };
    await expect(transact(db, (tx) => planForOrders(tx, third, { ...plan, at }))).rejects.toThrow(
      'not found',
    );
  });
});

describe('an order that ends while it shares a transfer', () => {
  test('before that left takes off what was for it alone: the other goes on, and nothing is promised anew', async () => {
    const { one, other, orderIds, product } = await twoOrders();
    const id = await planned(orderIds);
    const before = await transferAt(db, id);
    await cancelled(one);
    const transfer = await transferAt(db, id);
    expect(transfer).toMatchObject({ state: 'planned', orderIds: [other] });
    expect(transfer.lots.map(({ weightG }) => Math.round(weightG / BAR_G))).toEqual([5]);
    expect(await needed(orderIds)).toEqual([]);
    expect(await promisedOf(db, other)).toEqual([['11-30', 'open']]);
    expect(await promisedOf(db, one)).toEqual([['11-30', 'withdrawn']]);
    expect(await barsAt(db, product)).toEqual({ ALA: [10, 0], NQZ: [100, 5] });
    await expect(send(db, sender, id, before.version)).rejects.toThrow('changed-meanwhile');

    await send(db, sender, id);
    await receive(db, clerk, id);
    expect(await heldOf(db, other)).toEqual([['ALA', 5, null]]);
    expect(await barsAt(db, product)).toEqual({ ALA: [15, 5], NQZ: [95, 0] });
    expect(await promisedOf(db, other)).toEqual([['11-30', 'kept']]);
  });

  test('whose time ran out does the same, and may go with another afterwards', async () => {
    const { one, other, orderIds } = await twoOrders();
    await planned(orderIds);
    await transact(db, (tx) =>
      releaseStock(tx, { orderId: one, endedBy: 'expired', by: null, at }),
    );
    await holdAgain(db, one, at);
    expect(await needed(orderIds)).toEqual([one]);
    const second = await planned([one]);
    expect((await transferAt(db, second)).orderIds).toEqual([one]);
    expect(await promisedOf(db, other)).toEqual([['11-30', 'open']]);
  });

  test('which leaves at the same moment waits for it, and what was seen before is looked at anew', async () => {
    const { one, other, orderIds } = await twoOrders();
    const id = await planned(orderIds);
    const { version } = await transferAt(db, id);
    const { second } = await inTurn(
      { db, url },
      (tx) => cancelledIn(tx, one),
      () => send(db, sender, id, version),
    );
    await expect(second).rejects.toThrow('changed-meanwhile');
    expect(await transferAt(db, id)).toMatchObject({ state: 'planned', orderIds: [other] });
  });

  test('on the road lets its goods arrive for everybody, and those of the other for that', async () => {
    const { one, other, orderIds, product } = await twoOrders();
    const id = await planned(orderIds);
    await send(db, sender, id);
    await cancelled(one);
    await receive(db, clerk, id);
    expect(await heldOf(db, other)).toEqual([['ALA', 5, null]]);
    expect(await barsAt(db, product)).toEqual({ ALA: [35, 5], NQZ: [75, 0] });
  });

  test('while both end at once is left with nothing, and is taken back once', async () => {
    const { one, other, orderIds, product } = await twoOrders();
    const id = await planned(orderIds);
    const { second } = await inTurn(
      { db, url },
      (tx) => cancelledIn(tx, one),
      () => cancelled(other),
    );
    await second;
    expect((await transferAt(db, id)).state).toBe('cancelled');
    expect(await barsAt(db, product)).toEqual({ ALA: [10, 0], NQZ: [100, 0] });
  });
});

test('what is needed stands by its way, with all of it together against what a vehicle carries', async () => {
  const { orderIds } = await twoOrders();
  const found = await listOrderNeeds(db, { branchCode: 'NQZ', limit: 100 });
  const [way] = needsByWay(found.filter(({ orderId }) => orderIds.includes(orderId)));
  expect(way).toMatchObject({ fromBranch: 'NQZ', toBranch: 'ALA', vehicleUpToG: 20_000_000 });
  expect(Math.round((way?.weightG ?? 0) / BAR_G)).toBe(25);
  expect(way?.needs).toHaveLength(2);
});

const need = (orderNumber: string, weightG: number) => ({
  ...{ orderId: orderNumber, orderNumber, companyName: '', isUnpaid: false },
  ...{ fromBranch: 'NQZ', toBranch: 'ALA', vehicleUpToG: 20 },
  ...{ leavesOn: '2026-11-27', arrivesOn: '2026-11-30' },
  goods: [{ sku: '', nameEn: '', nameRu: '', nameKk: '', weightG }],
});

test.each([
  ['all of it fits', [9, 11], [true, true]],
  ['what is too much waits, and what still fits goes', [9, 12, 11], [true, false, true]],
  ['what is too much for any vehicle goes alone', [25, 1], [true, false]],
])('on the first vehicle %s', (_how, weights, fit) => {
  const [way] = needsByWay(weights.map((weightG, index) => need(String(index), weightG)));
  expect(way?.needs.map(({ fits }) => fits)).toEqual(fit);
});

const lot = (lotId: string, weightG: number, pieces: number | null = null) => ({
  ...{ lotId, productId: 'bar', weightG, pieces },
});

test.each([
  ['the lot that was chosen last gives first', 40, [lot('old', 60), lot('new', 10)]],
  ['a lot of which nothing is left does not go', 50, [lot('old', 60)]],
  ['and the next gives the rest', 70, [lot('old', 40)]],
  ['of nothing everything goes', 0, [lot('old', 60), lot('new', 50)]],
])('of what goes for several orders %s', (_what, weightG, left) => {
  const held = weightG === 0 ? [] : [{ productId: 'bar', weightG }];
  expect(lotsWithout([lot('old', 60), lot('new', 50)], held)).toEqual(left);
});

test('of a counted lot the pieces that stay are its share of the weight', () => {
  const held = [5, 20].map((bars) => ({ productId: 'bar', weightG: bars * BAR_G }));
  expect(lotsWithout([lot('one', 30 * BAR_G, 30)], held)).toEqual([lot('one', 5 * BAR_G, 5)]);
});
