import { beforeAll, expect, test } from 'vitest';
import {
  findGoodsByCode,
  findGoodsByDescription,
} from '../../src/customers/article-goods.queries.ts';
import { findArticles, listArticles } from '../../src/customers/article.queries.ts';
import { removeArticle, setArticles } from '../../src/customers/set-articles.ts';
import type { Actor, Buyer, Staff } from '../../src/people/actor.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { NotFound, Refusal } from '../../src/platform/refusal.ts';
import { freshDatabase } from '../support/database.ts';
import { aBuyer, aClerk, aCompany, aProduct, aTradingDay, at } from '../support/world.ts';

const { db } = await freshDatabase();
let rebar: { id: string; sku: string };
let other: { id: string; sku: string };
let ours: Buyer;
let theirs: Buyer;
let clerk: Staff;

beforeAll(async () => {
  await aTradingDay(db);
  rebar = await aProduct(db, { sku: 'REBAR-1a' });
  other = await aProduct(db, { sku: 'REBAR-2b', diameterMm: 16 });
  ours = await aBuyer(db, await aCompany(db));
  theirs = await aBuyer(db, await aCompany(db));
  clerk = await aClerk(db);
});

const set = (
  actor: Actor,
  articles: Record<string, string>,
  { companyId = ours.companyId, replaces = true } = {},
) =>
  transact(db, (tx) =>
    setArticles(tx, actor, {
      ...{ companyId, replaces, at },
      articles: Object.entries(articles).map(([code, productId]) => ({ code, productId })),
    }),
  );

const numbersOf = async (buyer: Buyer) => {
  const { articles } = await listArticles(db, {
    companyId: buyer.companyId,
    limit: 100,
    offset: 0,
  });
  return Object.fromEntries(articles.map(({ code, sku }) => [code, sku]));
};
const events = () =>
  db
    .selectFrom('event')
    .where('type', 'like', 'company.article%')
    .orderBy('id')
    .selectAll()
    .execute();

test('numbers are set together, and what changed is remembered once with what it was before', async () => {
  expect(await set(ours, { 'A-1': rebar.id, 'A-2': rebar.id })).toHaveLength(2);
  expect(await set(ours, { 'a-1': other.id, 'A-2': rebar.id })).toEqual([
    { code: 'a-1', sku: other.sku, was: rebar.sku },
  ]);
  expect(await set(ours, { 'a-1': other.id, 'A-2': rebar.id })).toEqual([]);

  expect(await numbersOf(ours)).toEqual({ 'a-1': other.sku, 'A-2': rebar.sku });
  const remembered = await events();
  expect(remembered).toHaveLength(2);
  expect(remembered[1]).toMatchObject({
    ...{ companyId: ours.companyId, personId: ours.personId, subjectId: ours.companyId },
    facts: { set: [{ code: 'a-1', sku: other.sku, was: rebar.sku }] },
  });
});

test('a number that means another product stays unless it is to be replaced', async () => {
  await set(ours, { 'C-1': rebar.id });
  expect(await set(ours, { 'C-1': other.id, 'C-2': other.id }, { replaces: false })).toEqual([
    { code: 'C-2', sku: other.sku, was: null },
  ]);
  expect(await numbersOf(ours)).toMatchObject({ 'C-1': rebar.sku, 'C-2': other.sku });
});

test('the same number means one thing to each company, and nobody writes into another one', async () => {
  await set(ours, { SAME: rebar.id });
  await set(theirs, { SAME: other.id }, { companyId: theirs.companyId });
  const { companyId } = theirs;

  await expect(set(ours, { SAME: rebar.id }, { companyId })).rejects.toThrow(NotFound);
  await expect(
    transact(db, (tx) => removeArticle(tx, ours, { companyId, code: 'SAME', at })),
  ).rejects.toThrow(NotFound);
  expect(await numbersOf(theirs)).toEqual({ SAME: other.sku });
  expect(await findArticles(db, { companyId, keys: ['a-2', 'a-1'] })).toEqual(new Map());
});

test('clerks set them for a customer as themselves; who may not name goods may not', async () => {
  await set(clerk, { 'D-1': rebar.id });
  const { setBy } = await db
    .selectFrom('companyArticle')
    .where('code', '=', 'D-1')
    .select('setBy')
    .executeTakeFirstOrThrow();
  expect(setBy).toBe(clerk.personId);
  const company = { id: ours.companyId, name: ours.companyName };
  for (const actor of [
    await aBuyer(db, company, 'foreman'),
    await aBuyer(db, company, 'accountant'),
    await aClerk(db, 'admin'),
  ]) {
    await expect(set(actor, { 'D-2': rebar.id })).rejects.toThrow(Refusal);
  }
});

test('an unknown product, a number that is none and an unknown company change nothing', async () => {
  const before = await numbersOf(ours);
  await expect(set(ours, { 'E-1': rebar.id, 'E-2': newId() })).rejects.toThrow(NotFound);
  await expect(set(ours, { 'E-1': rebar.id, ' ': rebar.id })).rejects.toThrow(NotFound);
  expect(await numbersOf(ours)).toEqual(before);
});

test('a number that was removed says what it meant, so that it can be put back; gone is gone', async () => {
  await set(ours, { 'F 1': rebar.id });
  const remove = () =>
    transact(db, (tx) => removeArticle(tx, ours, { companyId: ours.companyId, code: 'f1', at }));
  expect(await remove()).toMatchObject({ code: 'F 1', productId: rebar.id });
  expect(await remove()).toBeUndefined();
  const [last] = (await events()).toReversed();
  expect(last).toMatchObject({
    type: 'company.article-removed',
    facts: { code: 'F 1', sku: rebar.sku },
  });
});

test('two imports at once of the same numbers in another order both end, and one of them counts', async () => {
  const codes = Array.from({ length: 300 }, (_, i) => `P-${i}`);
  const all = (productId: string, order: readonly string[]) =>
    set(ours, Object.fromEntries(order.map((code) => [code, productId])));
  await Promise.all([all(rebar.id, codes), all(other.id, codes.toReversed())]);
  const found = await findArticles(db, {
    companyId: ours.companyId,
    keys: codes.map((code) => code.toLowerCase()),
  });
  expect(new Set([...found.values()].map(({ sku }) => sku)).size).toBe(1);
});

test('ten thousand numbers are one import', async () => {
  const codes = Array.from({ length: 10_000 }, (_, i) => `big-${i}`);
  const done = await set(theirs, Object.fromEntries(codes.map((code) => [code, rebar.id])), {
    companyId: theirs.companyId,
  });
  expect(done).toHaveLength(10_000);
  await expect(
    set(theirs, Object.fromEntries([...codes, 'one more'].map((code) => [code, rebar.id])), {
      companyId: theirs.companyId,
    }),
  ).rejects.toThrow('10001');
});

test('a list is searched by number, SKU and name, in pages', async () => {
  const company = await aBuyer(db, await aCompany(db));
  const of = { companyId: company.companyId };
  await set(company, { '10 20': rebar.id, '10-21': other.id, 'X_%': other.id }, of);
  const found = async (text: string) =>
    (await listArticles(db, { ...of, text, limit: 10, offset: 0 })).articles.map(
      ({ code }) => code,
    );
  expect(await found('1020')).toEqual(['10 20']);
  expect(await found('rebar-2B')).toEqual(['10-21', 'X_%']);
  expect(await found('Арматура 12')).toEqual(['10 20']);
  expect(await found('%')).toEqual(['X_%']);
  const page = await listArticles(db, { ...of, limit: 2, offset: 2 });
  expect({ total: page.total, codes: page.articles.length }).toEqual({ total: 3, codes: 1 });
});

test('goods of a file are known by SKU in any letters and by bar code', async () => {
  await db
    .updateTable('product')
    .set({ barcode: '4607001234567' })
    .where('id', '=', other.id)
    .execute();
  const found = await findGoodsByCode(db, [rebar.sku, '4607001234567', 'nothing']);
  expect([...found].map(([text, { sku }]) => [text, sku])).toEqual(
    expect.arrayContaining([
      [rebar.sku, rebar.sku],
      ['4607001234567', other.sku],
    ]),
  );
  expect(found.size).toBe(2);
});

test('and by a description, where it fits one product alone', async () => {
  const found = await findGoodsByDescription(db, ['арматура 16', 'арматура', 'hello']);
  expect(found.get('арматура 16')).toMatchObject({ sku: other.sku });
  expect(found.size).toBe(1);
  await aProduct(db, { diameterMm: 16 });
  expect((await findGoodsByDescription(db, ['арматура 16'])).get('арматура 16')).toBe('several');
});
