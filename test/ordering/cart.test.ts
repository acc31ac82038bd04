import type { Kysely } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { addLines } from '../../src/ordering/add-lines.ts';
import { changeLines } from '../../src/ordering/change-lines.ts';
import { listOpenCarts } from '../../src/ordering/open-carts.queries.ts';
import { openWebCart } from '../../src/ordering/open-cart.ts';
import { readCart } from '../../src/ordering/read-cart.ts';
import { removeLines } from '../../src/ordering/remove-lines.ts';
import { takeOverCart } from '../../src/ordering/take-over-cart.ts';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { NotFound, Refusal } from '../../src/platform/refusal.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, place } from '../support/sale.ts';
import {
  aBuyer,
  aClerk,
  aCompany,
  aProduct,
  aPublishedList,
  at,
  aTradingDay,
  rebarFor,
  TONNE,
} from '../support/world.ts';

let db: Kysely<DB>;
let atCounter: Staff;
let onPhone: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  atCounter = await aClerk(db, 'counter');
  onPhone = await aClerk(db, 'phone');
});

async function aBuyersCart() {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const buyer = await aBuyer(db, company);
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const cart = await transact(db, (tx) => openWebCart(tx, buyer, { companyId: company.id, at }));
  return { company, buyer, rebar, cart };
}

const pieces = (count: number) => ({ amountMilli: count * 1000, unit: 'pcs' }) as const;

const adding = (
  actor: Buyer | Staff,
  cart: { id: string },
  product: { id: string },
  more: { id?: string; count?: number } = {},
) =>
  transact(db, (tx) => {
    const line = {
      id: more.id ?? newId(),
      productId: product.id,
      quantity: pieces(more.count ?? 1),
    };
    return addLines(tx, actor, { cartId: cart.id, channel: 'web', lines: [line], at });
  });

const contentOf = async (cart: { id: string }) => {
  const read = await readCart(db, { cartId: cart.id }, at);
  if (!read) throw new Error('no cart');
  return read;
};

describe('a cart', () => {
  test('is one on the web, from however many tabs it is opened at once', async () => {
    const company = await aCompany(db);
    const buyer = await aBuyer(db, company);

    const opened = await Promise.all(
      [1, 2, 3, 4, 5].map(() =>
        transact(db, (tx) => openWebCart(tx, buyer, { companyId: company.id, at })),
      ),
    );

    expect(new Set(opened.map(({ id }) => id)).size).toBe(1);
  });

  test('takes a line once, though its form is sent twice at once', async () => {
    const { buyer, cart, rebar } = await aBuyersCart();
    const id = newId();

    await Promise.all([adding(buyer, cart, rebar, { id }), adding(buyer, cart, rebar, { id })]);

    expect((await contentOf(cart)).lines).toHaveLength(1);
  });

  test('edited from three channels at once loses no line, and all of them reach the step together', async () => {
    const { buyer, cart, rebar, company } = await aBuyersCart();
    await aPublishedList(db, {
      level: 'contract',
      companyId: company.id,
      prices: {
        [rebar.id]: [
          [0, 42_000_000],
          [TONNE, 40_000_000],
        ],
      },
    });
    const actors = [buyer, atCounter, onPhone];

    await Promise.all(
      Array.from({ length: 30 }, (_, count) =>
        adding(actors[count % 3] ?? buyer, cart, rebar, { count: 10 }),
      ),
    );

    const { lines } = await contentOf(cart);
    expect(lines).toHaveLength(30);
    expect(new Set(lines.map((line) => line.price?.pricePerTonneMinor))).toEqual(
      new Set([40_000_000]),
    );
  });

  test('changes the quantity that a person saw, and not one that another changed meanwhile', async () => {
    const { buyer, cart, rebar } = await aBuyersCart();
    await adding(buyer, cart, rebar, { count: 4 });
    const [line] = (await contentOf(cart)).lines;
    const change = (count: number, seen = 4) =>
      transact(db, (tx) =>
        changeLines(tx, buyer, {
          cartId: cart.id,
          changes: [{ lineId: line?.id ?? '', seen: pieces(seen), quantity: pieces(count) }],
          at,
        }),
      );

    await change(6);
    await change(6);
    await expect(change(7)).rejects.toEqual(new Refusal({ code: 'changed-meanwhile' }));

    expect((await contentOf(cart)).lines[0]?.quantity).toEqual(pieces(6));
  });

  test('keeps what was said: two tonnes stay two tonnes and weigh the bars they make', async () => {
    const { buyer, cart, rebar } = await aBuyersCart();
    const quantity = { amountMilli: 2000, unit: 't' } as const;

    await transact(db, (tx) =>
      addLines(tx, buyer, {
        cartId: cart.id,
        channel: 'web',
        lines: [{ id: newId(), productId: rebar.id, quantity }],
        at,
      }),
    );

    expect((await contentOf(cart)).lines).toMatchObject([
      { quantity, pieces: 193, weightG: 2_005_193 },
    ]);
  });

  test('keeps pieces and length as said where bars are cut (B6)', async () => {
    const { buyer, cart, rebar } = await aBuyersCart();
    const line = { id: newId(), productId: rebar.id, quantity: pieces(6), lengthMm: 2000 };

    await transact(db, (tx) =>
      addLines(tx, buyer, { cartId: cart.id, channel: 'web', lines: [line], at }),
    );

    expect((await contentOf(cart)).lines).toMatchObject([
      { pieces: 6, lengthMm: 2000, weightG: 10_656 },
    ]);
  });

  test('refuses a unit in which a product is not sold, and a quantity beyond a line', async () => {
    const { buyer, cart, rebar } = await aBuyersCart();
    const add = (quantity: { amountMilli: number; unit: 'm2' | 't' }) =>
      transact(db, (tx) =>
        addLines(tx, buyer, {
          cartId: cart.id,
          channel: 'web',
          lines: [{ id: newId(), productId: rebar.id, quantity }],
          at,
        }),
      );

    const refusal = new Refusal({ code: 'not-sold-so', sku: rebar.sku });
    await expect(add({ amountMilli: 1000, unit: 'm2' })).rejects.toEqual(refusal);
    await expect(add({ amountMilli: 999_999_000, unit: 't' })).rejects.toEqual(refusal);
  });

  test('of another company is not there, whether one reads a product into it or out of it', async () => {
    const { cart, rebar } = await aBuyersCart();
    const stranger = await aBuyer(db, await aCompany(db));

    await expect(adding(stranger, cart, rebar)).rejects.toThrow(NotFound);
    const removing = transact(db, (tx) =>
      removeLines(tx, stranger, { cartId: cart.id, lineIds: [newId()], at }),
    );
    await expect(removing).rejects.toThrow(NotFound);
  });

  test('takes no line after it became an order', async () => {
    const { buyer, cart, rebar } = await aBuyersCart();
    await adding(buyer, cart, rebar);
    await place(db, buyer, cart, { channel: 'web' });

    await expect(adding(buyer, cart, rebar)).rejects.toEqual(new Refusal({ code: 'cart-placed' }));
  });

  test('never loses a line to a placing at the same moment: it is in the order or refused', async () => {
    const { buyer, cart, rebar } = await aBuyersCart();
    await adding(buyer, cart, rebar, { count: 2 });

    const [, added] = await Promise.allSettled([
      place(db, buyer, cart, { channel: 'web' }),
      adding(atCounter, cart, rebar, { count: 3 }),
    ]);

    const lines = await db
      .selectFrom('salesOrderLine')
      .innerJoin('salesOrder', 'salesOrder.id', 'salesOrderLine.orderId')
      .where('cartId', '=', cart.id)
      .select('pieces')
      .execute();
    const inCart = (await contentOf(cart)).lines.length;
    const isOrdered = lines.length > 0;
    expect(inCart).toBe(added?.status === 'fulfilled' ? 2 : 1);
    expect(isOrdered ? lines.length : inCart).toBe(inCart);
  });
});

describe('a clerk', () => {
  test('takes over the buyer’s own cart by its code; nothing is copied', async () => {
    const { buyer, cart, rebar, company } = await aBuyersCart();
    await adding(buyer, cart, rebar);
    const { code } = await contentOf(cart);

    const taken = await transact(db, (tx) =>
      takeOverCart(tx, atCounter, { code, channel: 'counter', at }),
    );

    expect(taken.id).toBe(cart.id);
    expect(await contentOf(cart)).toMatchObject({ heldByName: atCounter.name, heldOn: 'counter' });
    const carts = await listOpenCarts(db, { companyId: company.id });
    expect(carts.map(({ id }) => id)).toEqual([cart.id]);
    expect(await listOpenCarts(db, { heldBy: atCounter.personId })).toMatchObject([
      { id: cart.id, lines: 1 },
    ]);
  });

  test('closes at the counter what the buyer began on the web: one order, channel counter', async () => {
    const { buyer, cart, rebar } = await aBuyersCart();
    await adding(buyer, cart, rebar);

    const { orderId } = await place(db, atCounter, cart, { channel: 'counter' });

    const order = await db
      .selectFrom('salesOrder')
      .where('id', '=', orderId)
      .select(['channel', 'placedBy'])
      .executeTakeFirstOrThrow();
    expect(order).toEqual({ channel: 'counter', placedBy: atCounter.personId });
  });

  test('finds no cart behind a code that nobody has', async () => {
    const taking = transact(db, (tx) =>
      takeOverCart(tx, atCounter, { code: 'ZZZZZZ', channel: 'counter', at }),
    );
    await expect(taking).rejects.toThrow(NotFound);
  });

  test('fills carts of any company, each line under his own name', async () => {
    const company = await aCompany(db);
    const product = await aProduct(db);
    const cart = await aCartOf(db, onPhone, company, [{ product, bars: 1 }], 'phone');

    expect((await contentOf(cart)).lines).toMatchObject([
      { addedByName: onPhone.name, addedOn: 'phone', price: undefined },
    ]);
  });
});
