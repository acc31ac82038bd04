import { beforeAll, expect, test } from 'vitest';
import { anApp, signedIn } from '../support/app.ts';
import { aCartOf, place } from '../support/sale.ts';
import { aBuyer, aClerk, aCompany, aTradingDay, rebarFor } from '../support/world.ts';

const shop = anApp();

async function anOrderedCompany() {
  const { db } = await shop;
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const clerk = await aClerk(db, 'phone');
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 2 }], 'phone');
  const { orderId } = await place(db, clerk, cart, { channel: 'phone' });
  return { company, orderId };
}

async function seenBy(person: { personId: string; companyId?: string }, path: string) {
  const { app, db } = await shop;
  const cookie = await signedIn(db, person);
  return app.request(path, { headers: { cookie } });
}

beforeAll(async () => {
  const { db } = await shop;
  await aTradingDay(db);
});

test('the head of sales, the manager and the buyer see the same purchase', async () => {
  const { db } = await shop;
  const { company, orderId } = await anOrderedCompany();
  const { number } = await db
    .selectFrom('salesOrder')
    .where('id', '=', orderId)
    .select('number')
    .executeTakeFirstOrThrow();
  const readers = [
    [await aClerk(db, 'head_of_sales'), '/office'],
    [await aClerk(db, 'manager'), '/office'],
    [await aBuyer(db, company), '/orders'],
  ] as const;

  for (const [reader, path] of readers) {
    const page = await (await seenBy(reader, path)).text();
    expect(page).toContain(number);
  }
});

test('an order opens in the office with its lines and what happened', async () => {
  const { db } = await shop;
  const { orderId, company } = await anOrderedCompany();

  const answer = await seenBy(await aClerk(db, 'head_of_sales'), `/office/orders/${orderId}`);

  expect(answer.status).toBe(200);
  const page = await answer.text();
  expect(page).toContain('Rebar 12 A500C 11.7 m');
  expect(page).toContain(company.bin);
});

test('a buyer does not enter the office, and an order that is not there is not found', async () => {
  const { db } = await shop;
  const { company, orderId } = await anOrderedCompany();
  const buyer = await aBuyer(db, company);

  expect((await seenBy(buyer, '/office')).status).toBe(403);
  expect((await seenBy(buyer, `/office/orders/${orderId}`)).status).toBe(403);
  const manager = await aClerk(db, 'manager');
  expect((await seenBy(manager, '/office/orders/nonsense')).status).toBe(404);
});
