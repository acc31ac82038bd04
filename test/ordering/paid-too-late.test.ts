import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Kysely, sql } from 'kysely';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { momentOn } from '../../src/measures/calendar.ts';
import { cancelOrder } from '../../src/ordering/cancel-order.ts';
import { expireReservation } from '../../src/ordering/expire-reservations.ts';
import { moveOrder } from '../../src/ordering/move-order.ts';
import { holdAgain } from '../../src/ordering/hold-again.ts';
import { receivePayment } from '../../src/payments/receive-payment.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { Tx } from '../../src/platform/db/database.ts';
import type { DB, Language } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { builtProgram } from '../support/built-program.ts';
import { aCartBeyond, barsAt, heldOf, lettersOfGoods, promisedOf } from '../support/coming.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, auditFindings, place } from '../support/sale.ts';
import { aBuyer, aClerk, aTradingDay } from '../support/world.ts';
import { holding, inTurn, waitingFor } from './at-a-lock.ts';

const PROGRAM = 'test/support/programs/hold-and-die.ts';
/** When the time of an order of Thursday the 26th of November is over. */
const OVER = momentOn('2026-12-08', '10:00');

let db: Kysely<DB>;
let url: string;
let clerk: Staff;
let head: Staff;
beforeAll(async () => {
  ({ db, url } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
  head = await aClerk(db, 'head_of_sales');
});

afterEach(async () => {
  expect(await auditFindings(db)).toEqual([]);
});

/** An order of thirty bars whose time ran out before it was paid: ten lay in Almaty, the others were to come on the 30th. */
async function anOrderRunOut(given: Parameters<typeof aCartBeyond>[2] = {}) {
  const { cart, company, product } = await aCartBeyond(db, clerk, given);
  const buyer = await aBuyer(db, company);
  const { orderId } = await place(db, clerk, cart, { payment: 'prepaid' });
  await expireReservation(db, orderId, OVER);
  return { orderId, company, product, buyer };
}

/** Pays so many tiyin of an order, all of it where nothing is said. */
async function pay(orderId: string, companyId: string, amount?: number): Promise<void> {
  const { grossMinor } = await db
    .selectFrom('salesOrder')
    .where('id', '=', orderId)
    .select('grossMinor')
    .executeTakeFirstOrThrow();
  const money = { method: 'transfer', reference: `${orderId} ${amount ?? 'all'}` } as const;
  const by = { personId: null, channel: null, at: OVER };
  const of = { companyId, amountMinor: amount ?? grossMinor, orderIds: [orderId] };
  await transact(db, (tx) => receivePayment(tx, { ...money, ...by, ...of }));
}

async function eventsOf(orderId: string) {
  const found = await sql<{ id: number; type: string; facts: Record<string, unknown> }>`
    select id, type, facts from event where subject_id = ${orderId}
      and type in ('order.held-again', 'order.paid-without-stock') order by id`.execute(db);
  return found.rows;
}

const lettersOf = async (orderId: string, reader: { email: string }) =>
  lettersOfGoods(db, { orderId, events: await eventsOf(orderId), reader });

const speaks = (reader: { personId: string }, language: Language) =>
  db.updateTable('person').set({ language }).where('id', '=', reader.personId).execute();

describe('an order that is paid after its time ran out', () => {
  test('is promised for a new day in place of the one that was shown, and says why', async () => {
    const { orderId, company } = await anOrderRunOut();
    await pay(orderId, company.id);
    await holdAgain(db, orderId, OVER);
    expect(await promisedOf(db, orderId)).toEqual([
      ['11-30', 'withdrawn'],
      ['12-14', 'open'],
    ]);
    const found = await sql<{ reason: string; before: string }>`
      select promise.reason, before.state as before from promise
      join promise as before on before.id = promise.replaces_id
      join reservation on reservation.id = promise.subject_id
      where reservation.order_id = ${orderId}`.execute(db);
    expect(found.rows).toEqual([{ reason: 'order.held-again', before: 'withdrawn' }]);
    expect(await eventsOf(orderId)).toMatchObject([
      { type: 'order.held-again', facts: { arrivesOn: '2026-12-14', promisedOn: '2026-11-30' } },
    ]);
  });

  test.each([
    ['en', 'paid, its goods are held again', '14 Dec 2026', 'Before, we had said 30 Nov 2026.'],
    ['ru', 'оплачен, товар снова в резерве', '14.12.2026', 'Раньше мы называли 30.11.2026.'],
    ['kk', 'төленді, тауар қайта резервте', '14.12.2026', '30.11.2026 деп айтқан едік'],
  ] as const)(
    'has its buyer told of the day in his language, %s, once',
    async (language, ...said) => {
      const { orderId, company, buyer } = await anOrderRunOut();
      await speaks(buyer, language);
      await pay(orderId, company.id);
      await holdAgain(db, orderId, OVER);
      const letters = await lettersOf(orderId, buyer);
      expect(letters).toHaveLength(1);
      const [letter] = letters;
      for (const words of said) expect(`${letter?.subject}\n${letter?.body}`).toContain(words);
      expect(await lettersOf(orderId, head)).toEqual([]);
    },
  );

  test('and lies in its own branch is said to lie there, for no day', async () => {
    const { orderId, company, buyer } = await anOrderRunOut({ here: 30 });
    await pay(orderId, company.id);
    await holdAgain(db, orderId, OVER);
    const [letter] = await lettersOf(orderId, buyer);
    expect(letter?.body).toContain('All of them lie here: Almaty.');
    expect(letter?.body).not.toContain('Before');
  });

  test('and whose goods are sold is told to its buyer and to us, once however many payments come', async () => {
    const { orderId, company, product, buyer } = await anOrderRunOut({ there: 20 });
    const rival = await aCartOf(db, clerk, company, [{ product, bars: 21 }]);
    await place(db, clerk, rival);
    await pay(orderId, company.id, 1000);
    await holdAgain(db, orderId, OVER);
    await pay(orderId, company.id, 2000);
    await Promise.all([1, 2].map(() => holdAgain(db, orderId, OVER)));
    expect(await eventsOf(orderId)).toMatchObject([{ type: 'order.paid-without-stock' }]);
    const [toBuyer, toUs] = [await lettersOf(orderId, buyer), await lettersOf(orderId, head)];
    expect([toBuyer.length, toUs.length]).toEqual([1, 1]);
    expect(toBuyer[0]?.body).toContain('what you paid is yours to use or to get back');
    expect(toUs[0]?.body).toContain('Talk to the customer');
  });

  test('only in part holds its goods for three working days, and for good once all is paid', async () => {
    const { orderId, company } = await anOrderRunOut();
    await pay(orderId, company.id, 1000);
    await holdAgain(db, orderId, OVER);
    const untilOf = async () =>
      db.selectFrom('salesOrder').where('id', '=', orderId).select('reservedUntil').execute();
    const [until] = await untilOf();
    expect(until?.reservedUntil?.getTime()).toBeGreaterThan(OVER.getTime());
    const found = await sql<{ left: number }>`
      select gross_minor - paid_minor as left from sales_order where id = ${orderId}`.execute(db);
    await pay(orderId, company.id, found.rows[0]?.left);
    expect(await untilOf()).toEqual([{ reservedUntil: null }]);
  });
});

describe('two who do it at once', () => {
  test('hold it once: the second waits for the first and finds nothing to do', async () => {
    const { orderId, product } = await anOrderRunOut();
    const both = await holding(
      { db, url },
      'sales_order where id = $1',
      [orderId],
      async (holder) => {
        const jobs = [1, 2].map(() => holdAgain(db, orderId, OVER));
        for (const job of jobs) await waitingFor({ db }, holder, job);
        return jobs;
      },
    );
    await Promise.all(both);
    expect(await eventsOf(orderId)).toHaveLength(1);
    expect(await barsAt(db, product)).toEqual({ ALA: [10, 10], NQZ: [100, 20] });
  });

  test('one cancels it: the payment waits, and then holds nothing and writes nothing', async () => {
    const { orderId, product } = await anOrderRunOut();
    const end = { orderId, reason: 'too-late', note: '', channel: 'counter', at: OVER } as const;
    const cancelled = (tx: Tx) => cancelOrder(tx, clerk, end);
    const { second } = await inTurn({ db, url }, cancelled, () => holdAgain(db, orderId, OVER));
    await second;
    expect(await eventsOf(orderId)).toEqual([]);
    expect(await barsAt(db, product)).toEqual({ ALA: [10, 0], NQZ: [100, 0] });
  });
});

test('killed between the stock and the word of it, nothing of it is there, and it is done once afterwards', async () => {
  const { orderId } = await anOrderRunOut();
  const told = ['goods.after-holding-again=kill', 'holdAgain', orderId, OVER.toISOString()];
  const args = [...builtProgram(PROGRAM), url, ...told];
  const [, signal] = await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit');
  expect(signal).toBe('SIGKILL');
  expect(await heldOf(db, orderId)).toEqual([]);
  expect(await promisedOf(db, orderId)).toEqual([['11-30', 'withdrawn']]);
  for (const _ of [1, 2]) await holdAgain(db, orderId, OVER);
  expect(await eventsOf(orderId)).toHaveLength(1);
}, 120_000);

describe('an order whose time ran out and that nobody paid', () => {
  /** What a member of our staff does with it, at its next stage. */
  async function moveOn(orderId: string, by: Staff, unpaidReason?: string): Promise<string> {
    const { version } = await db
      .selectFrom('salesOrder')
      .where('id', '=', orderId)
      .select('version')
      .executeTakeFirstOrThrow();
    const move = { orderId, version, channel: 'counter', unpaidReason, at: OVER } as const;
    await transact(db, (tx) => moveOrder(tx, by, move));
    const { stage } = await db
      .selectFrom('salesOrder')
      .where('id', '=', orderId)
      .select('stage')
      .executeTakeFirstOrThrow();
    return stage;
  }
  const goodsNotHeld = { reason: { code: 'goods-not-held' } };

  test('is not picked, whoever lets it go unpaid: its goods may be sold to somebody else', async () => {
    const manager = await aClerk(db, 'manager');
    const { orderId } = await anOrderRunOut({ here: 30 });
    expect(await moveOn(orderId, clerk)).toBe('confirmed');
    await expect(moveOn(orderId, clerk)).rejects.toMatchObject(goodsNotHeld);
    await expect(moveOn(orderId, manager, 'Old customer')).rejects.toMatchObject(goodsNotHeld);
  });

  test('is picked once it was paid and its goods are held again', async () => {
    const { orderId, company } = await anOrderRunOut({ here: 30 });
    expect(await moveOn(orderId, clerk)).toBe('confirmed');
    await pay(orderId, company.id);
    await expect(moveOn(orderId, clerk)).rejects.toMatchObject(goodsNotHeld);
    await holdAgain(db, orderId, OVER);
    expect(await moveOn(orderId, clerk)).toBe('picking');
  });
});
