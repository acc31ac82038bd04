import { beforeAll, describe, expect, test } from 'vitest';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { readTable } from '../../src/platform/gateways/spreadsheet.ts';
import { setArticles } from '../../src/customers/set-articles.ts';
import { anApp, fromOurPage, signedIn } from '../support/app.ts';
import { valuesIn } from '../support/every-form.ts';
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

const { app, db } = await anApp({ at });
const AT = '/company/articles';
let rebar: { id: string; sku: string };
let other: { id: string; sku: string };
let twenties: readonly string[];
let ours: Buyer;
let theirs: Buyer;
let clerk: Staff;
const cookies = { ours: '', theirs: '', clerk: '' };

beforeAll(async () => {
  await aTradingDay(db);
  rebar = await aProduct(db, { sku: 'REBAR-1a' });
  other = await aProduct(db, { sku: 'REBAR-2b', diameterMm: 16 });
  const twins = [await aProduct(db, { diameterMm: 20 }), await aProduct(db, { diameterMm: 20 })];
  twenties = twins.map(({ id }) => id);
  await aPublishedList(db, { level: 'base', prices: { [rebar.id]: 1000, [other.id]: 1000 } });
  await stockOf(db, rebar, 100 * TONNE);
  ours = await aBuyer(db, await aCompany(db, { name: 'Ours', creditKind: 'unlimited' }));
  theirs = await aBuyer(db, await aCompany(db, { name: 'Theirs' }));
  clerk = await aClerk(db);
  cookies.ours = await signedIn(db, ours, at);
  cookies.theirs = await signedIn(db, theirs, at);
  cookies.clerk = await signedIn(db, clerk, at);
});

type Who = keyof typeof cookies;
const headers = (who: Who) => ({ cookie: cookies[who], 'Accept-Language': 'en', ...fromOurPage });
const get = (path: string, who: Who = 'ours') => app.request(path, { headers: headers(who) });
const post = async (path: string, fields: Record<string, string | File>, who: Who = 'ours') => {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const answer = await app.request(path, { method: 'POST', headers: headers(who), body });
  const { status } = answer;
  return { status, location: answer.headers.get('location'), answer };
};
const numbersOf = async ({ companyId }: Buyer) => {
  const rows = await db
    .selectFrom('companyArticle')
    .innerJoin('product', 'product.id', 'productId')
    .where('companyId', '=', companyId)
    .select(['code', 'sku'])
    .orderBy('code')
    .execute();
  return Object.fromEntries(rows.map(({ code, sku }) => [code, sku]));
};
const start = async (articles: Record<string, string>, buyer = ours) => {
  const { companyId } = buyer;
  await db.deleteFrom('companyArticle').where('companyId', '=', companyId).execute();
  const given = Object.entries(articles).map(([code, productId]) => ({ code, productId }));
  await transact(db, (tx) =>
    setArticles(tx, buyer, { companyId, articles: given, replaces: true, at }),
  );
};

describe('one number', () => {
  test('is kept by our SKU, or by words that fit one product', async () => {
    await start({});
    expect(await post(AT, { code: 'A 1', goods: 'rebar-1A' })).toMatchObject({
      ...{ status: 303, location: `${AT}?saved=A%201` },
    });
    await post(AT, { code: 'A2', goods: 'арматура 16' });
    expect(await numbersOf(ours)).toEqual({ 'A 1': rebar.sku, A2: other.sku });
    expect(await (await get(`${AT}?saved=A2`)).text()).toContain('A2 is kept.');
  });

  test('is asked about where words fit several, and where it means another product', async () => {
    await start({ B1: rebar.id });
    const several = await post(AT, { code: 'B2', goods: 'арматура 20' });
    expect(several.status).toBe(409);
    expect(valuesIn(await several.answer.text(), 'productId').toSorted()).toEqual(
      twenties.toSorted(),
    );

    const asked = await post(AT, { code: 'b1', goods: other.sku });
    expect(asked.status).toBe(409);
    expect(await asked.answer.text()).toContain('Let it mean Rebar 16');
    expect(await numbersOf(ours)).toEqual({ B1: rebar.sku });
    await post(AT, { code: 'b1', productId: other.id, replace: 'yes' });
    expect(await numbersOf(ours)).toEqual({ b1: other.sku });
  });

  test('is changed to another number and another product at once', async () => {
    await start({ C1: rebar.id });
    const page = await (await get(`${AT}?change=c1`)).text();
    expect({ was: valuesIn(page, 'was'), goods: valuesIn(page, 'goods') }).toEqual({
      ...{ was: ['C1'], goods: [rebar.sku] },
    });
    await post(AT, { was: 'C1', code: 'C9', goods: other.sku });
    expect(await numbersOf(ours)).toEqual({ C9: other.sku });
  });

  test('that was removed comes back by one click', async () => {
    await start({ D1: rebar.id });
    const { location } = await post(`${AT}/removal`, { code: 'd1' });
    expect(await numbersOf(ours)).toEqual({});
    const page = await (await get(location ?? '')).text();
    const [productId = ''] = valuesIn(page, 'productId');
    await post(AT, { code: 'D1', productId });
    expect(await numbersOf(ours)).toEqual({ D1: rebar.sku });
    expect((await post(`${AT}/removal`, { code: 'nothing' })).status).toBe(303);
  });

  test('of words that fit nothing says so at the field', async () => {
    const missed = await post(AT, { code: 'E1', goods: 'unobtainium' });
    expect(missed.status).toBe(422);
    expect(await missed.answer.text()).toContain('We found no product by this');
  });
});

const LIST = `Own code;SKU;Price
F1;REBAR-1a;1
f2;REBAR-2b;2
F3;REBAR-2b;3
F4;арматура 16;4
F5;nothing at all;5
F6;арматура 20;6
F7;REBAR-1a;7
F7;REBAR-2b;8
;REBAR-1a;9
"=1+1";REBAR-1a;10
`;
const list = () => new File([LIST], 'list.csv');

describe('a list', () => {
  test('is looked at first: nothing is kept, and each row says what it would do', async () => {
    await start({ F1: rebar.id, F2: other.id, F3: rebar.id });
    const before = await numbersOf(ours);
    const { status, answer } = await post(`${AT}/file`, { file: list() });
    expect(status).toBe(200);
    const text = (await answer.text()).replaceAll(/<[^>]*>/g, '');
    for (const said of ['unchanged 1', 'other writing 1', 'means another product 1', 'new 2']) {
      expect(text).toContain(said);
    }
    for (const said of ['no product found 1', 'several products fit 1', 'twice in the file 2']) {
      expect(text).toContain(said);
    }
    expect(await numbersOf(ours)).toEqual(before);
  });

  test('is imported from the page that showed it; what means another product only when that is said', async () => {
    await start({ F1: rebar.id, F2: other.id, F3: rebar.id });
    const look = await post(`${AT}/file`, { file: list() });
    const [pasted = ''] = valuesIn(await look.answer.text(), 'pasted');
    expect((await post(`${AT}/import/file`, { pasted })).location).toBe(`${AT}?imported=3`);
    const kept = { '=1+1': rebar.sku, F1: rebar.sku, F3: rebar.sku, F4: other.sku, f2: other.sku };
    expect(await numbersOf(ours)).toEqual(kept);
    await post(`${AT}/import/file`, { pasted, replace: 'yes' });
    expect(await numbersOf(ours)).toEqual({ ...kept, F3: other.sku });
    expect((await post(`${AT}/import/file`, { pasted, replace: 'yes' })).location).toBe(
      `${AT}?imported=0`,
    );
  });

  test('gives its rows with problems back as they were, each with its problem', async () => {
    await start({ F3: rebar.id });
    const { answer } = await post(`${AT}/problems/file`, { file: list() });
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    const read = await readTable(new Uint8Array(await answer.arrayBuffer()), {
      ...{ rowsMax: 100, columnsMax: 10, cellCharsMax: 100 },
    });
    expect(read).toEqual({
      ok: true,
      rows: [
        ['Own code', 'SKU', 'Price', 'Problem'],
        ['F3', 'REBAR-2b', '3', 'means another product'],
        ['F5', 'nothing at all', '5', 'no product found'],
        ['F6', 'арматура 20', '6', 'several products fit'],
        ['F7', 'REBAR-1a', '7', 'twice in the file'],
        ['F7', 'REBAR-2b', '8', 'twice in the file'],
        ['', 'REBAR-1a', '9', 'no own number'],
      ],
    });
  });

  test.each(['en', 'ru', 'kk'])(
    'that we exported is understood again, in %s and as either file',
    async (language) => {
      await start({ '=A1': rebar.id, 'Ә-2': other.id });
      for (const kind of ['xlsx', 'csv']) {
        const file = await app.request(`${AT}/export?kind=${kind}`, {
          headers: { cookie: `${cookies.ours}; lang=${language}` },
        });
        const bytes = await file.arrayBuffer();
        await start({});
        const look = await post(`${AT}/file`, { file: new File([new Uint8Array(bytes)], 'any') });
        const [pasted = ''] = valuesIn(await look.answer.text(), 'pasted');
        await post(`${AT}/import/file`, { pasted });
        expect(await numbersOf(ours)).toEqual({ '=A1': rebar.sku, 'Ә-2': other.sku });
      }
    },
  );

  test('that is no list says why at its field, and a sample shows how one looks', async () => {
    const refused = await post(`${AT}/file`, { file: new File([new Uint8Array([1, 2, 0])], 'x') });
    expect(refused.status).toBe(422);
    expect(await refused.answer.text()).toContain('cannot be read as a table');
    const one = await post(`${AT}/file`, { pasted: 'A-1\nA-2' });
    expect(await one.answer.text()).toContain('Two columns are needed');
    const sample = await (await get(`${AT}/sample?kind=csv`)).arrayBuffer();
    const look = await post(`${AT}/file`, {
      file: new File([new Uint8Array(sample)], 'sample.csv'),
    });
    expect((await look.answer.text()).replaceAll(/<[^>]*>/g, '')).toContain('new 3');
  });
});

test('a clerk keeps a customer’s numbers, and no company sees those of another', async () => {
  await start({ SECRET1: rebar.id }, ours);
  await start({}, theirs);
  const customer = `/office/customers/${theirs.companyId}/articles`;
  expect((await post(customer, { code: 'T1', goods: rebar.sku }, 'clerk')).status).toBe(303);
  expect(await (await get(customer, 'clerk')).text()).toContain('Own article numbers of Theirs');
  expect(await numbersOf(theirs)).toEqual({ T1: rebar.sku });

  const pages = [AT, `${AT}/export?kind=csv`, `/p/${rebar.sku}`, '/search?q=secret1'];
  for (const path of pages) {
    const text = await (await get(path, 'theirs')).text();
    expect(text.replaceAll('secret1', '')).not.toMatch(/SECRET1/i);
  }
  expect((await get('/search?q=secret1')).headers.get('location')).toBe(`/p/${rebar.sku}`);
  expect(await (await get(`/p/${rebar.sku}`)).text()).toContain('SECRET1');
  expect((await get(`/office/customers/${ours.companyId}/articles`, 'theirs')).status).toBe(403);
});

test('a cart and an order name the number; the order keeps that of its day', async () => {
  await start({ 'ORD-1': rebar.id });
  const { id } = await aCartOf(db, clerk, { id: ours.companyId }, [{ product: rebar, bars: 5 }]);
  const web = { openedOn: 'web', openedBy: ours.personId, heldBy: null, heldOn: null } as const;
  await db.updateTable('cart').set(web).where('id', '=', id).execute();
  expect(await (await get('/cart')).text()).toContain('ORD-1');
  expect(await (await get(`/counter/carts/${id}`, 'clerk')).text()).toContain('ORD-1');

  const { orderId } = await place(db, clerk, { id });
  await start({ 'LATER-1': rebar.id });
  for (const [path, who] of [
    [`/o/${orderId}`, 'ours'],
    [`/counter/orders/${orderId}`, 'clerk'],
    [`/office/orders/${orderId}`, 'clerk'],
  ] as const) {
    const page = await (await get(path, who)).text();
    expect(page).toContain('ORD-1');
    expect(page).not.toContain('LATER-1');
  }
  expect(await (await get('/orders?text=ord-1')).text()).toContain(`/o/${orderId}`);
  expect(await (await get('/orders?text=later-1')).text()).not.toContain(`/o/${orderId}`);

  expect((await post(`/o/${orderId}/repetition`, {})).status).toBe(303);
  expect(await (await get('/cart')).text()).toContain('LATER-1');
});
