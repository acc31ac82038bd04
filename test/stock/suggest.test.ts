import { beforeAll, expect, test } from 'vitest';
import { readBeginning } from '../../src/catalogue/beginning.ts';
import { articleKeyOf } from '../../src/customers/company-article.ts';
import { suggestProducts } from '../../src/stock/suggest.queries.ts';
import { freshDatabase } from '../support/database.ts';
import { aBuyer, fillCatalogue, termsOf } from './assortment-world.ts';

const { db } = await freshDatabase();
const guest = { companyId: null, branchCode: null };

beforeAll(() => fillCatalogue(db), 60_000);

const suggest = (typed: string, companyId: string | null = null) =>
  suggestProducts(db, {
    begun: readBeginning(typed),
    onlooker: { ...guest, companyId },
    terms: termsOf(),
    rowsMax: 5,
  });

test.each([
  ['арм', 'rebar'],
  ['fhv', 'rebar'],
  ['армт', 'rebar'],
  ['угол', 'angle'],
  ['уголок 50x', 'angle'],
  ['швеллер 2', 'channel'],
  ['вгп 15х2', 'pipe_vgp'],
  ['шестигранник 2', 'hex_bar'],
  ['hex', 'hex_bar'],
])('already at «%s» it is %s that is meant', async (typed, form) => {
  const rows = await suggest(typed);

  expect(rows.length).toBeGreaterThan(0);
  expect(new Set(rows.map((row) => row.form))).toEqual(new Set([form]));
});

test.each([
  ['уголок 50x', /^50×/],
  ['57х3', /^57×3/],
  ['труба 57*3,', /^57×3/],
  ['арматура 1', /^1/],
  ['балка 20б', /^20Б/],
])('sizes at «%s» begin so', async (typed, size) => {
  const rows = await suggest(typed);

  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(row.designation).toMatch(size);
});

test('the size that is whole already stands before those that only begin so', async () => {
  const [first] = await suggest('арматура 1');
  const [whole] = await suggest('арматура 12');

  expect(first?.designation.startsWith('1')).toBe(true);
  expect(whole?.designation).toBe('12');
});

test('what lies somewhere stands before what lies nowhere', async () => {
  const rows = await suggest('уголок');
  const promised = rows.map((row) => row.anywhereG > 0);

  expect(promised).toEqual(promised.toSorted((one, other) => Number(other) - Number(one)));
  expect(promised[0]).toBe(true);
});

test('a grade that was said beside the size is kept to', async () => {
  const rows = await suggest('А500С 1');

  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every((row) => row.grade === 'А500С')).toBe(true);
});

test('an SKU is found by how it begins, and the whole of it stands alone', async () => {
  const { sku } = await db
    .selectFrom('product')
    .where('categoryCode', '=', 'brass')
    .orderBy('sku', 'desc')
    .select('sku')
    .executeTakeFirstOrThrow();

  const begun = await suggest(sku.slice(0, -1).toLowerCase());
  const whole = await suggest(sku.toLowerCase());

  expect(begun.map((row) => row.sku)).toContain(sku);
  expect(whole.map((row) => [row.sku, row.isExact])).toEqual([[sku, true]]);
});

test('the number of an own book is suggested to its company only', async () => {
  const { companyId: ours } = await aBuyer(db, { branchCode: 'ALA', role: 'buyer' });
  const { companyId: theirs } = await aBuyer(db, { branchCode: 'ALA', role: 'buyer' });
  const [row] = await suggest('уголок 50х50х5');
  const code = 'МТР-77/1';
  const article = { companyId: ours, code, codeKey: articleKeyOf(code), productId: row!.id };
  await db
    .insertInto('companyArticle')
    .values({ ...article, setAt: new Date() })
    .execute();

  expect((await suggest(code, ours)).map(({ sku, isExact }) => [sku, isExact])).toEqual([
    [row!.sku, true],
  ]);
  expect((await suggest(code, theirs)).some(({ isExact }) => isExact)).toBe(false);
});

test('nothing that is no longer sold is suggested, nor more than a few', async () => {
  const before = await suggest('уголок 50х50х5');
  const gone = before[0]!.id;
  await db
    .updateTable('product')
    .set({ withdrawnAt: new Date(0) })
    .where('id', '=', gone)
    .execute();

  const after = await suggest('уголок 50х50х5');

  await db.updateTable('product').set({ withdrawnAt: null }).where('id', '=', gone).execute();
  expect(after.map(({ id }) => id)).not.toContain(gone);
  expect(before.length).toBeLessThanOrEqual(5);
});

test.each([
  '',
  "'); drop table product; --",
  '\\',
  ': & |',
  '💥',
  '%%__',
  '\u{10FFFF}',
  'x'.repeat(200),
])('takes nonsense for nonsense: %j', async (typed) => {
  expect(await suggest(typed)).toEqual([]);
});

test('a size that is being typed is no grade, and a grade of nobody’s suggests nothing', async () => {
  const sizes = await suggest('50x');

  expect(sizes.length).toBeGreaterThan(0);
  expect(sizes.every(({ designation }) => /^(?:S|Ду)?50/.test(designation))).toBe(true);
  expect(await suggest('99Г7')).toEqual([]);
});
