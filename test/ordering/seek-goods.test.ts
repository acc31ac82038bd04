import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Kysely, sql } from 'kysely';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { momentOn } from '../../src/measures/calendar.ts';
import { cancelOrder } from '../../src/ordering/cancel-order.ts';
import { seekGoods, seekMissing } from '../../src/ordering/seek-goods.ts';
import { placeOrder } from '../../src/ordering/place-order.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { Tx } from '../../src/platform/db/database.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { builtProgram } from '../support/built-program.ts';
import {
  anOrderShort,
  BAR_G,
  barsAt,
  heldOf,
  lettersOfGoods,
  plannedFor,
  promisedOf,
} from '../support/coming.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, aSaleOf, auditFindings } from '../support/sale.ts';
import { receive, send } from '../support/transfers.ts';
import { aBuyer, aClerk, aTradingDay, stockOf } from '../support/world.ts';
import { holding, inTurn, waitingFor } from './at-a-lock.ts';

const PROGRAM = 'test/support/programs/hold-and-die.ts';
/** What was promised for this Monday arrives on it. */
const MONDAY = momentOn('2026-11-30', '10:00');

let db: Kysely<DB>;
let url: string;
let clerk: Staff;
let sender: Staff;
let head: Staff;
beforeAll(async () => {
  ({ db, url } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
  sender = await aClerk(db, 'counter', 'NQZ');
  head = await aClerk(db, 'head_of_sales');
});

afterEach(async () => {
  expect(await auditFindings(db)).toEqual([]);
});

/** An order of which fifteen of twenty bars arrive on Monday, with its buyer; as many as said lay in Astana. */
async function aShortOrder(there = 20, on = MONDAY) {
  const short = await anOrderShort(db, clerk, { there, on });
  return { ...short, buyer: await aBuyer(db, short.company) };
}

const eventsOf = async (orderId: string) => {
  const found = await sql<{ id: number; type: string; facts: Record<string, unknown> }>`
    select id, type, facts from event where subject_id = ${orderId} and type like 'order.goods%' order by id`.execute(
    db,
  );
  return found.rows;
};
const typesOf = async (orderId: string) => (await eventsOf(orderId)).map(({ type }) => type);

/** Does the job behind a short arrival twice, as a queue may. */
async function sought(orderId: string, when = MONDAY): Promise<void> {
  const events = await eventsOf(orderId);
  const short = events.filter(({ type }) => type === 'order.goods-missing');
  for (const { id: eventId } of [...short, ...short]) await seekGoods(db, { eventId }, when);
}

const soughtIn = (tx: Tx, orderId: string) => seekMissing(tx, { orderId, by: head, at: MONDAY });
const again = (orderId: string) => transact(db, (tx) => soughtIn(tx, orderId));

const lettersTo = async (reader: { email: string }, orderId: string) =>
  lettersOfGoods(db, { orderId, events: await eventsOf(orderId), reader });

describe('what did not come with a transfer for an order', () => {
  test('is taken from its own branch first, so that the day is kept', async () => {
    const { orderId, product } = await aShortOrder(100);
    await stockOf(db, product, 7 * BAR_G);
    await sought(orderId);
    expect(await heldOf(db, orderId)).toEqual([['ALA', 30, null]]);
    expect(await barsAt(db, product)).toEqual({ ALA: [32, 30], NQZ: [80, 0] });
    expect(await promisedOf(db, orderId)).toEqual([['11-30', 'kept']]);
    expect(await typesOf(orderId)).toEqual(['order.goods-missing', 'order.goods-found']);
  });

  test('is held at the branch from which it is there first, for a day that takes the place of the other', async () => {
    const { orderId, product } = await aShortOrder(100);
    await sought(orderId);
    expect(await heldOf(db, orderId)).toEqual([
      ['ALA', 25, null],
      ['NQZ', 5, '2026-12-07'],
    ]);
    expect(await barsAt(db, product)).toEqual({ ALA: [25, 25], NQZ: [80, 5] });
    expect(await promisedOf(db, orderId)).toEqual([
      ['11-30', 'renegotiated'],
      ['12-07', 'open'],
    ]);
    const replaced = await sql`
      select from promise as new join promise as old on old.id = new.replaces_id
      join reservation on reservation.id = new.subject_id and reservation.order_id = ${orderId}`.execute(
      db,
    );
    expect(replaced.rows).toHaveLength(1);
  });

  test('is broken where it is found after its day', async () => {
    const late = momentOn('2026-12-01', '10:00');
    const { orderId } = await aShortOrder(100, late);
    await sought(orderId, late);
    expect((await promisedOf(db, orderId))[0]).toEqual(['11-30', 'broken']);
  });

  test.each([
    ['en', 'All of that is there on 07 Dec 2026.', 'Before, we had said 30 Nov 2026.'],
    ['ru', 'Всё это будет на месте 07.12.2026.', 'Раньше мы называли 30.11.2026.'],
    ['kk', 'Мұның бәрі 07.12.2026 орнында болады.', '30.11.2026 деп айтқан едік'],
  ] as const)('is told to the buyer in his language, %s, once', async (language, ...said) => {
    const { orderId, buyer } = await aShortOrder(100);
    await db.updateTable('person').set({ language }).where('id', '=', buyer.personId).execute();
    await sought(orderId);
    const letters = await lettersTo(buyer, orderId);
    expect(letters).toHaveLength(1);
    for (const words of said) expect(letters[0]?.body).toContain(words);
    expect(await lettersTo(head, orderId)).toEqual([]);
  });

  test('goes the same way as the rest, until the order holds all of it in its branch', async () => {
    const { orderId, product } = await aShortOrder(100);
    await sought(orderId);
    const id = await plannedFor(db, sender, orderId, { at: MONDAY });
    await send(db, sender, id, 1, MONDAY);
    await receive(db, clerk, id, undefined, MONDAY);
    expect(await heldOf(db, orderId)).toEqual([['ALA', 30, null]]);
    expect(await barsAt(db, product)).toEqual({ ALA: [30, 30], NQZ: [75, 0] });
    expect(await promisedOf(db, orderId)).toEqual([
      ['11-30', 'renegotiated'],
      ['12-07', 'kept'],
    ]);
  });

  test('and lies nowhere is told with its pieces to the buyer and to us, once, and its promise is broken', async () => {
    const { orderId, buyer } = await aShortOrder();
    await sought(orderId);
    await again(orderId);
    expect(await eventsOf(orderId)).toMatchObject([
      { type: 'order.goods-missing' },
      { type: 'order.goods-not-found', facts: { goods: [{ pieces: 5 }] } },
    ]);
    expect(await promisedOf(db, orderId)).toEqual([['11-30', 'broken']]);
    const [toBuyer, toUs] = [await lettersTo(buyer, orderId), await lettersTo(head, orderId)];
    expect([toBuyer.length, toUs.length]).toEqual([1, 1]);
    expect(toBuyer[0]?.body).toContain('5 pcs');
    expect(toUs[0]?.body).toContain('Goods missing');
  });

  test('is found where somebody looks again once there is some, and its new day is in place of the broken one', async () => {
    const { orderId, product } = await aShortOrder();
    await sought(orderId);
    expect(await again(orderId)).toBe(false);
    await stockOf(db, product, 9 * BAR_G, 'NQZ');
    expect(await again(orderId)).toBe(true);
    expect(await heldOf(db, orderId)).toEqual([
      ['ALA', 25, null],
      ['NQZ', 5, '2026-12-07'],
    ]);
    expect(await promisedOf(db, orderId)).toEqual([
      ['11-30', 'broken'],
      ['12-07', 'open'],
    ]);
    expect(await again(orderId)).toBe(false);
  });

  test('is held as far as there is any, and the rest is told', async () => {
    const { orderId } = await aShortOrder(22);
    await sought(orderId);
    expect(await heldOf(db, orderId)).toEqual([
      ['ALA', 25, null],
      ['NQZ', 2, '2026-12-07'],
    ]);
    expect((await eventsOf(orderId)).slice(1)).toMatchObject([
      { type: 'order.goods-found', facts: { goods: [{ pieces: 2 }], arrivesOn: '2026-12-07' } },
      { type: 'order.goods-not-found', facts: { goods: [{ pieces: 3 }] } },
    ]);
  });
});

describe('whoever looks while others do something', () => {
  test('of two one holds it: the other waits and finds nothing missing', async () => {
    const { orderId, product } = await aShortOrder(100);
    const both = await holding(
      { db, url },
      'sales_order where id = $1',
      [orderId],
      async (held) => {
        const lookers = [1, 2].map(() => again(orderId));
        for (const looker of lookers) await waitingFor({ db }, held, looker);
        return lookers;
      },
    );
    expect((await Promise.all(both)).filter(Boolean)).toHaveLength(1);
    expect(await barsAt(db, product)).toEqual({ ALA: [25, 25], NQZ: [80, 5] });
    expect(await typesOf(orderId)).toEqual(['order.goods-missing', 'order.goods-found']);
  });

  test('waits for a sale of the last bars, and takes none of them', async () => {
    const { orderId, company, product } = await aShortOrder(24);
    const rival = await aSaleOf(db, await aCartOf(db, clerk, company, [{ product, bars: 4 }]));
    const { second } = await inTurn(
      { db, url },
      (tx) => placeOrder(tx, clerk, rival),
      () => again(orderId),
    );
    expect(await second).toBe(false);
    expect(await barsAt(db, product)).toEqual({ ALA: [25, 25], NQZ: [4, 4] });
  });

  test('waits for a cancellation, holds nothing, and nothing is promised any more', async () => {
    const { orderId, product } = await aShortOrder(100);
    const end = { orderId, reason: 'too-late', note: '', channel: 'counter', at: MONDAY } as const;
    const { second } = await inTurn(
      { db, url },
      (tx) => cancelOrder(tx, clerk, end),
      () => again(orderId),
    );
    expect(await second).toBe(false);
    expect(await barsAt(db, product)).toEqual({ ALA: [25, 0], NQZ: [80, 0] });
    expect(await promisedOf(db, orderId)).toEqual([['11-30', 'withdrawn']]);
  });
});

test('killed between holding it and telling, nothing of it is there, and it is done once afterwards', async () => {
  const { orderId } = await aShortOrder(100);
  const told = ['goods.after-holding-missing=kill', 'seekMissing', orderId, MONDAY.toISOString()];
  const args = [...builtProgram(PROGRAM), url, ...told];
  const [, signal] = await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit');
  expect(signal).toBe('SIGKILL');
  expect(await heldOf(db, orderId)).toEqual([['ALA', 25, null]]);
  expect(await promisedOf(db, orderId)).toEqual([['11-30', 'open']]);
  await sought(orderId);
  expect(await typesOf(orderId)).toEqual(['order.goods-missing', 'order.goods-found']);
}, 120_000);
