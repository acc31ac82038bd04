import { beforeAll, expect, test } from 'vitest';
import { addLines } from '../../src/ordering/add-lines.ts';
import { openWebCart } from '../../src/ordering/open-cart.ts';
import type { Buyer } from '../../src/people/actor.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { anApp, signedIn } from '../support/app.ts';
import { aCartOf, place } from '../support/sale.ts';
import { aBuyer, aCompany, at, aTradingDay, rebarFor } from '../support/world.ts';

const shop = anApp();
let buyer: Buyer;
let orderId: string;

beforeAll(async () => {
  const { db } = await shop;
  await aTradingDay(db);
  const company = await aCompany(db, { creditKind: 'unlimited' });
  buyer = await aBuyer(db, company);
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const ordered = await aCartOf(db, buyer, company, [{ product: rebar, bars: 2 }], 'phone');
  ({ orderId } = await place(db, buyer, ordered, { channel: 'web' }));
  await transact(db, async (tx) => {
    const cart = await openWebCart(tx, buyer, { companyId: company.id, at });
    const quantity = { amountMilli: 3000, unit: 'pcs' } as const;
    const lines = [1, 2].map(() => ({ id: newId(), productId: rebar.id, quantity }));
    await addLines(tx, buyer, { cartId: cart.id, channel: 'web', lines, at });
  });
});

async function opened(path: string) {
  const { app, db } = await shop;
  const cookie = await signedIn(db, buyer);
  const answer = await app.request(path, { headers: { cookie } });
  const timing = answer.headers.get('Server-Timing') ?? '';
  const statements = Number(/statements;desc="(\d+)"/.exec(timing)?.[1]);
  return { status: answer.status, statements, page: await answer.text() };
}

const pages = [
  ['the cart', () => '/cart'],
  ['the checkout', () => '/checkout'],
  ['the orders', () => '/orders'],
  ['an order', () => `/o/${orderId}`],
  ['the company', () => '/company'],
] as const;

test.each(pages)('%s takes four statements at most, badge included', async (_, path) => {
  const { status, statements, page } = await opened(path());
  // An order may ask how it felt, which costs one.
  const most = path().startsWith('/o/') ? 5 : 4;

  expect(status).toBe(200);
  expect(statements).toBeGreaterThan(0);
  expect(statements).toBeLessThanOrEqual(most);
  expect(page).toMatch(/<b class="badge"[^>]*>2<\/b>/);
});
