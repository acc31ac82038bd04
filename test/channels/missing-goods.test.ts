import { beforeAll, describe, expect, test } from 'vitest';
import { seekMissing } from '../../src/ordering/seek-goods.ts';
import type { Language } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { anApp, signedIn } from '../support/app.ts';
import { anOrderShort, BAR_G, heldOf } from '../support/coming.ts';
import { aBuyer, aClerk, aTradingDay, at, stockOf } from '../support/world.ts';

const shop = anApp();

beforeAll(async () => {
  const { db } = await shop;
  await aTradingDay(db);
});

/** An order of which five bars did not come, and were looked for: as many as said lay in Astana. */
async function aLookedFor(there: number) {
  const { db } = await shop;
  const short = await anOrderShort(db, await aClerk(db), { there });
  await transact(db, (tx) => seekMissing(tx, { orderId: short.orderId, by: null, at }));
  return short;
}

async function ask(
  person: { personId: string; companyId?: string },
  path: string,
  more: { language?: Language; method?: string; body?: URLSearchParams } = {},
) {
  const { app, db } = await shop;
  const { language = 'en', method = 'GET', body } = more;
  const cookie = `${await signedIn(db, person)}; lang=${language}`;
  const headers = { cookie, 'sec-fetch-site': 'same-origin' };
  return app.request(path, { method, headers, ...(body ? { body } : {}) });
}

describe('what is missing of an order and lies nowhere', () => {
  test.each([
    ['en', 'no branch has the rest now', '5 pcs'],
    ['ru', 'остального сейчас нет ни в одном филиале', '5\u00A0шт'],
    ['kk', 'қалғаны қазір ешбір филиалда жоқ', '5\u00A0дана'],
  ] as const)('is told on its page with its pieces, in %s', async (language, ...said) => {
    const { db } = await shop;
    const { orderId, company } = await aLookedFor(20);
    const page = await (await ask(await aBuyer(db, company), `/o/${orderId}`, { language })).text();
    for (const words of said) expect(page).toContain(words);
  });

  test('is a task of whoever looks after its company, until it is found', async () => {
    const { db } = await shop;
    const { orderId, product } = await aLookedFor(20);
    const manager = await aClerk(db, 'manager');
    const search = `/office/missing-goods/${orderId}/search`;
    expect(await (await ask(manager, '/office/missing-goods')).text()).toContain(search);
    const inVain = await ask(manager, search, { method: 'POST' });
    const looked = inVain.headers.get('location') ?? '';
    expect(await (await ask(manager, looked)).text()).toContain('No branch has it at the moment.');

    await stockOf(db, product, 9 * BAR_G);
    const clicks = await Promise.all([1, 2].map(() => ask(manager, search, { method: 'POST' })));
    expect(clicks.map(({ status }) => status)).toEqual([303, 303]);
    expect(await heldOf(db, orderId)).toEqual([['ALA', 30, null]]);
    expect(await (await ask(manager, '/office/missing-goods')).text()).not.toContain(search);
  });
});

test('what was missing and comes from elsewhere is told on its page with the new day and the one before', async () => {
  const { db } = await shop;
  const { orderId, company } = await anOrderShort(db, await aClerk(db), { there: 100 });
  const monday = new Date(at.getTime() + 4 * 86_400_000);
  await transact(db, (tx) => seekMissing(tx, { orderId, by: null, at: monday }));
  const page = await (await ask(await aBuyer(db, company), `/o/${orderId}`)).text();
  expect(page).toContain('All of them are there on 07 Dec 2026: Almaty.');
  expect(page).toContain('Before, we had said 30 Nov 2026.');
});

describe('what becomes of what is missing', () => {
  test('its buyer decides on his page: he waits, or sees what the order is without it and takes it so', async () => {
    const { db } = await shop;
    const { orderId, company } = await aLookedFor(20);
    const buyer = await aBuyer(db, company);
    const manager = await aClerk(db, 'manager');
    const page = async () => (await ask(buyer, `/o/${orderId}`)).text();
    expect(await page()).toContain(`/o/${orderId}/waiting`);
    for (const _ of [1, 2]) await ask(buyer, `/o/${orderId}/waiting`, { method: 'POST' });
    expect(await page()).toContain('You have told us that you wait.');
    const office = await (await ask(manager, '/office/missing-goods')).text();
    expect(office).toContain('The customer has said that he waits for it.');

    const left = await (await ask(buyer, `/o/${orderId}/left-out`)).text();
    expect(left).toContain('5 pcs');
    expect(left).toContain('The order will be');
    const version = /name="version" value="(\d+)"/.exec(left)?.[1] ?? '';
    const body = new URLSearchParams({ version });
    for (const _ of [1, 2]) {
      const said = await ask(buyer, `/o/${orderId}/left-out`, { method: 'POST', body });
      expect(said.headers.get('location')).toBe(`/o/${orderId}`);
    }
    expect(await page()).toContain('Version 2');
    expect(await page()).not.toContain(`/o/${orderId}/left-out`);
    expect(await (await ask(manager, '/office/missing-goods')).text()).not.toContain(orderId);
  });

  test('one who may not see prices is not told what it comes to, and an accountant decides nothing', async () => {
    const { db } = await shop;
    const { orderId, company } = await aLookedFor(20);
    const accountant = await aBuyer(db, company, 'accountant');
    expect(await (await ask(accountant, `/o/${orderId}`)).text()).not.toContain('/left-out');
    expect((await ask(accountant, `/o/${orderId}/left-out`)).status).toBe(403);
  });

  test('whom to call about it stands beside it, with his number', async () => {
    const { db } = await shop;
    const { orderId, company } = await aLookedFor(20);
    const buyer = await aBuyer(db, company);
    await db
      .updateTable('person')
      .set({ phone: '+7 701 555 12 34' })
      .where('id', '=', buyer.personId)
      .execute();
    await db
      .updateTable('salesOrder')
      .set({ placedBy: buyer.personId })
      .where('id', '=', orderId)
      .execute();
    const manager = await aClerk(db, 'manager');
    for (const path of ['/office/missing-goods', `/phone/orders/${orderId}`]) {
      const page = await (await ask(manager, path)).text();
      expect(page).toContain(buyer.name);
      expect(page).toContain('href="tel:+77015551234"');
    }
  });
});
