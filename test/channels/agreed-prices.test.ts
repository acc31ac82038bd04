import { beforeAll, describe, expect, test } from 'vitest';
import { PriceAskedField } from '../../src/channels/price-asked-field.ts';
import type { Actor, Staff } from '../../src/people/actor.ts';
import { anApp, fromOurPage, signedIn } from '../support/app.ts';
import { aCartOf, place } from '../support/sale.ts';
import { aBuyer, aClerk, aCompany, aTradingDay, rebarFor } from '../support/world.ts';

const shop = anApp();
let clerk: Staff;
let manager: Staff;
beforeAll(async () => {
  const { db } = await shop;
  await aTradingDay(db);
  clerk = await aClerk(db, 'counter');
  manager = await aClerk(db, 'manager');
});

async function as(actor: Actor) {
  const { app, db } = await shop;
  const headers = { ...fromOurPage, cookie: await signedIn(db, actor) };
  return {
    get: async (path: string) => {
      const answer = await app.request(path, { headers });
      return { status: answer.status, text: await answer.text() };
    },
    post: async (path: string, fields: Record<string, string>) => {
      const body = new URLSearchParams(fields);
      const answer = await app.request(path, { method: 'POST', headers, body });
      return { status: answer.status, text: await answer.text() };
    },
  };
}

/** A second cart of a company that bought the same rebar at the counter before. */
async function aCart() {
  const { db } = await shop;
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const bought = await place(
    db,
    clerk,
    await aCartOf(db, clerk, company, [{ product: rebar, bars: 7 }]),
  );
  const { number } = await db
    .selectFrom('salesOrder')
    .where('id', '=', bought.orderId)
    .select('number')
    .executeTakeFirstOrThrow();
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 5 }]);
  const line = await db
    .selectFrom('cartLine')
    .innerJoin('cart', 'cart.id', 'cartLine.cartId')
    .where('cartId', '=', cart.id)
    .select(['cartLine.id', 'code'])
    .executeTakeFirstOrThrow();
  const page = `/counter/carts/${cart.id}`;
  return { company, number, line, page, price: `${page}/lines/${line.id}/price` };
}

describe('the price of a line', () => {
  test('stands beside what this customer paid before: day, price, level and channel', async () => {
    const { number, price } = await aCart();
    const { text } = await (await as(clerk)).get(price);
    const [, history = ''] = /data-t="history">(.*?)<\/table>/s.exec(text) ?? [];
    expect(history).toContain(number);
    expect(history).toContain('487,200');
    expect(history).toContain('company list');
    expect(history).toContain('at the counter');
    // Taken again it is the very price, not one of its roundings.
    expect(history).toContain('name="asked" value="420000"');
    expect(history).toContain('name="basis" value="without-vat"');
  });

  test('is agreed on within a clerk’s authority, and the buyer reads it with its reason', async () => {
    const { company, line, page, price } = await aCart();
    const { db } = await shop;
    const desk = await as(clerk);

    const saved = await desk.post(price, { asked: '2 %', basis: 'without-vat', reason: 'loyal' });

    expect(saved.status).toBe(303);
    expect((await desk.get(page)).text).toContain('agreed price');
    const buyer = await as(await aBuyer(db, company));
    const { text } = await buyer.get(`/cart?cart=${line.code}`);
    expect(text).toContain('loyal');
    expect(text).toContain('411,600');
    expect(text).not.toContain('/price"');
  });

  test('beyond it waits in the office, and is ordered once a manager has approved', async () => {
    const { page, price, line } = await aCart();
    const desk = await as(clerk);
    const office = await as(manager);
    await desk.post(price, { asked: '400 000', basis: 'without-vat', reason: 'a neighbour' });
    expect((await desk.get(page)).text).toContain('waits for approval');
    expect((await office.get('/office/price-approvals')).text).toContain('a neighbour');

    const decision = `/office/price-approvals/${line.id}/decision`;
    const seen = { seenPerTonneMinor: '40000000' };
    const stale = await office.post(decision, { state: 'approved', seenPerTonneMinor: '39000000' });
    const decided = await office.post(decision, { state: 'approved', ...seen });
    const again = await office.post(decision, { state: 'refused', ...seen });

    expect([stale.status, decided.status, again.status]).toEqual([409, 303, 409]);
    expect((await desk.get(page)).text).toContain(`approved by ${manager.name}`);
    expect((await office.get('/office/price-approvals')).text).not.toContain('a neighbour');
  });

  test('comes back as it was typed where it means nothing', async () => {
    const { price } = await aCart();
    const { status, text } = await (await as(clerk)).post(price, { asked: 'cheap', reason: '' });
    expect(status).toBe(422);
    expect(text).toContain('value="cheap"');
  });

  test('is nothing that a buyer may open or change', async () => {
    const { company, price } = await aCart();
    const buyer = await as(await aBuyer((await shop).db, company, 'company_admin'));
    const fields = { asked: '1 %', basis: 'without-vat', reason: 'mine' };
    expect((await buyer.get(price)).status).toBe(403);
    expect((await buyer.post(price, fields)).status).toBe(403);
    expect((await buyer.get('/office/price-approvals')).status).toBe(403);
  });
});

test.each([
  ['415 000', { pricePerTonneMinor: 41_500_000 }],
  ['415000,50', { pricePerTonneMinor: 41_500_050 }],
  ['3 %', { discountBp: 300 }],
  ['−3%', { discountBp: 300 }],
  ['-2.5 %', { discountBp: 250 }],
  ['+2 %', { discountBp: -200 }],
])('a clerk types %s', (typed, meant) => {
  expect(PriceAskedField.parse(typed)).toEqual(meant);
});

test.each(['', '0', '-5', 'x %', '91 %', '99999999999'])('nobody understands %j', (typed) => {
  expect(PriceAskedField.safeParse(typed).success).toBe(false);
});
