import { setTimeout } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { totalsOf } from '../../src/ordering/cart.ts';
import { readCart } from '../../src/ordering/read-cart.ts';
import { placeOrder } from '../../src/ordering/place-order.ts';
import type { Actor } from '../../src/people/actor.ts';
import type { Channel } from '../../src/people/channel.ts';
import { connect } from '../../src/platform/db/database.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { Refusal } from '../../src/platform/refusal.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, aSaleOf, auditFindings } from '../support/sale.ts';
import { aBuyer, aClerk, aCompany, aTradingDay, at, rebarFor } from '../support/world.ts';

const ORDERS = 50;
const COVERED = 7;
const CHANNELS = ['web', 'counter', 'phone'] as const satisfies readonly Channel[];

let db: Kysely<DB>;
/** A web process for each channel, with connections of its own. */
let shops: Kysely<DB>[] = [];
beforeAll(async () => {
  const shop = await freshDatabase();
  ({ db } = shop);
  await aTradingDay(db);
  // All fifty are waited for: this is about the credit, not about how long people wait.
  const patience = { statementSeconds: 60, patienceSeconds: 60 };
  shops = CHANNELS.map(() => connect({ url: shop.url, connectionsMax: 17, ...patience }));
});
afterAll(() => Promise.all(shops.map((shop) => shop.destroy())));

test('of fifty orders at once over three channels those are placed that the credit covers, and none more', async () => {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const clerk = await aClerk(db);
  const actors: Actor[] = [await aBuyer(db, company), clerk, await aClerk(db, 'phone')];
  const goods = [];
  for (let i = 0; i < 10; i++) {
    goods.push(await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 }));
  }
  const sales = [];
  for (let i = 0; i < ORDERS; i++) {
    const [product, actor, channel] = [goods[i % 10], actors[i % 3], CHANNELS[i % 3]];
    if (!product || !actor || !channel) throw new Error('no sale');
    const cart = await aCartOf(db, clerk, company, [{ product, bars: 10 }]);
    sales.push({ actor, shop: shops[i % 3] ?? db, sale: await aSaleOf(db, cart, { channel }) });
  }
  const shown = await readCart(db, { cartId: sales[0]?.sale.cartId ?? '' }, at);
  const { grossMinor } = totalsOf(shown ?? { lines: [], services: [] });
  const limitMinor = COVERED * grossMinor + Math.floor(grossMinor / 2);
  await db
    .updateTable('companyAccount')
    .set({ creditKind: 'amount', limitMinor })
    .where('companyId', '=', company.id)
    .execute();

  const seen: number[] = [];
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      seen.push(await exposureOf(company));
      await setTimeout(20);
    }
  })();
  const outcomes = await Promise.allSettled(
    sales.map(({ actor, shop, sale }) => transact(shop, (tx) => placeOrder(tx, actor, sale))),
  );
  isOver = true;
  await watching;

  expect(Math.max(...seen, await exposureOf(company))).toBe(COVERED * grossMinor);
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
  for (const { reason } of refused) {
    expect(reason).toEqual(
      new Refusal({
        ...{ code: 'credit-limit-exceeded', limitMinor },
        ...{ exposureMinor: COVERED * grossMinor, orderMinor: grossMinor },
      }),
    );
  }
  expect(refused).toHaveLength(ORDERS - COVERED);
  expect(await auditFindings(db)).toEqual([]);
});

/** What the auditors' view says that a company owes and has promised, by the entries of the books. */
async function exposureOf({ id }: { id: string }): Promise<number> {
  const found = await sql<{ minor: number }>`
    select booked_exposure_minor as minor from audit.v_exposure where company_id = ${id}`.execute(
    db,
  );
  return Number(found.rows[0]?.minor);
}
