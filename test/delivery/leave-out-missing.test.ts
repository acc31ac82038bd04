import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Kysely, sql } from 'kysely';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { leaveOutMissing } from '../../src/delivery/leave-out-missing.ts';
import { cancelOrder } from '../../src/ordering/cancel-order.ts';
import { moveOrder } from '../../src/ordering/move-order.ts';
import { listOrderLines } from '../../src/ordering/order-lines.queries.ts';
import { seekMissing } from '../../src/ordering/seek-goods.ts';
import { tellOfGoods } from '../../src/ordering/tell-of-goods.ts';
import { issueOrderPapers } from '../../src/payments/issue-order-papers.ts';
import { receivePayment } from '../../src/payments/receive-payment.ts';
import type { Actor, Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { replay } from '../../src/pricing/replay.ts';
import { goodsLetter } from '../../views/mail/goods-letter.ts';
import { inTurn } from '../ordering/at-a-lock.ts';
import { builtProgram } from '../support/built-program.ts';
import { anOrderShort, BAR_G, barsAt, heldOf, plannedFor, promisedOf } from '../support/coming.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, auditFindings, place } from '../support/sale.ts';
import {
  certifyLots,
  leave,
  linesOf,
  load,
  plan,
  plannedLoad,
  takeOver,
} from '../support/shipping.ts';
import { receive, send, transferAt } from '../support/transfers.ts';
import {
  aBuyer,
  aClerk,
  aCompany,
  aProduct,
  aPublishedList,
  aTradingDay,
  at,
  stockOf,
} from '../support/world.ts';

const PROGRAM = 'test/support/programs/ship-and-die.ts';

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

const orderAt = (orderId: string) =>
  db
    .selectFrom('salesOrder')
    .innerJoin('companyAccount as account', 'account.companyId', 'salesOrder.companyId')
    .where('salesOrder.id', '=', orderId)
    .select(['stage', 'version', 'grossMinor', 'paidMinor', 'weightG', 'reservedUntil'])
    .select(['number', 'account.commitmentMinor', 'account.balanceMinor', 'account.unbilledMinor'])
    .executeTakeFirstOrThrow();

const leaveOut = async (orderId: string, actor: Actor = clerk, version?: number) => {
  const asked = { orderId, version: version ?? (await orderAt(orderId)).version, at };
  return transact(db, (tx) => leaveOutMissing(tx, actor, { ...asked, channel: 'web' }));
};

/** An order of which twenty-five of thirty bars are there, and nobody has the rest. */
async function aShortOrder(given: Parameters<typeof anOrderShort>[2] = {}) {
  const short = await anOrderShort(db, clerk, given);
  await transact(db, (tx) => seekMissing(tx, { orderId: short.orderId, by: null, at }));
  const { grossMinor } = await orderAt(short.orderId);
  return { ...short, grossMinor, buyer: await aBuyer(db, short.company) };
}

const advance = async (orderId: string) => {
  const { version } = await orderAt(orderId);
  await transact(db, (tx) => moveOrder(tx, clerk, { orderId, version, channel: 'counter', at }));
};
const advanceTo = async (orderId: string, stage: string) => {
  while ((await orderAt(orderId)).stage !== stage) await advance(orderId);
};

const pay = (of: { companyId: string; orderId: string; amountMinor: number }) =>
  transact(db, (tx) =>
    receivePayment(tx, {
      ...{ method: 'transfer', reference: newId(), personId: null, channel: null, at },
      ...{ companyId: of.companyId, amountMinor: of.amountMinor, orderIds: [of.orderId] },
    }),
  );

/** One vehicle with so many bars of the order, loaded and gone. */
async function gone(orderId: string, pieces: number) {
  const [line] = await linesOf(db, orderId);
  const id = await plan(db, clerk, orderId, [{ orderLineId: line?.id ?? '', pieces }]);
  await certifyLots(db, manager);
  const [loaded] = await plannedLoad(db, id);
  const lots = await db
    .selectFrom('lot')
    .where('productId', '=', line?.productId ?? '')
    .where('branchCode', '=', 'ALA')
    .where('onHandG', '>', 0)
    .orderBy('receivedOn')
    .orderBy('id')
    .select(['id', 'onHandG'])
    .execute();
  let left = pieces;
  const taken = lots.map((lot) => {
    const one = Math.min(left, Math.floor(lot.onHandG / (BAR_G - 10)));
    left -= one;
    return { lotId: lot.id, pieces: one };
  });
  const put = taken.filter((lot) => lot.pieces > 0);
  await load(db, clerk, id, [{ lineId: loaded?.lineId ?? '', lots: put }]);
  await leave(db, clerk, id);
  return id;
}

const shippedMinor = async (orderId: string) => {
  const found = await sql<{ sum: number }>`
    select coalesce(sum(gross_minor), 0)::bigint as sum from shipment where order_id = ${orderId}`.execute(
    db,
  );
  return found.rows[0]?.sum;
};

describe('an order of which some did not come', () => {
  test('is not handed over as a whole, and billed for what is not there', async () => {
    const { orderId } = await aShortOrder();
    await advanceTo(orderId, 'ready');
    await expect(advance(orderId)).rejects.toThrow('goods-missing');
  });

  test('is a new version of twenty-five bars under its number, at its own price, and is billed so', async () => {
    const { orderId, grossMinor, product } = await aShortOrder();
    const { number } = await orderAt(orderId);
    expect(await leaveOut(orderId)).toBe(true);
    const order = await orderAt(orderId);
    expect(order.number).toBe(number);
    expect(order.commitmentMinor).toBe(order.grossMinor);
    const [line] = await listOrderLines(db, orderId);
    expect(line).toMatchObject({ pieces: 25, quantityMilli: 25_000 });
    expect(line?.derivation && replay(line.derivation)).toMatchObject({
      ...{ grossMinor: order.grossMinor, pricePerTonneMinor: 42_000_000 },
    });
    expect(Math.abs(order.grossMinor - (grossMinor * 25) / 30)).toBeLessThan(grossMinor / 1000);
    const kept = db.selectFrom('orderAmendment').selectAll().where('orderId', '=', orderId);
    expect(await kept.execute()).toMatchObject([
      { number: 2, fromGrossMinor: grossMinor, toGrossMinor: order.grossMinor },
    ]);

    await advanceTo(orderId, 'delivered');
    const after = await orderAt(orderId);
    expect(after).toMatchObject({ commitmentMinor: 0, unbilledMinor: order.grossMinor });
    expect(await barsAt(db, product)).toMatchObject({ ALA: [0, 0] });
  });

  test('what was paid for what did not come is the balance of its company, and the rest is paid', async () => {
    const { orderId, company, grossMinor } = await aShortOrder({ sale: { payment: 'prepaid' } });
    await pay({ companyId: company.id, orderId, amountMinor: grossMinor });
    await leaveOut(orderId);
    const order = await orderAt(orderId);
    expect(order).toMatchObject({ paidMinor: order.grossMinor, reservedUntil: null });
    expect(order.balanceMinor).toBe(grossMinor - order.grossMinor);
    await advanceTo(orderId, 'delivered');
  });

  test('what was paid in part stays, and what is left to pay is less', async () => {
    const { orderId, company } = await aShortOrder({ sale: { payment: 'prepaid' } });
    await pay({ companyId: company.id, orderId, amountMinor: 1_000_000 });
    await leaveOut(orderId);
    const order = await orderAt(orderId);
    expect(order).toMatchObject({ paidMinor: 1_000_000, balanceMinor: 0 });
    expect(order.reservedUntil).not.toBeNull();
  });

  test('is paid by what was paid in part, where that is enough for what is left', async () => {
    const { orderId, company, grossMinor } = await aShortOrder({ sale: { payment: 'prepaid' } });
    const amountMinor = Math.floor(grossMinor * 0.9);
    await pay({ companyId: company.id, orderId, amountMinor });
    await leaveOut(orderId);
    const order = await orderAt(orderId);
    expect(order).toMatchObject({ paidMinor: order.grossMinor, reservedUntil: null });
    expect(order.balanceMinor).toBe(amountMinor - order.grossMinor);
  });
});

describe('a line of which nothing came', () => {
  /** Ten bars that lie here, and five of another size of which none came. */
  async function anOrderOfTwo() {
    const company = await aCompany(db, { creditKind: 'unlimited' });
    const [here, there] = [await aProduct(db), await aProduct(db)];
    const prices = { [here.id]: 42_000_000, [there.id]: 41_000_000 };
    await aPublishedList(db, { level: 'company', companyId: company.id, prices });
    await stockOf(db, here, 10 * BAR_G);
    await stockOf(db, there, 5 * BAR_G, 'NQZ');
    const cart = await aCartOf(db, clerk, company, [
      { product: here, bars: 10 },
      { product: there, bars: 5 },
    ]);
    const { orderId } = await place(db, clerk, cart);
    const sender = { ...clerk, branchCode: 'NQZ' };
    const id = await plannedFor(db, sender, orderId);
    await send(db, sender, id);
    const [lot] = (await transferAt(db, id)).lots;
    await receive(db, clerk, id, [{ lotId: lot?.lotId ?? '', weightG: 0 }], at);
    await leaveOut(orderId);
    return orderId;
  }

  test('is no line any more, and the order is what is left', async () => {
    const orderId = await anOrderOfTwo();
    expect(await listOrderLines(db, orderId)).toMatchObject([{ position: 1, pieces: 10 }]);
    await advanceTo(orderId, 'delivered');
    const order = await orderAt(orderId);
    expect(order).toMatchObject({ commitmentMinor: 0, unbilledMinor: order.grossMinor });
  });

  test('goes on no vehicle, and holds up none', async () => {
    const orderId = await anOrderOfTwo();
    await advanceTo(orderId, 'ready');
    await takeOver(db, clerk, await gone(orderId, 10));
    const order = await orderAt(orderId);
    expect(order).toMatchObject({ stage: 'delivered', commitmentMinor: 0 });
    expect(order.grossMinor).toBe(await shippedMinor(orderId));
  });
});

describe('an order that leaves by vehicles', () => {
  test('is delivered when the rest is left out after all else was handed over, to the tiyin', async () => {
    const { orderId } = await aShortOrder();
    await advanceTo(orderId, 'ready');
    for (const bars of [7, 18]) await takeOver(db, clerk, await gone(orderId, bars));
    expect(await orderAt(orderId)).toMatchObject({ stage: 'shipped' });
    await leaveOut(orderId);
    const order = await orderAt(orderId);
    expect(order).toMatchObject({ stage: 'delivered', commitmentMinor: 0 });
    expect(order.grossMinor).toBe(await shippedMinor(orderId));
  });

  test('comes to what its vehicles are billed, where some had left before', async () => {
    const { orderId } = await aShortOrder();
    await advanceTo(orderId, 'ready');
    const first = await gone(orderId, 7);
    await leaveOut(orderId);
    const second = await gone(orderId, 18);
    for (const id of [first, second]) await takeOver(db, clerk, id);
    const order = await orderAt(orderId);
    expect(order).toMatchObject({ stage: 'delivered', commitmentMinor: 0 });
    expect(order.grossMinor).toBe(await shippedMinor(orderId));
  });

  test('is not lowered below what stands on the plan of one', async () => {
    const { orderId } = await aShortOrder();
    await advanceTo(orderId, 'ready');
    const [line] = await linesOf(db, orderId);
    await plan(db, clerk, orderId, [{ orderLineId: line?.id ?? '', pieces: 28 }]);
    await expect(leaveOut(orderId)).rejects.toThrow('left-out-on-vehicle');
  });
});

describe('what is left out', () => {
  test('once is left out once, however often and by how many it is asked', async () => {
    const { orderId, buyer } = await aShortOrder();
    const { version } = await orderAt(orderId);
    const asked = { orderId, version, channel: 'web', at } as const;
    const { second } = await inTurn(
      { db, url },
      (tx) => leaveOutMissing(tx, clerk, asked),
      () => leaveOut(orderId, buyer, version),
    );
    expect(await second).toBe(false);
    expect(await leaveOut(orderId, buyer, version)).toBe(false);
    const events = await db
      .selectFrom('event')
      .where('subjectId', '=', orderId)
      .where('type', '=', 'order.goods-left-out')
      .select('facts')
      .execute();
    expect(events).toMatchObject([{ facts: { version: 2, goods: [{ pieces: 5 }] } }]);
  });

  test('is not what was found meanwhile, nor what was seen of another version', async () => {
    const { orderId, product } = await aShortOrder();
    const { version } = await orderAt(orderId);
    await stockOf(db, product, 2 * BAR_G);
    const both = await inTurn(
      { db, url },
      (tx) => seekMissing(tx, { orderId, by: null, at }),
      () => leaveOut(orderId, clerk, version),
    );
    expect(await both.second).toBe(true);
    expect(await listOrderLines(db, orderId)).toMatchObject([{ pieces: 27 }]);
    expect(await heldOf(db, orderId)).toEqual([['ALA', 27, null]]);

    const other = await aShortOrder();
    await expect(leaveOut(other.orderId, clerk, 99)).rejects.toThrow('changed-meanwhile');
  });

  test('is not of an order that was cancelled meanwhile', async () => {
    const { orderId } = await aShortOrder();
    const end = { orderId, reason: 'too-late', note: '', channel: 'counter', at } as const;
    const { version } = await orderAt(orderId);
    const { second } = await inTurn(
      { db, url },
      (tx) => cancelOrder(tx, clerk, end),
      () => leaveOut(orderId, clerk, version),
    );
    await expect(second).rejects.toThrow('changed-meanwhile');
    await expect(leaveOut(orderId)).rejects.toThrow('order-over');
  });

  test('is never all of an order: that is to cancel it', async () => {
    const { orderId } = await aShortOrder({ here: 0, there: 30, came: 0 });
    await expect(leaveOut(orderId)).rejects.toThrow('nothing-left-of-order');
  });

  test('is for the buyers of its company who place orders, and for no other company', async () => {
    const { orderId, company } = await aShortOrder();
    const accountant = await aBuyer(db, company, 'accountant');
    await expect(leaveOut(orderId, accountant)).rejects.toThrow('not-permitted');
    const stranger = await aBuyer(db, await aCompany(db));
    await expect(leaveOut(orderId, stranger)).rejects.toThrow('order');
    const head = await aClerk(db, 'head_of_sales');
    expect(await leaveOut(orderId, head)).toBe(true);
  });

  test('is promised no more', async () => {
    const short = await anOrderShort(db, clerk);
    await leaveOut(short.orderId);
    expect(await promisedOf(db, short.orderId)).toEqual([['11-30', 'withdrawn']]);
  });

  test('is on paper: the order is confirmed once more, with what is left of it', async () => {
    const { orderId } = await aShortOrder();
    const papers = () =>
      db.selectFrom('document').where('orderId', '=', orderId).select('grossMinor').execute();
    const events = await db
      .selectFrom('event')
      .where('subjectId', '=', orderId)
      .select('id')
      .limit(1)
      .execute();
    const [eventId] = events.map(({ id }) => id);
    await issueOrderPapers(db, { eventId }, at);
    await leaveOut(orderId);
    for (const _ of [1, 2]) await issueOrderPapers(db, { eventId }, at);
    const { grossMinor } = await orderAt(orderId);
    expect((await papers()).map((paper) => paper.grossMinor)).toContain(grossMinor);
    expect(await papers()).toHaveLength(2);
  });

  test.each([
    ['en', 'Left out: 5 pcs', 'It comes to', 'is on your balance'],
    ['ru', 'Исключено: 5\u00A0шт', 'Теперь сумма заказа', 'теперь на вашем балансе'],
    ['kk', 'Алып тасталды: 5\u00A0дана', 'Енді тапсырыс сомасы', 'енді балансыңызда'],
  ] as const)('is told to its buyer once, in %s', async (language, ...said) => {
    const { orderId, buyer, company, grossMinor } = await aShortOrder({
      sale: { payment: 'prepaid' },
    });
    await pay({ companyId: company.id, orderId, amountMinor: grossMinor });
    await db.updateTable('person').set({ language }).where('id', '=', buyer.personId).execute();
    await leaveOut(orderId, buyer);
    const events = await db
      .selectFrom('event')
      .where('subjectId', '=', orderId)
      .where('type', '=', 'order.goods-left-out')
      .select('id')
      .execute();
    for (const { id: eventId } of [...events, ...events]) {
      await tellOfGoods(db, (notice) => goodsLetter(notice, 'https://shop.example'), { eventId });
    }
    const letters = await db
      .selectFrom('outgoingMail')
      .where('recipient', '=', buyer.email)
      .where('body', 'like', `%${orderId}%`)
      .select('body')
      .execute();
    expect(letters).toHaveLength(1);
    for (const words of said) expect(letters[0]?.body).toContain(words);
  });

  test('killed in the middle nothing of it is there, and it is done once afterwards', async () => {
    const { orderId, company, grossMinor } = await aShortOrder({ sale: { payment: 'prepaid' } });
    await pay({ companyId: company.id, orderId, amountMinor: grossMinor });
    const { version } = await orderAt(orderId);
    const form = { orderId, version, channel: 'counter', at };
    const told = ['amendment.after-order=kill', 'leave out', JSON.stringify({ clerk, form })];
    const args = [...builtProgram(PROGRAM), url, ...told];
    const [, signal] = await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit');
    expect(signal).toBe('SIGKILL');
    expect(await orderAt(orderId)).toMatchObject({ grossMinor, paidMinor: grossMinor, version });
    expect(await leaveOut(orderId, clerk, version)).toBe(true);
  }, 120_000);
});
