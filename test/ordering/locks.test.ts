import { type Kysely, sql } from 'kysely';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { addLines } from '../../src/ordering/add-lines.ts';
import { cancelOrder } from '../../src/ordering/cancel-order.ts';
import { expireReservation } from '../../src/ordering/expire-reservations.ts';
import { moveOrder } from '../../src/ordering/move-order.ts';
import { placeOrder, type Sale } from '../../src/ordering/place-order.ts';
import { receivePayment } from '../../src/payments/receive-payment.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { Tx } from '../../src/platform/db/database.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { Refusal } from '../../src/platform/refusal.ts';
import { freshDatabase } from '../support/database.ts';
import { holding, inTurn, waitingFor } from './at-a-lock.ts';
import { aCartOf, aSaleOf, auditFindings, place } from '../support/sale.ts';
import {
  aClerk,
  aCompany,
  aProduct,
  aPublishedList,
  at,
  aTradingDay,
  rebarFor,
  stockOf,
  TONNE,
} from '../support/world.ts';

const PER_TONNE_MINOR = 42_000_000;
const BAR_G = 10_390;

let db: Kysely<DB>;
let shop: Awaited<ReturnType<typeof freshDatabase>>;
let clerk: Staff;
beforeAll(async () => {
  shop = await freshDatabase();
  ({ db } = shop);
  await aTradingDay(db);
  clerk = await aClerk(db);
});

afterEach(async () => {
  expect(await auditFindings(db)).toEqual([]);
});

type Product = { id: string };

/** Those of the products whose level nobody holds. */
async function unlocked(products: readonly Product[]): Promise<unknown[]> {
  const free = await sql`
    select product_id from stock_level where product_id = any(${products.map(({ id }) => id)}::uuid[])
    for update skip locked`.execute(db);
  return free.rows;
}

/** A company of its own with rebar and a cart of it, so that two sales share nothing but the counter. */
async function aSeparateSale(bars: number, stockG = 100 * TONNE) {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: PER_TONNE_MINOR, stockG });
  return { rebar, cart: await aCartOf(db, clerk, company, [{ product: rebar, bars }]) };
}

const insufficient = ({ sku }: { sku: string }, availableG: number, wantedG: number) =>
  new Refusal({ code: 'insufficient-stock', sku, branchCode: 'ALA', availableG, wantedG });

describe('a sale', () => {
  test('that waits for its goods keeps no sale of other goods waiting', async () => {
    const { rebar, cart } = await aSeparateSale(1);
    const other = await aSeparateSale(1);

    const placing = await holding(
      shop,
      'stock_level where product_id = $1',
      [rebar.id],
      async (holder) => {
        const first = place(db, clerk, cart);
        await waitingFor(shop, holder, first);
        await place(db, clerk, other.cart);
        return { first };
      },
    );

    await expect(placing.first).resolves.toBeDefined();
  });

  test('that meets another company’s sale of the last tonnes waits, and is refused with what is left', async () => {
    const product = await aProduct(db);
    await stockOf(db, product, 3 * BAR_G);
    const [first, second] = await Promise.all(
      [1, 2].map(async () => {
        const company = await aCompany(db, { creditKind: 'unlimited' });
        const prices = { [product.id]: PER_TONNE_MINOR };
        await aPublishedList(db, { level: 'company', companyId: company.id, prices });
        return aSaleOf(db, await aCartOf(db, clerk, company, [{ product, bars: 2 }]));
      }),
    );
    const placing = (sale: Sale | undefined) => (tx: Tx) => placeOrder(tx, clerk, sale as Sale);

    const outcome = await inTurn(shop, placing(first), () => transact(db, placing(second)));

    await expect(outcome.second).rejects.toEqual(insufficient(product, BAR_G + 1, 20_779));
  });

  test('of more than there is is refused with the figures before it waits for a number', async () => {
    const before = await aSeparateSale(1);
    await place(db, clerk, before.cart);
    const { rebar, cart } = await aSeparateSale(3, 2 * BAR_G);

    await holding(shop, "document_counter where series = 'order'", [], async () => {
      await expect(place(db, clerk, cart)).rejects.toEqual(insufficient(rebar, 2 * BAR_G, 31_169));
    });
  });
});

type Doing = (tx: Tx, orderId: string) => Promise<unknown>;

const cancelling: Doing = (tx, orderId) =>
  cancelOrder(tx, clerk, { orderId, reason: 'not-needed', note: '', channel: 'counter', at });
const movingOn: Doing = async (tx, orderId) => {
  const { version } = await tx
    .selectFrom('salesOrder')
    .where('id', '=', orderId)
    .select('version')
    .executeTakeFirstOrThrow();
  await moveOrder(tx, clerk, { orderId, version, channel: 'counter', at });
};

describe('the goods of one order are locked by ascending product, whatever plan the database makes:', () => {
  // Without one of these the database would bring the rows in another order by itself.
  const avoided = ['enable_hashjoin', 'enable_nestloop', 'enable_sort'] as const;

  /** Products of which the highest stands first in the cart, in the order and in the table. */
  async function aTangledSale() {
    const company = await aCompany(db, { creditKind: 'unlimited' });
    const made = await Promise.all(Array.from({ length: 8 }, () => aProduct(db)));
    const products = made.toSorted((one, other) => (one.id > other.id ? -1 : 1));
    const prices = Object.fromEntries(products.map(({ id }) => [id, PER_TONNE_MINOR]));
    await aPublishedList(db, { level: 'company', companyId: company.id, prices });
    for (const product of products) await stockOf(db, product, TONNE);
    const lines = products.map((product) => ({ product, bars: 1 }));
    return { products, cart: await aCartOf(db, clerk, company, lines) };
  }

  /** Which of the others the work has not locked when it has to wait for the highest; afterwards it goes through. */
  async function notYetLocked(
    [highest, ...others]: readonly Product[],
    avoid: (typeof avoided)[number],
    work: (tx: Tx) => Promise<unknown>,
  ) {
    const held = await holding(
      shop,
      'stock_level where product_id = $1',
      [highest?.id],
      async (holder) => {
        const done = transact(db, async (tx) => {
          await sql`set local ${sql.ref(avoid)} = off`.execute(tx);
          await work(tx);
        });
        await waitingFor(shop, holder, done);
        return { done, free: await unlocked(others) };
      },
    );
    await held.done;
    return held.free;
  }

  test.each(avoided)('placing it, without %s', async (avoid) => {
    const sale = await aTangledSale();
    const form = await aSaleOf(db, sale.cart);

    expect(await notYetLocked(sale.products, avoid, (tx) => placeOrder(tx, clerk, form))).toEqual(
      [],
    );
  });

  test.each(avoided)('cancelling it, without %s', async (avoid) => {
    const sale = await aTangledSale();
    const { orderId } = await place(db, clerk, sale.cart);

    expect(await notYetLocked(sale.products, avoid, (tx) => cancelling(tx, orderId))).toEqual([]);
  });

  test.each(avoided)('handing it over, without %s', async (avoid) => {
    const sale = await aTangledSale();
    const { orderId } = await place(db, clerk, sale.cart);
    for (const _ of ['confirmed', 'picking', 'ready']) {
      await transact(db, (tx) => movingOn(tx, orderId));
    }

    expect(await notYetLocked(sale.products, avoid, (tx) => movingOn(tx, orderId))).toEqual([]);
  });
});

describe('whoever comes to an order that another is changing waits, and acts on what became of it:', () => {
  async function anOrder(terms: { payment: 'prepaid' | 'on-account' }) {
    const company = await aCompany(db, { creditLimitMinor: 10_000_000 });
    const rebar = await rebarFor(db, company, { pricePerTonneMinor: PER_TONNE_MINOR });
    const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 1 }]);
    return { ...(await place(db, clerk, cart, terms)), company };
  }

  const toPicking: Doing = async (tx, orderId) => {
    await movingOn(tx, orderId);
    await movingOn(tx, orderId);
  };
  const notCancellable = new Refusal({ code: 'order-not-cancellable', stage: 'picking' });

  test('a second clerk who moves it', async () => {
    const { orderId } = await anOrder({ payment: 'prepaid' });
    const move = { orderId, version: 1, channel: 'counter', at } as const;

    const { second } = await inTurn(
      shop,
      (tx) => moveOrder(tx, clerk, move),
      () => transact(db, (tx) => moveOrder(tx, clerk, move)),
    );

    await expect(second).rejects.toEqual(new Refusal({ code: 'changed-meanwhile' }));
  });

  test('a buyer who cancels it', async () => {
    const { orderId } = await anOrder({ payment: 'prepaid' });

    const { second } = await inTurn(
      shop,
      (tx) => toPicking(tx, orderId),
      () => transact(db, (tx) => cancelling(tx, orderId)),
    );

    await expect(second).rejects.toEqual(notCancellable);
  });

  test('the worker that ends its reservation', async () => {
    const { orderId } = await anOrder({ payment: 'prepaid' });
    const nextWeek = new Date(at.getTime() + 7 * 86_400_000);

    const { second } = await inTurn(
      shop,
      (tx) => cancelling(tx, orderId),
      () => expireReservation(db, orderId, nextWeek),
    );
    await second;

    const events = await db
      .selectFrom('event')
      .where('subjectId', '=', orderId)
      .orderBy('id')
      .select('type')
      .execute();
    expect(events.map(({ type }) => type)).toEqual(['order.placed', 'order.cancelled']);
  });

  test('a buyer whose cancelling waits for the company’s account, which keeps nobody from the order', async () => {
    const { orderId, company } = await anOrder({ payment: 'on-account' });

    const { cancelled } = await holding(
      shop,
      'company_account where company_id = $1',
      [company.id],
      async (holder) => {
        const cancelled = transact(db, (tx) => cancelling(tx, orderId));
        await waitingFor(shop, holder, cancelled);
        await transact(db, (tx) => toPicking(tx, orderId));
        return { cancelled };
      },
    );

    await expect(cancelled).rejects.toEqual(notCancellable);
  });
});

describe('money for an order waits for the company’s account before it locks the order, however PostgreSQL joins:', () => {
  const ways = ['enable_hashjoin', 'enable_nestloop', 'enable_mergejoin', 'enable_sort'];

  test.each(ways)('taking it, without %s', async (avoid) => {
    const company = await aCompany(db, { creditLimitMinor: 100_000_000 });
    const rebar = await rebarFor(db, company, { pricePerTonneMinor: PER_TONNE_MINOR });
    const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 2 }]);
    const { orderId } = await place(db, clerk, cart);
    const money = { method: 'transfer', reference: newId(), amountMinor: 100 } as const;
    const { paid, free } = await holding(
      shop,
      'company_account where company_id = $1',
      [company.id],
      async (holder) => {
        const paid = transact(db, async (tx) => {
          await sql`set local ${sql.ref(avoid)} = off`.execute(tx);
          const of = { companyId: company.id, orderIds: [orderId], channel: null, at };
          return receivePayment(tx, { ...money, ...of, personId: clerk.personId });
        });
        await waitingFor(shop, holder, paid);
        const order = sql`select id from sales_order where id = ${orderId} for update skip locked`;
        return { paid, free: (await order.execute(db)).rows };
      },
    );

    expect(free).toHaveLength(1);
    expect((await paid).allocations).toMatchObject([{ itemId: orderId, amountMinor: 100 }]);
  });
});

test('a placing that meets a line being added waits, and does not order what the buyer did not see', async () => {
  const { rebar, cart } = await aSeparateSale(1);
  const sale = await aSaleOf(db, cart);
  const quantity = { amountMilli: 1000, unit: 'pcs' } as const;
  const lines = [{ id: newId(), productId: rebar.id, quantity }];

  const { second } = await inTurn(
    shop,
    (tx) => addLines(tx, clerk, { cartId: cart.id, channel: 'phone', lines, at }),
    () => transact(db, (tx) => placeOrder(tx, clerk, sale)),
  );

  await expect(second).rejects.toEqual(new Refusal({ code: 'terms-changed' }));
});
