import { beforeAll, describe, expect, test } from 'vitest';
import { cancelOrder } from '../../src/ordering/cancel-order.ts';
import {
  addCartToList,
  changeSavedLines,
  endSavedList,
  saveCartAsList,
  shareSavedList,
} from '../../src/ordering/keep-saved-list.ts';
import { orderFromList } from '../../src/ordering/order-from-list.ts';
import { findWebCart } from '../../src/ordering/cart.queries.ts';
import { leftMilli } from '../../src/ordering/saved-list.ts';
import { listSavedLines, listSavedLists } from '../../src/ordering/saved-list.queries.ts';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, place } from '../support/sale.ts';
import {
  aBuyer,
  aClerk,
  aCompany,
  aProduct,
  aPublishedList,
  aTradingDay,
  at,
  stockOf,
  TONNE,
} from '../support/world.ts';

const { db } = await freshDatabase();
let product: { id: string; sku: string };
let company: Awaited<ReturnType<typeof aCompany>>;
let owner: Buyer;
let foreman: Buyer;
let stranger: Buyer;
let clerk: Staff;

beforeAll(async () => {
  await aTradingDay(db);
  product = await aProduct(db);
  await aPublishedList(db, { level: 'base', prices: { [product.id]: 42_000_000 } });
  await stockOf(db, product, 10_000 * TONNE);
  company = await aCompany(db, { creditKind: 'unlimited' });
  owner = await aBuyer(db, company);
  foreman = await aBuyer(db, company, 'foreman');
  clerk = await aClerk(db);
  stranger = await aBuyer(db, await aCompany(db));
});

/** A list of the owner's that needs so many bars. */
async function aList(bars = 100): Promise<{ listId: string; lineId: string }> {
  const cart = await aCartOf(db, clerk, company, [{ product, bars }]);
  const listId = newId();
  const saving = { listId, name: 'Object 12', cartId: cart.id, at };
  await transact(db, (tx) => saveCartAsList(tx, owner, saving));
  const [line] = await listSavedLines(db, listId);
  return { listId, lineId: line?.id ?? '' };
}

const share = (listId: string, right: 'read' | 'change') =>
  transact(db, (tx) =>
    shareSavedList(tx, owner, {
      listId,
      seenEdits: 2,
      name: 'Object 12',
      shared: { foreman: right },
    }),
  );
const bars = (count: number) => ({ amountMilli: count * 1000, unit: 'pcs' }) as const;
const take = (by: Buyer, list: { listId: string; lineId: string }, count: number, key = newId()) =>
  transact(db, (tx) =>
    orderFromList(tx, by, {
      ...{ listId: list.listId, key, at },
      quantities: [{ lineId: list.lineId, quantity: bars(count) }],
    }),
  );
const stateOf = async (listId: string) => {
  const [line] = await listSavedLines(db, listId);
  if (!line) throw new Error('the list is empty');
  return { ordered: line.orderedMilli, inCarts: line.inCartsMilli, left: leftMilli(line) };
};
const refusal = (code: string) =>
  expect.objectContaining({ reason: expect.objectContaining({ code }) });

describe('what is left of a list', () => {
  test('is what was needed less what lies in carts and what was ordered, until an order is cancelled', async () => {
    const list = await aList(100);
    expect(await stateOf(list.listId)).toEqual({ ordered: 0, inCarts: 0, left: 100_000 });

    await take(owner, list, 30);
    expect(await stateOf(list.listId)).toEqual({ ordered: 0, inCarts: 30_000, left: 70_000 });

    const cart = await findWebCart(db, { companyId: company.id, personId: owner.personId });
    const { orderId } = await place(db, owner, cart ?? { id: '' }, { channel: 'web' });
    expect(await stateOf(list.listId)).toEqual({ ordered: 30_000, inCarts: 0, left: 70_000 });

    const ending = {
      orderId,
      version: 1,
      reason: 'mistake',
      note: '',
      channel: 'web',
      at,
    } as const;
    await transact(db, (tx) => cancelOrder(tx, owner, ending));
    expect(await stateOf(list.listId)).toEqual({ ordered: 0, inCarts: 0, left: 100_000 });
  });

  test('is never less than nothing, however much is ordered', async () => {
    const list = await aList(10);
    await take(foreman, list, 1).catch(() => undefined);
    await take(owner, list, 25);
    expect((await stateOf(list.listId)).left).toBe(0);
  });

  test('counts the same form once, however often it is sent', async () => {
    const list = await aList(50);
    const key = newId();
    await Promise.all(Array.from({ length: 5 }, () => take(owner, list, 7, key)));
    expect((await stateOf(list.listId)).inCarts).toBe(7000);
  });
});

describe('a list', () => {
  test('is made once, however often its form is sent', async () => {
    const cart = await aCartOf(db, clerk, company, [{ product, bars: 3 }]);
    const saving = { listId: newId(), name: 'Twice', cartId: cart.id, at };
    await transact(db, (tx) => saveCartAsList(tx, owner, saving));
    await transact(db, (tx) => saveCartAsList(tx, owner, saving));
    const [line, ...more] = await listSavedLines(db, saving.listId);
    expect([line?.quantity, more]).toEqual([bars(3), []]);
  });

  test('takes the lines of a cart once', async () => {
    const { listId } = await aList(5);
    const cart = await aCartOf(db, clerk, company, [{ product, bars: 3 }]);
    const adding = { listId, cartId: cart.id, at };
    const added = [];
    for (let time = 0; time < 2; time += 1) {
      added.push(await transact(db, (tx) => addCartToList(tx, owner, adding)));
    }
    expect([added, (await listSavedLines(db, listId)).length]).toEqual([[1, 0], 2]);
  });

  test('is seen by its owner, by the administrators and by the roles it is shared with, and by nobody else', async () => {
    const list = await aList();
    const administrator = await aBuyer(db, company, 'company_admin');
    const sees = async (who: Buyer) =>
      (await listSavedLists(db, who)).some(({ id }) => id === list.listId);
    expect(await Promise.all([owner, administrator, foreman, stranger].map(sees))).toEqual([
      ...[true, true, false, false],
    ]);
    await share(list.listId, 'read');
    expect(await Promise.all([foreman, stranger].map(sees))).toEqual([true, false]);
  });

  test('that a role may only read is ordered from and not changed', async () => {
    const list = await aList();
    await share(list.listId, 'read');
    expect(await take(foreman, list, 2)).toBe(1);
    const change = {
      ...{ listId: list.listId, seenEdits: 3, at },
      quantities: [{ lineId: list.lineId, quantity: bars(1) }],
    };
    await expect(transact(db, (tx) => changeSavedLines(tx, foreman, change))).rejects.toEqual(
      refusal('not-permitted'),
    );
  });

  test.each(['stranger', 'foreman'] as const)(
    'that is not shared with a %s is not there for him',
    async (who) => {
      const by = who === 'stranger' ? stranger : foreman;
      const list = await aList();
      const { listId } = list;
      await expect(take(by, list, 1)).rejects.toMatchObject({ name: 'NotFound' });
      await expect(
        transact(db, (tx) => endSavedList(tx, by, { listId, at })),
      ).rejects.toMatchObject({ name: 'NotFound' });
    },
  );

  test('is not written over by somebody who did not see the last change', async () => {
    const { listId, lineId } = await aList();
    const change = (count: number) =>
      transact(db, (tx) =>
        changeSavedLines(tx, owner, {
          ...{ listId, seenEdits: 2, at },
          quantities: [{ lineId, quantity: bars(count) }],
        }),
      );
    const outcomes = await Promise.allSettled([change(11), change(12)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [, failed] = outcomes.toSorted((one) => (one.status === 'fulfilled' ? -1 : 1));
    expect(failed).toMatchObject({ reason: refusal('changed-meanwhile') });
  });

  test('loses the line whose quantity is cleared, and keeps what was ordered of it in the history', async () => {
    const list = await aList(5);
    await take(owner, list, 5);
    await transact(db, (tx) =>
      changeSavedLines(tx, owner, {
        ...{ listId: list.listId, seenEdits: 2, at },
        quantities: [{ lineId: list.lineId, quantity: undefined }],
      }),
    );
    expect(await listSavedLines(db, list.listId)).toEqual([]);
  });

  test('that is ended is not there any more', async () => {
    const list = await aList();
    const { listId } = list;
    await transact(db, (tx) => endSavedList(tx, owner, { listId, at }));
    await expect(take(owner, list, 1)).rejects.toMatchObject({ name: 'NotFound' });
    expect((await listSavedLists(db, owner)).some(({ id }) => id === listId)).toBe(false);
  });
});
