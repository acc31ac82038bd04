import { beforeAll, expect, test } from 'vitest';
import { anApp, asPart, fromOurPage, signedIn } from '../support/app.ts';
import { aBuyer, aCompany, aProduct, aPublishedList, aTradingDay, at } from '../support/world.ts';

const { app, db } = await anApp({ at });

let buyer = '';
let accountant = '';

beforeAll(async () => {
  await aTradingDay(db);
  const company = await aCompany(db);
  const rebar = await aProduct(db, { sku: 'REBAR-ONE' });
  await aPublishedList(db, { level: 'base', prices: { [rebar.id]: 40_000_000 } });
  buyer = await signedIn(db, await aBuyer(db, company), at);
  accountant = await signedIn(db, await aBuyer(db, company, 'accountant'), at);
}, 60_000);

async function cut(cutList: string, cookie = '', part = true) {
  const answer = await app.request('/p/REBAR-ONE/cutting', {
    method: 'POST',
    headers: { ...fromOurPage, ...(part ? asPart : {}), 'Accept-Language': 'en', cookie },
    body: new URLSearchParams({ cutList }),
  });
  return { status: answer.status, html: (await answer.text()).replaceAll(/\s+/g, ' ') };
}

test('tells how many bars a cut list needs, how each is cut, and what is left', async () => {
  // 11 700 mm: two of 3 900 and one of 3 890 with three cuts of 3 mm leave 1 mm.
  const { status, html } = await cut('4 × 3900; 2 × 3890');

  expect(status).toBe(200);
  expect(html).toContain('<strong>2</strong>');
  expect(html).toContain('2 × (2 × 3,900 + 1 × 3,890), 1 mm left');
});

test('plans nothing while a line cannot be read, and keeps the whole list', async () => {
  for (const part of [true, false]) {
    const { status, html } = await cut('4 × 3900\nsome long ones', buyer, part);

    expect(status).toBe(422);
    expect(html).toContain('“some long ones” cannot be read');
    expect(html).toContain('4 × 3900 some long ones</textarea>');
    expect(html).not.toContain('cut-bars');
  }
});

test('says what is wrong with a list that can be read', async () => {
  expect((await cut('1 × 12 m')).html).toContain('A piece is longer than the bar.');
  expect((await cut('')).html).toContain('Write what is to be cut.');
  expect((await cut('3000 × 10 mm')).html).toContain('At most 2 000 pieces at once');
});

test('puts the bars into the cart of those who may order, and offers it to nobody else', async () => {
  const offer = 'name="q.REBAR-ONE" value="2"';

  expect((await cut('4 × 3900; 2 × 3890', buyer)).html).toContain(offer);
  expect((await cut('4 × 3900; 2 × 3890', accountant)).html).not.toContain(offer);
  expect((await cut('4 × 3900; 2 × 3890')).html).not.toContain(offer);
});
