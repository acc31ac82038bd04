import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fc from 'fast-check';
import { type Kysely, sql } from 'kysely';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { cancelOrder } from '../../src/ordering/cancel-order.ts';
import { expireReservation } from '../../src/ordering/expire-reservations.ts';
import { holdAgain } from '../../src/ordering/hold-again.ts';
import { moveOrder } from '../../src/ordering/move-order.ts';
import { placeOrder } from '../../src/ordering/place-order.ts';
import { addDays, momentOn } from '../../src/measures/calendar.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { Tx } from '../../src/platform/db/database.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { newId } from '../../src/platform/id.ts';
import { Refusal } from '../../src/platform/refusal.ts';
import { seekMissing } from '../../src/ordering/seek-goods.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { listOrderNeeds } from '../../src/stock/order-transfer.queries.ts';
import { builtProgram } from '../support/built-program.ts';
import { aCartBeyond, BAR_G, barsAt, heldOf, plannedFor, promisedOf } from '../support/coming.ts';
import { receiveTransfer } from '../../src/stock/receive-transfer.ts';
import { sendTransfer } from '../../src/stock/send-transfer.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, aSaleOf, auditFindings, place } from '../support/sale.ts';
import { cancel, receive, send, transferAt } from '../support/transfers.ts';
import { aClerk, aTradingDay, at } from '../support/world.ts';
import { inTurn } from './at-a-lock.ts';

const PROGRAM = 'test/support/programs/transfer-and-die.ts';
/** What is asked for on Thursday the 26th leaves Astana on Friday and is in Almaty on Monday. */
const MONDAY = '2026-11-30';
const WAY = { fromBranch: 'NQZ', toBranch: 'ALA' };
const onDay = (day: string) => momentOn(day, '10:00');

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

/** An order of thirty bars of which ten lie in Almaty. */
async function anOrderBeyond(given: Parameters<typeof aCartBeyond>[2] = {}) {
  const { cart, ...sold } = await aCartBeyond(db, clerk, given);
  return { ...sold, ...(await place(db, clerk, cart)) };
}

const cancelledIn = (tx: Tx, orderId: string) =>
  cancelOrder(tx, clerk, {
    ...{ orderId, reason: 'not-needed', note: '', channel: 'counter', at },
  });
const cancelled = (orderId: string) => transact(db, (tx) => cancelledIn(tx, orderId));

async function moveOn(orderId: string): Promise<void> {
  const { version } = await db
    .selectFrom('salesOrder')
    .where('id', '=', orderId)
    .select('version')
    .executeTakeFirstOrThrow();
  await transact(db, (tx) => moveOrder(tx, clerk, { orderId, version, channel: 'counter', at }));
}

const needsOf = async (orderId: string) =>
  (await listOrderNeeds(db, { branchCode: 'NQZ', limit: 100 })).filter(
    (need) => need.orderId === orderId,
  );

const eventsOf = async (orderId: string) => {
  const found = await sql<{ type: string }>`
    select type from event where subject_id = ${orderId} and type like 'order.goods%'`.execute(db);
  return found.rows.map(({ type }) => type);
};

describe('an order for more than its branch has', () => {
  test('holds the rest where it lies, in whole bars, and promises the day that was shown', async () => {
    const { orderId, product } = await anOrderBeyond();
    expect(await heldOf(db, orderId)).toEqual([
      ['ALA', 10, null],
      ['NQZ', 20, MONDAY],
    ]);
    expect(await barsAt(db, product)).toEqual({ ALA: [10, 10], NQZ: [100, 20] });
    expect(await promisedOf(db, orderId)).toEqual([['11-30', 'open']]);
    expect(await needsOf(orderId)).toMatchObject([
      { fromBranch: 'NQZ', toBranch: 'ALA', leavesOn: '2026-11-27', arrivesOn: MONDAY },
    ]);
  });

  test('is not placed for a day that was not shown', async () => {
    const { cart } = await aCartBeyond(db, clerk);
    const sale = await aSaleOf(db, cart);
    const later = { ...sale, at: onDay('2026-11-28') };
    await expect(transact(db, (tx) => placeOrder(tx, clerk, later))).rejects.toThrow(
      'terms-changed',
    );
  });

  test('is refused where all branches together have not enough, and holds nothing anywhere', async () => {
    const { cart, product } = await aCartBeyond(db, clerk, { there: 19 });
    await expect(place(db, clerk, cart)).rejects.toThrow('insufficient-stock');
    expect(await barsAt(db, product)).toEqual({ ALA: [10, 0], NQZ: [19, 0] });
  });

  test('twice with one click is one, and of the last bars of the other branch two orders get one', async () => {
    const { cart, company, product } = await aCartBeyond(db, clerk, { there: 20 });
    const other = await aCartOf(db, clerk, company, [{ product, bars: 21 }]);
    const sale = await aSaleOf(db, cart);
    const rival = await aSaleOf(db, other);
    const clicks = [sale, sale, rival].map((one) =>
      transact(db, (tx) => placeOrder(tx, clerk, one)),
    );
    const told = await Promise.allSettled(clicks);
    const placed = told.flatMap((one) => (one.status === 'fulfilled' ? [one.value.orderId] : []));
    expect(new Set(placed).size).toBe(1);
    const held = placed[0] === sale.key ? 20 : 11;
    expect(await barsAt(db, product)).toEqual({ ALA: [10, 10], NQZ: [20, held] });
  });
});

describe('what an order needs from another branch', () => {
  test('is planned with one press, and lies in the order’s own branch when it arrived, so that it is picked', async () => {
    const { orderId, product } = await anOrderBeyond();
    await moveOn(orderId);
    const id = await plannedFor(db, sender, orderId);
    expect(await barsAt(db, product)).toEqual({ ALA: [10, 10], NQZ: [100, 20] });
    expect(await needsOf(orderId)).toEqual([]);
    await expect(moveOn(orderId)).rejects.toThrow('goods-coming');
    await send(db, sender, id);
    expect(await auditFindings(db)).toEqual([]);
    expect(await barsAt(db, product)).toEqual({ ALA: [10, 10], NQZ: [80, 0] });
    await expect(moveOn(orderId)).rejects.toThrow('goods-coming');
    await receive(db, clerk, id);
    expect(await barsAt(db, product)).toEqual({ ALA: [30, 30], NQZ: [80, 0] });
    expect(await heldOf(db, orderId)).toEqual([['ALA', 30, null]]);
    expect(await promisedOf(db, orderId)).toEqual([['11-30', 'kept']]);
    for (const _ of ['picking', 'ready', 'delivered']) await moveOn(orderId);
    expect(await barsAt(db, product)).toEqual({ ALA: [0, 0], NQZ: [80, 0] });
  });

  test('lies alone in its branch where that had nothing', async () => {
    const { orderId, product } = await anOrderBeyond({ here: 0 });
    const id = await plannedFor(db, clerk, orderId);
    await send(db, sender, id);
    await receive(db, clerk, id);
    expect(await heldOf(db, orderId)).toEqual([['ALA', 30, null]]);
    expect(await barsAt(db, product)).toEqual({ ALA: [30, 30], NQZ: [70, 0] });
  });

  test('is planned once, however often it is pressed and by however many', async () => {
    const { orderId } = await anOrderBeyond();
    const id = newId();
    await Promise.all([1, 2].map(() => plannedFor(db, sender, orderId, { id })));
    await expect(plannedFor(db, clerk, orderId)).rejects.toThrow('changed-meanwhile');
    expect((await transferAt(db, id)).orderIds).toEqual([orderId]);
  });

  test('is nothing to a clerk of a third branch', async () => {
    const { orderId } = await anOrderBeyond();
    const third = { ...sender, branchCode: 'KRG' };
    await expect(plannedFor(db, third, orderId)).rejects.toThrow('not found');
    expect(await listOrderNeeds(db, { branchCode: 'KRG', limit: 10 })).toEqual([]);
  });

  test('is needed again where its transfer is taken back, and goes to nobody else', async () => {
    const { orderId, product } = await anOrderBeyond();
    const id = await plannedFor(db, sender, orderId);
    await cancel(db, sender, id, 1);
    expect(await needsOf(orderId)).toHaveLength(1);
    expect(await barsAt(db, product)).toEqual({ ALA: [10, 10], NQZ: [100, 20] });
  });

  test('that leaves later than promised is promised anew, and what arrives too late broke it', async () => {
    const { orderId } = await anOrderBeyond();
    const id = await plannedFor(db, sender, orderId);
    await send(db, sender, id, 1, onDay(MONDAY));
    expect(await promisedOf(db, orderId)).toEqual([
      ['11-30', 'renegotiated'],
      ['12-03', 'open'],
    ]);
    expect(await eventsOf(orderId)).toEqual(['order.goods-later']);
    await receive(db, clerk, id, undefined, onDay('2026-12-04'));
    expect(await promisedOf(db, orderId)).toMatchObject([
      ['11-30', 'renegotiated'],
      ['12-03', 'broken'],
    ]);
  });

  test('that is planned after its vehicle left goes with the next, which is promised at once', async () => {
    const { orderId } = await anOrderBeyond();
    const id = await plannedFor(db, sender, orderId, { at: onDay('2026-11-28') });
    expect(await promisedOf(db, orderId)).toMatchObject([
      ['11-30', 'renegotiated'],
      ['12-03', 'open'],
    ]);
    await send(db, sender, id, 1, onDay(MONDAY));
    expect(await eventsOf(orderId)).toEqual(['order.goods-later']);
  });

  test('that arrives short is held as far as it came, and is to be looked for elsewhere', async () => {
    const { orderId, product } = await anOrderBeyond();
    const id = await plannedFor(db, sender, orderId);
    await send(db, sender, id);
    const [lot] = (await transferAt(db, id)).lots;
    await receive(db, clerk, id, [{ lotId: lot?.lotId ?? '', weightG: 15 * BAR_G }]);
    expect(await heldOf(db, orderId)).toEqual([['ALA', 25, null]]);
    expect(await barsAt(db, product)).toEqual({ ALA: [25, 25], NQZ: [80, 0] });
    expect(await promisedOf(db, orderId)).toEqual([['11-30', 'open']]);
    expect(await eventsOf(orderId)).toEqual(['order.goods-missing']);
  });

  test('and of which nothing arrives is held nowhere', async () => {
    const { orderId, product } = await anOrderBeyond();
    const id = await plannedFor(db, sender, orderId);
    await send(db, sender, id);
    await receive(db, clerk, id, []);
    expect(await heldOf(db, orderId)).toEqual([['ALA', 10, null]]);
    expect(await barsAt(db, product)).toEqual({ ALA: [10, 10], NQZ: [80, 0] });
  });
});

describe('an order that ends before its goods came', () => {
  test('frees them where they lie, with its transfer and its promise', async () => {
    const { orderId, product } = await anOrderBeyond();
    const id = await plannedFor(db, sender, orderId);
    await cancelled(orderId);
    await cancelled(orderId);
    expect(await barsAt(db, product)).toEqual({ ALA: [10, 0], NQZ: [100, 0] });
    expect((await transferAt(db, id)).state).toBe('cancelled');
    expect(await promisedOf(db, orderId)).toEqual([['11-30', 'withdrawn']]);
    await expect(send(db, sender, id)).rejects.toThrow('transfer-over');
  });

  test('lets arrive what is on the road, to be sold there', async () => {
    const { orderId, product } = await anOrderBeyond();
    const id = await plannedFor(db, sender, orderId);
    await send(db, sender, id);
    await cancelled(orderId);
    expect(await barsAt(db, product)).toEqual({ ALA: [10, 0], NQZ: [80, 0] });
    await receive(db, clerk, id);
    expect(await barsAt(db, product)).toEqual({ ALA: [30, 0], NQZ: [80, 0] });
  });

  const sentIn = (tx: Tx, transferId: string) =>
    sendTransfer(tx, sender, { transferId, version: 1, vehiclePlate: '', channel: 'counter', at });

  test('before the departure of its goods: who sends them waits, and then sends nothing', async () => {
    const { orderId, product } = await anOrderBeyond();
    const id = await plannedFor(db, sender, orderId);
    const sent = () => transact(db, (tx) => sentIn(tx, id));
    const { second } = await inTurn({ db, url }, (tx) => cancelledIn(tx, orderId), sent);
    await expect(second).rejects.toThrow('transfer-over');
    expect(await barsAt(db, product)).toEqual({ ALA: [10, 0], NQZ: [100, 0] });
  });

  test('during their departure: it waits, and they are on the road for nobody', async () => {
    const { orderId, product } = await anOrderBeyond();
    const id = await plannedFor(db, sender, orderId);
    const { second } = await inTurn(
      { db, url },
      (tx) => sentIn(tx, id),
      () => cancelled(orderId),
    );
    await second;
    expect(await barsAt(db, product)).toEqual({ ALA: [10, 0], NQZ: [80, 0] });
  });

  test('during their arrival: it waits, and they lie there for everybody', async () => {
    const { orderId, product } = await anOrderBeyond();
    const id = await plannedFor(db, sender, orderId);
    await send(db, sender, id);
    const { lots } = await transferAt(db, id);
    const came = lots.map(({ lotId, weightG }) => ({ lotId, weightG }));
    const arrived = { transferId: id, version: 2, lots: came, note: '', at } as const;
    const { second } = await inTurn(
      { db, url },
      (tx) => receiveTransfer(tx, clerk, { ...arrived, channel: 'counter' }),
      () => cancelled(orderId),
    );
    await second;
    expect(await barsAt(db, product)).toEqual({ ALA: [30, 0], NQZ: [80, 0] });
  });

  test('because nobody paid it, frees them as well; paid late, it holds them again for a new day', async () => {
    const { cart } = await aCartBeyond(db, clerk);
    const { orderId } = await place(db, clerk, cart, { payment: 'prepaid' });
    expect(await needsOf(orderId)).toMatchObject([{ isUnpaid: true }]);
    const id = await plannedFor(db, sender, orderId);
    const over = onDay('2026-12-08');
    await expireReservation(db, orderId, over);
    expect((await transferAt(db, id)).state).toBe('cancelled');
    expect(await heldOf(db, orderId)).toEqual([]);
    await holdAgain(db, orderId, over);
    expect(await heldOf(db, orderId)).toEqual([
      ['ALA', 10, null],
      ['NQZ', 20, '2026-12-14'],
    ]);
    expect(await promisedOf(db, orderId)).toEqual([
      ['11-30', 'withdrawn'],
      ['12-14', 'open'],
    ]);
  });
});

test.each([
  ['planForOrders', 'transfer.after-reserving'],
  ['send', 'transfer.after-stock'],
  ['receive', 'transfer.after-lots'],
] as const)(
  'killed while it does one thing for an order, %s, nothing of it is there, and it is done once afterwards',
  async (deed, failpoint) => {
    const { orderId, product } = await anOrderBeyond();
    const id = newId();
    if (deed !== 'planForOrders') await plannedFor(db, sender, orderId, { id });
    if (deed === 'receive') await send(db, sender, id);
    const lots = deed === 'receive' ? (await transferAt(db, id)).lots : [];
    const of = { transferId: id, channel: 'counter', at };
    const forms = {
      planForOrders: { id, orderIds: [orderId], ...WAY, channel: 'counter', at },
      send: { ...of, version: 1, vehiclePlate: '' },
      receive: { ...of, version: 2, lots, note: '' },
    };
    const told = { clerk: deed === 'receive' ? clerk : sender, form: forms[deed] };
    const before = [await barsAt(db, product), await heldOf(db, orderId)];
    const args = [...builtProgram(PROGRAM), url, `${failpoint}=kill`, deed, JSON.stringify(told)];
    const [, signal] = await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit');
    expect(signal).toBe('SIGKILL');
    expect([await barsAt(db, product), await heldOf(db, orderId)]).toEqual(before);
    const again = {
      planForOrders: () => plannedFor(db, sender, orderId, { id }),
      send: () => send(db, sender, id),
      receive: () => receive(db, clerk, id),
    };
    await again[deed]();
    expect(await auditFindings(db)).toEqual([]);
  },
  120_000,
);

/** What the trade refuses now changes nothing; anything else is a mistake of ours. */
function refusedOnly(error: unknown): void {
  if (!(error instanceof Refusal)) throw error;
}

test('whatever is done in whatever order: levels are the sum of their movements, and what is reserved is held by somebody', async () => {
  const deeds = [
    'plan',
    'send',
    'receive',
    'short',
    'cancel',
    'take back',
    'seek',
    'expire',
    'again',
  ] as const;
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 11 }),
      fc.array(fc.constantFrom(...deeds), { minLength: 3, maxLength: 9 }),
      async (here, course) => {
        const { cart, product } = await aCartBeyond(db, clerk, { bars: 12, here, there: 14 });
        const { orderId } = await place(db, clerk, cart, { payment: 'prepaid' });
        let id = await plannedFor(db, sender, orderId);
        const over = onDay(addDays(MONDAY, 10));
        const acts: Record<(typeof deeds)[number], () => Promise<unknown>> = {
          plan: async () => {
            id = await plannedFor(db, sender, orderId);
          },
          send: () => send(db, sender, id),
          receive: () => receive(db, clerk, id),
          short: () => receive(db, clerk, id, []),
          seek: () => transact(db, (tx) => seekMissing(tx, { orderId, by: null, at: over })),
          cancel: () => cancelled(orderId),
          'take back': async () => cancel(db, sender, id, (await transferAt(db, id)).version),
          expire: () => expireReservation(db, orderId, over),
          again: () => holdAgain(db, orderId, over),
        };
        for (const deed of course) {
          await acts[deed]().catch(refusedOnly);
          expect(await auditFindings(db)).toEqual([]);
          const levels = Object.values(await barsAt(db, product));
          expect(levels.every(([onHand = 0, reserved = 0]) => reserved <= onHand)).toBe(true);
        }
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);
