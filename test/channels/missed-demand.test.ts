import { beforeAll, expect, test } from 'vitest';
import { csvOf } from '../../src/channels/csv.ts';
import { anApp, asPart, fromOurPage, signedIn } from '../support/app.ts';
import { aCartOf } from '../support/sale.ts';
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

const { app, db } = await anApp({ at });

let company: Awaited<ReturnType<typeof aCompany>>;
let buyer = '';
let manager = '';
let clerk: Awaited<ReturnType<typeof aClerk>>;

beforeAll(async () => {
  await aTradingDay(db);
  const kept = await aProduct(db, { sku: 'BAR-12', diameterMm: 12 });
  const gone = await aProduct(db, { sku: 'BAR-40', diameterMm: 40 });
  await aPublishedList(db, { level: 'base', prices: { [kept.id]: 1, [gone.id]: 1 } });
  await stockOf(db, kept, 5 * TONNE);
  company = await aCompany(db, { name: 'ТОО «Мост»' });
  buyer = await signedIn(db, await aBuyer(db, company), at);
  manager = await signedIn(db, await aClerk(db, 'manager'), at);
  clerk = await aClerk(db);
});

const open = async (path: string, cookie = '') => {
  const answer = await app.request(path, { headers: { cookie } });
  return { status: answer.status, text: await answer.text() };
};
const wish = (q: string, cookie = '', headers: Record<string, string> = {}) =>
  app.request('/search/wishes', {
    method: 'POST',
    headers: {
      ...{ cookie, ...fromOurPage, ...headers },
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ q }).toString(),
  });
const wishes = () =>
  db
    .selectFrom('missedDemand')
    .select(['typed', 'why', 'channel', 'companyId'])
    .orderBy('id')
    .execute();

test('looking for something changes nothing, however often, nor does typing', async () => {
  for (const path of ['/search?q=hardox+450', '/search?q=hardox+450', '/suggest?q=hardox']) {
    await open(path, buyer);
    await open(path);
  }

  expect(await wishes()).toEqual([]);
});

test('the page of a search in vain tells the office by itself for a buyer, and offers it to a guest', async () => {
  const ours = await open('/search?q=hardox+450', buyer);
  const guests = await open('/search?q=hardox+450');
  const found = await open('/search?q=арматура+12', buyer);

  expect(ours.text).toContain('hx-trigger="load, submit"');
  expect(guests.text).toContain('action="/search/wishes"');
  expect(guests.text).not.toContain('hx-trigger="load, submit"');
  expect(found.text).not.toContain('/search/wishes');
});

test('what a buyer sought in vain is found again in the office, with who asked', async () => {
  const told = await wish('уголок 51х51х5 3т', buyer, asPart);
  expect(told.status).toBe(200);
  expect(await told.text()).toContain('data-t="wish-told"');
  await wish('уголок 51х51х5 3т', buyer);

  const page = await open('/office/missed-demand', manager);
  expect(page.text).toContain('51×51×5');
  const [, href = ''] = /href="(\/office\/missed-demand\/wishes\?[^"]+)"/.exec(page.text) ?? [];
  const who = await open(href.replaceAll('&amp;', '&'), manager);
  expect(who.text).toContain(`href="/office/customers/${company.id}"`);
  expect(who.text).toContain('ТОО «Мост»');
  expect((await wishes()).filter(({ typed }) => typed.startsWith('уголок 51'))).toHaveLength(1);
});

test('what lies nowhere is missed, too; what can be bought is not, whoever says so', async () => {
  await wish('арматура 40', buyer);
  await wish('арматура 12', buyer);
  await wish('BAR-12', buyer);

  const said = (await wishes()).map(({ typed, why }) => [typed, why]);
  expect(said).toContainEqual(['арматура 40', 'out-of-stock']);
  expect(said.map(([typed]) => typed)).not.toContain('арматура 12');
  expect(said.map(([typed]) => typed)).not.toContain('BAR-12');
});

test('a text that is cut within a sign is no reason to break', async () => {
  expect((await wish(`${'к'.repeat(199)}💥`)).status).toBe(303);
});

test('without scripts the button leads back to the search, which says what happened', async () => {
  const answer = await wish('двутавр 99Ш9');
  const back = answer.headers.get('location') ?? '';

  expect(answer.status).toBe(303);
  expect((await open(back)).text).toContain('data-t="wish-told"');
});

test('an entry at the desk that is not found is missed by the customer of the cart', async () => {
  const cart = await aCartOf(db, clerk, company, []);
  await app.request(`/counter/carts/${cart.id}/entries`, {
    method: 'POST',
    headers: {
      ...{ cookie: await signedIn(db, clerk, at), ...fromOurPage, ...asPart },
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ key: crypto.randomUUID(), text: 'швеллер 31П 4шт' }).toString(),
  });

  expect((await wishes()).find(({ typed }) => typed === 'швеллер 31П 4шт')).toMatchObject({
    ...{ channel: 'counter', companyId: company.id, why: 'not-sold' },
  });
});

test('of our own people only those who serve somebody ask for him', async () => {
  await wish('рельс Р65', await signedIn(db, await aClerk(db, 'head_of_sales'), at));
  expect((await wishes()).some(({ typed }) => typed === 'рельс Р65')).toBe(false);
  await wish('рельс Р65', await signedIn(db, await aClerk(db, 'phone'), at));
  expect((await wishes()).find(({ typed }) => typed === 'рельс Р65')?.channel).toBe('phone');
});

test('no buyer and no clerk at a desk sees what others missed', async () => {
  const others = [
    buyer,
    await signedIn(db, clerk, at),
    await signedIn(db, await aBuyer(db, await aCompany(db)), at),
  ];
  for (const cookie of others) {
    for (const path of ['', '/wishes?key=x', '/list.csv']) {
      const { status, text } = await open(`/office/missed-demand${path}`, cookie);
      expect(status).toBe(403);
      expect(text).not.toContain('51×51×5');
    }
  }
  const suggested = await open('/suggest?q=уголок 51', others[2]);
  expect(suggested.text).not.toContain('51');
});

test('the filter narrows down by days, branch and form, and takes nonsense for none', async () => {
  const shown = async (query: string) =>
    (await open(`/office/missed-demand?${query}`, manager)).text;

  expect(await shown('form=angle')).toContain('51×51×5');
  expect(await shown('form=beam')).not.toContain('51×51×5');
  expect(await shown('branch=NQZ')).not.toContain('51×51×5');
  expect(await shown('days=-1&branch=x&form=x')).toContain('51×51×5');
});

test('a cell of the file that a spreadsheet would reckon stays text', async () => {
  await wish('=HYPERLINK("http://evil.example","x")', buyer);
  const { status, text } = await open('/office/missed-demand/list.csv', manager);

  expect(status).toBe(200);
  expect(text).toContain(`"'=HYPERLINK(""http://evil.example""`);
  expect(text).not.toMatch(/(?:^|;)"[=+\-@]/m);
});

test.each([
  ['=1', `"'=1"`],
  ['+1', `"'+1"`],
  ['-1', `"'-1"`],
  ['@a', `"'@a"`],
  ['\t=1', `"'\t=1"`],
  ['a"b', `"a""b"`],
  [-1.5, '-1.5'],
])('writes the cell %j as %j', (value, cell) => {
  expect(csvOf([[value]])).toBe(`\u{FEFF}${cell}\r\n`);
});
