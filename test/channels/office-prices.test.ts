import { beforeAll, expect, test } from 'vitest';
import { findDraft } from '../../src/pricing/price-draft.queries.ts';
import { newId } from '../../src/platform/id.ts';
import { anApp, fromOurPage, signedIn } from '../support/app.ts';
import {
  aBuyer,
  aClerk,
  aCompany,
  aProduct,
  aPublishedList,
  aTradingDay,
  rebarFor,
} from '../support/world.ts';

const shop = anApp();
beforeAll(async () => {
  await aTradingDay((await shop).db);
});

/** A company with a list of its own, on which rebar costs 420 000 ₸/t, and the manager who has begun a draft of it. */
async function aDraft() {
  const { app, db } = await shop;
  const company = await aCompany(db);
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const list = await db
    .selectFrom('priceList')
    .where('companyId', '=', company.id)
    .select('id')
    .executeTakeFirstOrThrow();
  const headers = { ...fromOurPage, cookie: await signedIn(db, await aClerk(db, 'manager')) };
  const href = `/office/price-lists/${list.id}/draft`;
  const get = async (path: string) => app.request(path, { headers });
  const post = async (path: string, fields: Record<string, string> = {}) =>
    app.request(path, { method: 'POST', headers, body: new URLSearchParams(fields) });
  await post(href);
  const cell = `price.${rebar.id}.0`;
  const typed = (text: string) => ({ [`seen.${rebar.id}`]: '0:42000000', [cell]: text });
  const edits = async () => String((await findDraft(db, list.id))?.edits);
  return { app, db, company, rebar, href, get, post, cell, typed, edits };
}

test('a price goes from the grid through its remarks to the buyer’s page', async () => {
  const { app, db, company, rebar, href, get, post, typed, edits } = await aDraft();
  const cookie = await signedIn(db, await aBuyer(db, company));
  const priceSeen = async () =>
    /₸(\d\d\d,\d\d\d)\/t|(\d\d\d,\d\d\d)/.exec(
      await (await app.request(`/p/${rebar.sku}`, { headers: { cookie } })).text(),
    )?.[0];
  const before = await priceSeen();

  const saved = await post(`${href}/prices`, typed('500 000'));
  expect(saved.status).toBe(303);
  expect(await (await get(saved.headers.get('location') ?? '')).text()).toContain(
    '1 price changed',
  );
  expect(await priceSeen()).toBe(before);

  const review = await (await get(`${href}/review`)).text();
  expect(review).toContain('moves by +19.05%');
  const publishing = { seenEdits: await edits(), from: '2026-11-26' };
  const unread = await post(`${href}/publish`, publishing);
  expect(unread.status).toBe(409);
  const published = await post(`${href}/publish`, { ...publishing, hasReadRemarks: 'yes' });
  expect(published.status).toBe(303);
  // The product page says prices with VAT: 420 000 and 500 000 with 16 %.
  expect(before).toContain('487,200');
  expect(await priceSeen()).toContain('580,000');
  expect((await post(`${href}/publish`, { ...publishing, hasReadRemarks: 'yes' })).status).toBe(
    404,
  );
});

test.each([
  ['much', 'Enter a number'],
  ['0', 'Enter more than zero'],
  ['-1', 'Enter more than zero'],
  ['1e309', 'Enter a number'],
  ['99999999999', 'Enter 100000000 or less'],
  ['420000,123', 'Enter a number'],
])('a cell that says %j is marked, and all that was typed stays', async (text, said) => {
  const { href, post, typed, cell, edits } = await aDraft();
  const answer = await post(`${href}/prices`, typed(text));
  expect(answer.status).toBe(422);
  const page = await answer.text();
  expect(page).toContain(said);
  expect(page).toContain(`name="${cell}"`);
  expect(page).toContain(`value="${text}"`);
  expect(await edits()).toBe('1');
});

test('a list of a group is for the group as we call it, where it is listed and where it stands', async () => {
  const { db, get } = await aDraft();
  const [code, name] = [newId().slice(-8), 'Bridge builders'];
  await db.insertInto('companyGroup').values({ code, name }).execute();
  const list = await aPublishedList(db, {
    level: 'group',
    groupCode: code,
    prices: {},
    code: `G-${code}`,
  });
  for (const path of [`/office/price-lists?q=G-${code}`, `/office/price-lists/${list.listId}`]) {
    expect(await (await get(path)).text()).toContain(name);
  }
});

test('a row that a colleague changed is shown with both prices, and saving again is a decision', async () => {
  const { href, post, typed, rebar } = await aDraft();
  await post(`${href}/prices`, typed('430000'));

  const late = await post(`${href}/prices`, typed('440000'));
  expect(late.status).toBe(409);
  const page = await late.text();
  expect(page).toContain('Changed by a colleague meanwhile');
  expect(page).toContain('430,000');
  expect(page).toContain('value="440000"');
  const seen = new RegExp(`name="seen.${rebar.id}" value="([^"]*)"`).exec(page)?.[1] ?? '';
  const again = await post(`${href}/prices`, { ...typed('440000'), [`seen.${rebar.id}`]: seen });
  expect(again.status).toBe(303);
});

test('a rule says what it would change, and changes it once however often the button is pressed', async () => {
  const { href, get, post, edits } = await aDraft();
  const rule = { basis: 'share', value: '+3 %', roundTo: '100' };
  const query = new URLSearchParams(rule).toString();
  const foreseen = await (await get(`${href}/rule?${query}`)).text();
  expect(foreseen).toContain('1 price of 1 product would change');
  expect(await edits()).toBe('1');

  const deed = { ...rule, seenEdits: await edits() };
  const moved = await post(`${href}/rule`, deed);
  expect(moved.status).toBe(303);
  const page = await (await get(moved.headers.get('location') ?? '')).text();
  expect(page).toContain('1 product moved');
  expect(page).toContain('value="432600"');
  expect((await post(`${href}/rule`, deed)).status).toBe(409);
});

test('a rule is for what the filter means, and for nothing else', async () => {
  const { href, get, post, edits } = await aDraft();
  const rule = { basis: 'price', value: '1,1', roundTo: '10' };
  const other = `?form=beam&sizeFrom=20&${new URLSearchParams(rule).toString()}`;
  expect(await (await get(`${href}/rule${other}`)).text()).toContain('among 0 products');
  await post(`${href}/rule?form=beam`, { ...rule, seenEdits: await edits() });
  expect(await (await get(href)).text()).toContain('0 prices changed');
  await post(`${href}/rule?form=rebar&sizeTo=12`, { ...rule, seenEdits: await edits() });
  expect(await (await get(href)).text()).toContain('1 price changed');
});

test.each([
  [{ basis: 'share', value: 'all', roundTo: '100' }, 'Enter a number'],
  [{ basis: 'share', value: '-60', roundTo: '100' }, 'Enter -50 or more'],
  [{ basis: 'cost', value: '0', roundTo: '100' }, 'Enter 0.1 or more'],
  [{ basis: 'price', value: '1.14', roundTo: '7' }, 'Choose'],
])('a rule that is none, %j, is asked for again', async (rule, said) => {
  const { href, get, post, edits } = await aDraft();
  const shown = await get(`${href}/rule?${new URLSearchParams(rule).toString()}`);
  expect(shown.status).toBe(422);
  expect(await shown.text()).toContain(said);
  const done = await post(`${href}/rule`, { ...rule, seenEdits: await edits() });
  expect(done.status).toBe(422);
  expect(await edits()).toBe('1');
});

test('a pasted block that cannot be taken comes back with what is wrong, and is taken once corrected', async () => {
  const { rebar, href, get, post, edits } = await aDraft();
  expect((await get(`${href}/paste`)).status).toBe(200);
  const wrong = `${rebar.sku}\tmuch`;
  const refused = await post(`${href}/paste`, { seenEdits: await edits(), pasted: wrong });
  expect(refused.status).toBe(422);
  const page = await refused.text();
  expect(page).toContain('Line 1: Enter a number');
  expect(page).toContain(wrong);
  expect((await post(`${href}/paste`, { seenEdits: await edits(), pasted: ' ' })).status).toBe(422);

  const right = { seenEdits: await edits(), pasted: `${rebar.sku}\t430 000` };
  const taken = await post(`${href}/paste`, right);
  expect(taken.status).toBe(303);
  expect(await (await get(taken.headers.get('location') ?? '')).text()).toContain('value="430000"');
  expect((await post(`${href}/paste`, right)).status).toBe(409);
});

test('rows with a remark are shown alone', async () => {
  const { rebar, href, get, post, typed } = await aDraft();
  await post(`${href}/prices`, typed('500 000'));
  expect(await (await get(href)).text()).toContain('1 price moves by more than 10 %');
  expect(await (await get(`${href}?only=moved`)).text()).toContain(rebar.sku);
  expect(await (await get(`${href}?only=lost`)).text()).toContain('No prices match');
});

test('a product is added by its SKU, an unknown one is asked for again', async () => {
  const { db, href, get, post } = await aDraft();
  const other = await rebarFor(db, await aCompany(db), { pricePerTonneMinor: 1 });
  const added = await post(`${href}/products`, { sku: other.sku, price: '390 000' });
  expect(added.status).toBe(303);
  expect(await (await get(added.headers.get('location') ?? '')).text()).toContain('value="390000"');
  const unknown = await post(`${href}/products`, { sku: 'NO-SUCH', price: '390 000' });
  expect(unknown.status).toBe(422);
  expect(await unknown.text()).toContain('No product has this SKU');
});

test('a draft is discarded, and its pages are gone', async () => {
  const { href, get, post } = await aDraft();
  expect((await post(`${href}/discard`)).status).toBe(303);
  expect((await get(href)).status).toBe(404);
  expect((await get(`${href}/review`)).status).toBe(404);
});

test('what is published for a later day is seen, says whom it reaches, and can be cancelled', async () => {
  const { company, href, get, post, typed, edits } = await aDraft();
  const list = href.replace('/draft', '');
  await post(`${href}/prices`, typed('430 000'));
  const review = await (await get(`${href}/review`)).text();
  expect(review).toContain('These prices are for 1 company');
  expect(review).toContain(company.name);
  await post(`${href}/publish`, { seenEdits: await edits(), from: '2026-12-05' });

  const page = await (await get(list)).text();
  expect(page).toContain('to come');
  const action = /action="([^"]*undo)"/.exec(page)?.[1] ?? '';
  const changes = await (await get(action.replace('/undo', ''))).text();
  expect(changes).toContain('1 price changed');
  expect(changes).toContain('430,000');
  expect(
    await (await get(`/office/price-lists?text=${encodeURIComponent(company.name)}`)).text(),
  ).toContain('then version 2 from');

  const undone = await post(action);
  expect(undone.status).toBe(303);
  const after = await (await get(undone.headers.get('location') ?? '')).text();
  expect(after).toContain('The publication is taken back');
  expect((await post(action)).status).toBe(303);
  expect(await (await get(list)).text()).not.toContain('to come');
});

test('a version of another list, a draft and nonsense are not there', async () => {
  const { db, href, get, post } = await aDraft();
  const list = href.replace('/draft', '');
  const other = await aDraft();
  const foreign = await db
    .selectFrom('priceListVersion')
    .where('priceListId', '=', other.href.split('/')[3] ?? '')
    .select(['id', 'publishedAt'])
    .execute();
  for (const { id } of [...foreign, { id: 'x' }]) {
    expect((await get(`${list}/versions/${id}`)).status).toBe(404);
    expect((await post(`${list}/versions/${id}/undo`)).status).toBe(404);
  }
  expect(foreign).toHaveLength(2);
});

test('a list is computed from a base in the office, fixed prices are told from computed ones, and the buyer pays the result', async () => {
  const { app, db, company, rebar, href, get, post, edits } = await aDraft();
  const other = await aProduct(db);
  const base = await aPublishedList(db, {
    level: 'base',
    prices: { [rebar.id]: 40_000_000, [other.id]: 40_000_000 },
  });
  const formula = { baseListId: base.listId, roundTo: '100', 'form.0': 'rebar', 'grade.0': '' };
  const typed = { ...formula, 'factor.0': '0,95', 'form.1': 'rebar', 'factor.1': '0.9' };
  const twice = await post(`${href}/formula`, { ...typed, seenEdits: await edits() });
  expect(twice.status).toBe(422);
  expect(await twice.text()).toContain('There is a coefficient for this form and grade above');
  const given = { ...formula, 'factor.0': '0,95', seenEdits: await edits() };
  const computed = await post(`${href}/formula`, given);
  expect(computed.headers.get('location')).toBe(`${href}?done=computed`);
  const draft = await (await get(href)).text();
  expect(draft).toContain('400,000 × 0.95');
  expect(draft).toContain('· fixed');
  expect((await post(`${href}/formula`, given)).status).toBe(409);
  const publishing = { seenEdits: await edits(), from: '2026-11-26', hasReadRemarks: 'yes' };
  expect((await post(`${href}/publish`, publishing)).status).toBe(303);
  const list = await (await get(href.replace('/draft', ''))).text();
  expect(list).toContain('Rebar × 0.95');
  const cookie = await signedIn(db, await aBuyer(db, company));
  const page = await (await app.request(`/p/${other.sku}`, { headers: { cookie } })).text();
  // 380 000 and 16 % of VAT; what it was computed from is no matter of the buyer's.
  expect(page).toContain('440,800');
  expect(page).not.toContain('0.95');
});

test('no page of the office takes more than four statements', async () => {
  const { company, href, get } = await aDraft();
  const pages = [
    '/office',
    '/office/customers',
    `/office/customers/${company.id}`,
    '/office/price-lists',
    href.replace('/draft', ''),
    href,
    `${href}/review`,
    `${href}/rule?basis=share&value=3&roundTo=10`,
    `${href}/formula`,
  ];
  for (const page of pages) {
    const timing = (await get(page)).headers.get('server-timing') ?? '';
    const statements = Number(/statements;desc="(\d+)"/.exec(timing)?.[1]);
    expect(statements, page).toBeLessThanOrEqual(4);
  }
});

test('a company without prices of its own gets a list, which begins as a draft', async () => {
  const { db, get, post } = await aDraft();
  const company = await aCompany(db);
  const opened = await post(`/office/customers/${company.id}/price-lists`);
  expect(opened.status).toBe(303);
  const page = await (await get(opened.headers.get('location') ?? '')).text();
  expect(page).toContain(`Draft of C-${company.bin}, version 1`);
});
