import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Kysely } from 'kysely';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { leaveOutMissing } from '../../src/delivery/leave-out-missing.ts';
import { cancelOrder } from '../../src/ordering/cancel-order.ts';
import { listGoodsNowhere } from '../../src/ordering/missing-goods.queries.ts';
import { moveOrder } from '../../src/ordering/move-order.ts';
import { reportShortage } from '../../src/ordering/report-shortage.ts';
import { seekGoods } from '../../src/ordering/seek-goods.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB, OrderStage } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { listLotsHeld } from '../../src/stock/shortage.queries.ts';
import { builtProgram } from '../support/built-program.ts';
import { aCartBeyond, BAR_G, barsAt, heldOf, lettersOfGoods } from '../support/coming.ts';
import { freshDatabase } from '../support/database.ts';
import { auditFindings } from '../support/sale.ts';
import { anOrderAt, cancel, certifyLots, linesOf, load, plan } from '../support/shipping.ts';
import { aBuyer, aClerk, aTradingDay, at, stockOf } from '../support/world.ts';
import { inTurn } from './at-a-lock.ts';

let db: Kysely<DB>;
let url: string;
let clerk: Staff;
let manager: Staff;
beforeAll(async () => {
  ({ db, url } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
  manager = await aClerk(db, 'manager');
});

afterEach(async () => {
  expect(await auditFindings(db)).toEqual([]);
});

/** An order of thirty bars that lie in one lot. */
async function anOrder(stage: OrderStage = 'picking') {
  const { cart, company, product } = await aCartBeyond(db, clerk, { here: 30, there: 0 });
  const orderId = await anOrderAt(db, clerk, cart, stage);
  const [lot] = await listLotsHeld(db, orderId);
  if (!lot) throw new Error('no lot');
  const { orderLineId, lotId } = lot;
  const said = { orderId, orderLineId, lotId, channel: 'counter', at } as const;
  return { orderId, company, product, said };
}

type Said = Parameters<typeof reportShortage>[2];
const report = (said: Said, by: Staff = clerk) =>
  transact(db, (tx) => reportShortage(tx, by, said));

const orderAt = (orderId: string) =>
  db
    .selectFrom('salesOrder')
    .where('id', '=', orderId)
    .select(['version', 'stage', 'grossMinor', 'weightG'])
    .executeTakeFirstOrThrow();

const move = async (orderId: string) => {
  const { version } = await orderAt(orderId);
  await transact(db, (tx) => moveOrder(tx, clerk, { orderId, version, channel: 'counter', at }));
};

const end = (orderId: string) => {
  const ended = { orderId, reason: 'other', note: '', channel: 'counter', at } as const;
  return transact(db, (tx) => cancelOrder(tx, clerk, ended));
};

const eventsOf = (orderId: string) =>
  db
    .selectFrom('event')
    .where('subjectId', '=', orderId)
    .where('type', 'like', 'order.goods%')
    .orderBy('id')
    .select(['id', 'type', 'facts'])
    .execute();

/** What is written to a reader of all that was told of an order's goods, however often. */
const lettersTo = async (reader: { email: string }, orderId: string) =>
  lettersOfGoods(db, { orderId, events: await eventsOf(orderId), reader });

describe('goods of an order that are not in the yard when it is picked', () => {
  test('leave stock, and it is handed over and billed without them once they are left out', async () => {
    const { orderId, product, said } = await anOrder();
    await report({ ...said, id: newId(), pieces: 4 });
    expect(await barsAt(db, product)).toMatchObject({ ALA: [26, 26] });
    const nowhere = (await listGoodsNowhere(db, 100)).filter((one) => one.orderId === orderId);
    expect(nowhere).toMatchObject([{ pieces: 4 }]);
    await move(orderId);
    await expect(move(orderId)).rejects.toThrow('goods-missing');
    const { version } = await orderAt(orderId);
    const asked = { orderId, version, channel: 'counter', at } as const;
    expect(await transact(db, (tx) => leaveOutMissing(tx, clerk, asked))).toBe(true);
    await move(orderId);
    expect(await linesOf(db, orderId)).toMatchObject([{ pieces: 26 }]);
    expect(await barsAt(db, product)).toMatchObject({ ALA: [0, 0] });
  });

  test.each([
    ['en', 'not all of it was there', 'Missing: 4 pcs'],
    ['ru', 'нашлось не всё', 'Не хватает: 4\u00A0шт'],
    ['kk', 'бәрі табылмады', '4\u00A0дана'],
  ] as const)('are told to its buyer and to us once, in %s', async (language, ...words) => {
    const { orderId, company, said } = await anOrder();
    const buyer = await aBuyer(db, company);
    await db
      .updateTable('company')
      .set({ managerId: manager.personId })
      .where('id', '=', company.id)
      .execute();
    await db.updateTable('person').set({ language }).where('id', '=', buyer.personId).execute();
    await report({ ...said, id: newId(), pieces: 4 });
    const [{ id: eventId } = { id: 0 }] = await eventsOf(orderId);
    await seekGoods(db, { eventId }, at);
    const [letter, ...more] = await lettersTo(buyer, orderId);
    expect(more).toEqual([]);
    for (const one of words) expect(letter?.body).toContain(one);
    expect(await lettersTo(manager, orderId)).toHaveLength(1);
  });

  test('are looked for elsewhere before it is picked, and told once that is known', async () => {
    const { orderId, company, product, said } = await anOrder('confirmed');
    const buyer = await aBuyer(db, company);
    await stockOf(db, product, 3 * BAR_G);
    await report({ ...said, id: newId(), pieces: 4 });
    const [{ id: eventId } = { id: 0 }] = await eventsOf(orderId);
    await seekGoods(db, { eventId }, at);
    expect(await heldOf(db, orderId)).toEqual([['ALA', 29, null]]);
    expect((await eventsOf(orderId)).map(({ type }) => type)).toEqual([
      'order.goods-not-there',
      'order.goods-found',
      'order.goods-not-found',
    ]);
    const letters = await lettersTo(buyer, orderId);
    expect(letters.map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^Order \S+: not all of it is there$/),
    ]);
    expect(letters[0]?.body).toContain('were in the yard, and none of our branches has the rest');
  });

  test('all of them are held no more, and the order may end, though it is picked', async () => {
    const { orderId, product, said } = await anOrder();
    await report({ ...said, id: newId(), pieces: 29 });
    await expect(end(orderId)).rejects.toThrow('order-not-cancellable');
    await report({ ...said, id: newId(), pieces: 1 });
    expect(await heldOf(db, orderId)).toEqual([]);
    expect(await barsAt(db, product)).toMatchObject({ ALA: [0, 0] });
    await end(orderId);
    expect(await orderAt(orderId)).toMatchObject({ stage: 'cancelled' });
  });

  test('all of them: a vehicle that waits for them ends before the order', async () => {
    const { orderId, said } = await anOrder('ready');
    const id = await plan(db, clerk, orderId, [{ orderLineId: said.orderLineId, pieces: 30 }]);
    await report({ ...said, id: newId(), pieces: 30 });
    await expect(end(orderId)).rejects.toThrow('vehicles-planned');
    await cancel(db, clerk, id);
    await end(orderId);
    expect(await orderAt(orderId)).toMatchObject({ stage: 'cancelled' });
  });
});

describe('whoever says that goods are not there', () => {
  test('says it once by one form, however often it is sent', async () => {
    const { product, said } = await anOrder();
    const form = { ...said, id: newId(), pieces: 4 };
    const { second } = await inTurn(
      { db, url },
      (tx) => reportShortage(tx, clerk, form),
      () => report(form),
    );
    await second;
    await report(form);
    expect(await barsAt(db, product)).toMatchObject({ ALA: [26, 26] });
  });

  test('waits for another who says it too, and never of more than is held', async () => {
    const { product, said } = await anOrder();
    const { second } = await inTurn(
      { db, url },
      (tx) => reportShortage(tx, clerk, { ...said, id: newId(), pieces: 20 }),
      () => report({ ...said, id: newId(), pieces: 20 }),
    );
    await expect(second).rejects.toThrow('shortage-beyond');
    expect(await barsAt(db, product)).toMatchObject({ ALA: [10, 10] });
    await expect(report({ ...said, id: newId(), pieces: 0 })).rejects.toThrow('shortage-beyond');
    await expect(report({ ...said, id: newId() })).rejects.toThrow('shortage-beyond');
  });

  test('says nothing of what stands on a vehicle', async () => {
    const { orderId, said } = await anOrder('ready');
    await certifyLots(db, manager);
    const id = await plan(db, clerk, orderId, [{ orderLineId: said.orderLineId, pieces: 28 }]);
    await load(db, clerk, id);
    await expect(report({ ...said, id: newId(), pieces: 3 })).rejects.toThrow('shortage-beyond');
    await report({ ...said, id: newId(), pieces: 2 });
  });

  test('is of the branch where it ought to lie, and names a lot that is held for the order', async () => {
    const { said } = await anOrder();
    const form = { ...said, id: newId(), pieces: 4 };
    const stranger = { ...clerk, branchCode: 'NQZ' };
    await expect(report(form, stranger)).rejects.toThrow('not found');
    await expect(report({ ...form, lotId: newId() })).rejects.toThrow('not found');
    const head = await aClerk(db, 'head_of_sales');
    await expect(report(form, head)).rejects.toThrow('not-permitted');
  });

  test('and is killed in the middle has said nothing, and says it once afterwards', async () => {
    const { product, said } = await anOrder();
    const form = { ...said, id: newId(), pieces: 4 };
    const told = ['goods.after-shortage=kill', 'not there', JSON.stringify({ clerk, form })];
    const program = builtProgram('test/support/programs/ship-and-die.ts');
    const args = [...program, url, ...told];
    const [, signal] = await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit');
    expect(signal).toBe('SIGKILL');
    expect(await barsAt(db, product)).toMatchObject({ ALA: [30, 30] });
    await report(form);
    expect(await barsAt(db, product)).toMatchObject({ ALA: [26, 26] });
  }, 120_000);
});
