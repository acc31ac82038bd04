import { beforeAll, expect, test } from 'vitest';
import type { Actor, Buyer, Staff } from '../../src/people/actor.ts';
import { newId } from '../../src/platform/id.ts';
import { anApp, signedIn } from '../support/app.ts';
import { aCartOf, place } from '../support/sale.ts';
import {
  aBuyer,
  aClerk,
  aCompany,
  aProduct,
  aPublishedList,
  aTradingDay,
  at,
  stockOf,
  TONNE,
} from '../support/world.ts';
import { aDesk, fieldOf } from './desk-world.ts';

const { app, db } = await anApp({ at });

let clerk: Staff;
let buyer: Buyer;
let company: Awaited<ReturnType<typeof aCompany>>;
let rebar: { id: string; sku: string };

beforeAll(async () => {
  await aTradingDay(db);
  company = await aCompany(db);
  rebar = await aProduct(db, { sku: 'REBAR-ONE' });
  await aPublishedList(db, { level: 'base', prices: { [rebar.id]: 40_000_000 } });
  await stockOf(db, rebar, TONNE);
  clerk = await aClerk(db);
  buyer = await aBuyer(db, company);
}, 60_000);

async function reading(language: 'en' | 'ru', person: Actor) {
  await db.updateTable('person').set({ language }).where('id', '=', person.personId).execute();
  return aDesk(app, await signedIn(db, person, at));
}

test.each([
  ['en', 'Almaty'],
  ['ru', 'Алматы'],
] as const)('in %s, a branch is its city, never a code', async (language, city) => {
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 1 }]);
  const { orderId } = await place(db, clerk, cart, { payment: 'prepaid' });
  const open = await aCartOf(db, clerk, company, []);

  const seen = [
    [await reading(language, clerk), `/counter/carts/${open.id}`],
    [await reading(language, clerk), `/counter/customers/${company.id}`],
    [await reading(language, buyer), `/o/${orderId}`],
  ] as const;
  for (const [reader, path] of seen) {
    const html = await (await reader.get(path)).text();
    const said = html.replaceAll(/<[^>]*>/g, ' ');
    expect(said, path).toContain(city);
    expect(said, path).not.toMatch(/\bALA\b/);
  }
});

test('a refusal for want of stock says in which city it is wanting', async () => {
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 500 }]);
  const desk = await reading('ru', clerk);
  const review = await (await desk.get(`/counter/carts/${cart.id}/review`)).text();

  const answer = await desk.post(`/counter/carts/${cart.id}/review`, {
    ...{ key: newId(), shownTerms: fieldOf(review, 'shownTerms'), payment: 'prepaid' },
    ...{ branchCode: 'ALA', siteId: '', contactId: '', purchaseNumber: '', note: '' },
    isAnotherOrder: 'yes',
  });

  expect(await answer.text()).toContain('в филиале Алматы доступно');
});
