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
  more: { language?: Language; method?: string } = {},
) {
  const { app, db } = await shop;
  const { language = 'en', method = 'GET' } = more;
  const cookie = `${await signedIn(db, person)}; lang=${language}`;
  const headers = { cookie, 'sec-fetch-site': 'same-origin' };
  return app.request(path, { method, headers });
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
