import { type Kysely, sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { changeLines } from '../../src/ordering/change-lines.ts';
import { decideOverride } from '../../src/ordering/decide-override.ts';
import { listWaitingOverrides } from '../../src/ordering/override.queries.ts';
import {
  overridePrice,
  type WantedPrice,
  withdrawOverride,
} from '../../src/ordering/override-price.ts';
import { readCart } from '../../src/ordering/read-cart.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, place } from '../support/sale.ts';
import {
  aBuyer,
  aClerk,
  aCompany,
  aPublishedList,
  at,
  aTradingDay,
  rebarFor,
} from '../support/world.ts';

/** 97 bars are 1 007.8 kg, which the list asks 400 000 ₸ a tonne for; below a tonne 420 000 ₸. */
const BARS = 97;
const LISTED_MINOR = 40_000_000;
const TONNE_G = 1_000_000;

let db: Kysely<DB>;
let clerk: Staff;
let manager: Staff;
let head: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db, 'counter');
  manager = await aClerk(db, 'manager');
  head = await aClerk(db, 'head_of_sales');
});

async function aCart() {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 44_000_000 });
  const prices = { [rebar.id]: [[0, 42_000_000] as const, [TONNE_G, LISTED_MINOR] as const] };
  await aPublishedList(db, { level: 'contract', companyId: company.id, prices });
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: BARS }]);
  const lineId = (await lineOf(cart)).id;
  const ask = (wanted: WantedPrice, by: Staff = clerk) =>
    transact(db, (tx) =>
      overridePrice(tx, by, {
        ...{ cartId: cart.id, lineId, wanted, reason: 'as a neighbour asks' },
        ...{ channel: 'counter', at },
      }),
    );
  const decide = (state: 'approved' | 'refused', by: Staff, seenPerTonneMinor: number) =>
    transact(db, (tx) => decideOverride(tx, by, { lineId, state, seenPerTonneMinor, at }));
  return { company, rebar, cart, lineId, ask, decide };
}

async function lineOf(cart: { id: string }) {
  const line = (await readCart(db, { cartId: cart.id }, at))?.lines[0];
  if (!line) throw new Error('no line');
  return line;
}

const refused = (code: string) =>
  expect.objectContaining({ reason: expect.objectContaining({ code }) });
const net = (pricePerTonneMinor: number) => ({ pricePerTonneMinor, includesVat: false });

describe('a price that a clerk agrees on', () => {
  test('within his two per cent counts at once, and is frozen with its author and reason', async () => {
    const { cart, ask } = await aCart();

    expect(await ask({ discountBp: 200 })).toEqual({ state: 'within-authority' });

    expect((await lineOf(cart)).price).toMatchObject({
      level: 'override',
      pricePerTonneMinor: 39_200_000,
    });
    const { orderId } = await place(db, clerk, cart);
    const line = await db
      .selectFrom('salesOrderLine')
      .where('orderId', '=', orderId)
      .select(['priceLevel', 'pricePerTonneMinor', 'derivation'])
      .executeTakeFirstOrThrow();
    expect(line).toMatchObject({
      priceLevel: 'override',
      pricePerTonneMinor: 39_200_000,
      derivation: { fixed: { authorName: clerk.name, reason: 'as a neighbour asks' } },
    });
  });

  test('a tiyin beyond waits: nothing is ordered before somebody with more has approved', async () => {
    const { cart, lineId, ask, decide } = await aCart();

    expect(await ask(net(39_199_999))).toEqual({ state: 'pending' });
    await expect(place(db, clerk, cart)).rejects.toEqual(refused('price-not-approved'));
    const waiting = await listWaitingOverrides(db, '2026-11-26');
    expect(waiting.find((one) => one.lineId === lineId)).toMatchObject({
      pricePerTonneMinor: 39_199_999,
      judgedAgainstMinor: 46_400_000,
      authorName: clerk.name,
    });

    await decide('approved', manager, 39_199_999);

    expect((await lineOf(cart)).fixed).toMatchObject({
      state: 'approved',
      decidedByName: manager.name,
    });
    await expect(place(db, clerk, cart)).resolves.toHaveProperty('orderId');
  });

  test('that is refused is only remembered: the lists decide again', async () => {
    const { cart, ask, decide } = await aCart();
    await ask({ discountBp: 500 });
    await decide('refused', manager, 38_000_000);
    expect(await lineOf(cart)).toMatchObject({
      fixed: { state: 'refused', decidedByName: manager.name },
      price: { level: 'contract', pricePerTonneMinor: LISTED_MINOR },
    });
  });

  test('is withdrawn, and twice does no harm', async () => {
    const { cart, lineId, ask } = await aCart();
    await ask({ discountBp: 100 });
    const withdraw = () =>
      transact(db, (tx) =>
        withdrawOverride(tx, clerk, { cartId: cart.id, lineId, channel: 'counter', at }),
      );
    await withdraw();
    await withdraw();
    expect(await lineOf(cart)).toMatchObject({ fixed: null, price: { level: 'contract' } });
    const events = await db
      .selectFrom('event')
      .where('subjectId', '=', cart.id)
      .where('type', 'like', 'price.%')
      .orderBy('id')
      .select('type')
      .execute();
    expect(events.map(({ type }) => type)).toEqual([
      'price.overridden',
      'price.override-withdrawn',
    ]);
  });

  test('goes no further below lists that ask more since: fewer tonnes are judged anew', async () => {
    const { cart, lineId, ask } = await aCart();
    await ask({ discountBp: 200 });
    const pieces = (count: number) => ({ amountMilli: count * 1000, unit: 'pcs' }) as const;
    await transact(db, (tx) =>
      changeLines(tx, clerk, {
        cartId: cart.id,
        changes: [{ lineId, seen: pieces(BARS), quantity: pieces(10) }],
        at,
      }),
    );
    await expect(place(db, clerk, cart)).rejects.toEqual(refused('price-judged-before'));
    expect(await ask(net(39_200_000))).toEqual({ state: 'pending' });
  });

  test('is never below the floor by a clerk or a manager, whatever the lists ask', async () => {
    const { rebar, ask, decide } = await aCart();
    // Cost 385 000 and three per cent on it: a floor of 396 550.
    await sql`insert into product_cost values (${rebar.id}, '2026-01-01', 38500000)`.execute(db);

    expect(await ask(net(39_655_000))).toEqual({ state: 'within-authority' });
    expect(await ask(net(39_654_999))).toEqual({ state: 'pending' });
    await expect(decide('approved', manager, 39_654_999)).rejects.toEqual(
      refused('price-beyond-authority'),
    );
    await decide('approved', head, 39_654_999);
  });

  test('for goods that no list prices waits for the head of sales, and a share of nothing is none', async () => {
    const company = await aCompany(db, { creditKind: 'unlimited' });
    const rebar = await rebarFor(db, await aCompany(db), { pricePerTonneMinor: 44_000_000 });
    const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 1 }]);
    const { id: lineId } = await lineOf(cart);
    const ask = (wanted: WantedPrice) =>
      transact(db, (tx) =>
        overridePrice(tx, clerk, {
          ...{ cartId: cart.id, lineId, wanted, reason: 'new', channel: 'counter', at },
        }),
      );
    await expect(ask({ discountBp: 100 })).rejects.toEqual(refused('price-on-request'));
    expect(await ask(net(50_000_000))).toEqual({ state: 'pending' });
  });
});

describe('nobody', () => {
  test('approves his own price, or more than he may give himself', async () => {
    const { ask, decide } = await aCart();
    await ask({ discountBp: 800 }, manager);
    await expect(decide('approved', manager, 36_800_000)).rejects.toEqual(
      refused('price-beyond-authority'),
    );
    await ask({ discountBp: 300 });
    const [other] = [await aClerk(db, 'manager')];
    await expect(decide('approved', clerk, 38_800_000)).rejects.toEqual(refused('not-permitted'));
    await decide('approved', other, 38_800_000);
  });

  test('refuses his own price either', async () => {
    const { ask, decide } = await aCart();
    await ask({ discountBp: 800 }, manager);
    await expect(decide('refused', manager, 36_800_000)).rejects.toEqual(
      refused('changed-meanwhile'),
    );
  });

  test('decides on another price than he saw, nor twice', async () => {
    const { ask, decide } = await aCart();
    await ask({ discountBp: 300 });
    await ask({ discountBp: 400 });
    await expect(decide('approved', manager, 38_800_000)).rejects.toEqual(
      refused('changed-meanwhile'),
    );
    const both = await Promise.allSettled([
      decide('approved', manager, 38_400_000),
      decide('refused', head, 38_400_000),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('who buys fixes a price, and a quoted one is not overridden', async () => {
    const { company, lineId, cart, ask } = await aCart();
    const buyer = await aBuyer(db, company, 'company_admin');
    await expect(ask({ discountBp: 1 }, buyer as unknown as Staff)).rejects.toEqual(
      refused('not-permitted'),
    );
    await db
      .insertInto('cartLinePrice')
      .values({
        ...{ cartLineId: lineId, kind: 'quote', pricePerTonneMinor: 1, includesVat: false },
        ...{ fixedAt: at, quoteId: newId(), quoteVersion: 1, quoteLine: 1 },
      })
      .execute();
    await expect(ask({ discountBp: 1 })).rejects.toEqual(refused('price-quoted'));
    expect((await lineOf(cart)).price?.level).toBe('quote');
  });
});
