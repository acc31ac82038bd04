import { beforeAll, expect, test } from 'vitest';
import { readSearchPhrase } from '../../src/catalogue/search-phrase.ts';
import { articleKeyOf } from '../../src/customers/company-article.ts';
import type { AssortmentRow } from '../../src/stock/assortment.ts';
import { searchAssortment } from '../../src/stock/search.queries.ts';
import { freshDatabase } from '../support/database.ts';
import { aBuyer, fillCatalogue, termsOf } from './assortment-world.ts';

const { db } = await freshDatabase();
const guest = { companyId: null, personId: null, branchCode: null };
const terms = termsOf();

beforeAll(() => fillCatalogue(db), 60_000);

const search = (typed: string) =>
  searchAssortment(db, {
    typed,
    phrase: readSearchPhrase(typed),
    onlooker: guest,
    terms,
    rowsMax: 1000,
  });
const skusOf = (rows: readonly AssortmentRow[]) => rows.map((row) => row.sku).toSorted();

test.each([
  [
    'уголок 50х50х5',
    [
      'уголок 50x50x5',
      'уголок 50×50×5',
      'уголок 50*50*5',
      'Уголок 50Х50Х5',
      'angle 50x50x5',
      'уголок 50х5',
    ],
  ],
  ['труба 57х3,5', ['труба 57x3.5', 'труба 57*3,5', 'труба 57 × 3.5', 'труба 57х3,50']],
  [
    'арматура 12 А500С',
    [
      'арматура 12 A500C',
      'арматура 12 а500c',
      'rebar 12 А500C',
      'арматура Ø12 А500С',
      'арматура 12мм а500с',
      'fhvfnehf 12 f500c',
      'армтура ф12 A500C',
      'нужна арматура 12 А500С пожалуйста',
    ],
  ],
  ['швеллер 20П', ['швеллер 20п', 'channel 20П', 'channel 20P']],
  ['балка 20Б1', ['двутавр 20б1', 'beam 20B1', 'балка 20 Б1']],
  ['лист 3х1250х2500', ['лист 3*1250*2500', 'sheet 3x1250x2500', 'табақ 3×1250×2500']],
])('finds for «%s» the same as for its other writings', async (first, others) => {
  const expected = await search(first);

  expect(expected.total).toBeGreaterThan(0);
  for (const other of others) {
    const found = await search(other);
    expect(skusOf(found.rows), other).toEqual(skusOf(expected.rows));
  }
});

test('finds only what has the sizes that were typed', async () => {
  const { rows } = await search('уголок 50х50х5');

  expect(
    rows.every(
      (row) => row.heightUm === 50_000 && row.widthUm === 50_000 && row.thicknessUm === 5_000,
    ),
  ).toBe(true);
  expect(new Set(rows.map((row) => row.form))).toEqual(new Set(['angle']));
});

test('finds each product by its size as the trade writes it, whatever its form', async () => {
  const products = await db
    .selectFrom('product')
    .select(['sku', 'designation'])
    .orderBy('sku')
    .execute();
  const some = products.filter((_, place) => place % 25 === 0);

  const lost = [];
  for (const { sku, designation } of some) {
    const { rows } = await search(designation);
    if (!rows.some((row) => row.sku === sku)) lost.push(designation);
  }

  expect(lost).toEqual([]);
});

test('takes a steel whose killing was not said for each that it may be, and no other', async () => {
  const { rows } = await search('уголок 63х63х5 ст3 12м');

  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every((row) => row.grade.startsWith('Ст3'))).toBe(true);
  expect((await search('уголок 63х63х5 ст5 12м')).rows).toEqual([]);
});

test('takes the number of a beam for its number, not for a length, a grade or a standard', async () => {
  const { rows } = await search('двутавр 20');

  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every((row) => /(?:^|\s)20/.test(row.designation))).toBe(true);
});

test('finds by the beginning of the number of a beam', async () => {
  const { rows } = await search('балка 30Б');

  expect(new Set(rows.map((row) => row.designation))).toEqual(new Set(['30Б1', '30Б2']));
});

test('takes the grade and the length into account when they were typed', async () => {
  const all = await search('арматура 12');
  const { rows } = await search('арматура 12 А500С 11,7м');

  const expected = all.rows.filter((row) => row.grade === 'А500С' && row.stockLengthMm === 11_700);
  expect(skusOf(rows)).toEqual(skusOf(expected));
  expect(rows.length).toBeGreaterThan(0);
});

test('lets an exact code win, in whatever case it was typed', async () => {
  const { sku } = await db
    .selectFrom('product')
    .select('sku')
    .orderBy('sku')
    .executeTakeFirstOrThrow();

  const found = await search(`  ${sku} `);

  expect(found.exactSku).toBe(sku);
  expect(found.rows[0]?.sku).toBe(sku);
});

test('finds the beginning of a word and of a SKU', async () => {
  const { sku } = await db
    .selectFrom('product')
    .where('categoryCode', '=', 'brass')
    .select('sku')
    .executeTakeFirstOrThrow();

  const byWord = await search('bras');
  const bySku = await search(sku.slice(0, -2));

  expect(byWord.rows.some((row) => row.categoryCode === 'brass')).toBe(true);
  expect(skusOf(bySku.rows)).toContain(sku);
});

test('counts all that was found even where only some are shown', async () => {
  const phrase = readSearchPhrase('уголок');
  const some = await searchAssortment(db, {
    typed: 'уголок',
    phrase,
    onlooker: guest,
    terms,
    rowsMax: 5,
  });
  const all = await search('уголок');

  expect(some.rows).toHaveLength(5);
  expect(some.total).toBe(all.rows.length);
});

test.each(['', '   ', "'); drop table product; --", '\\', "'", ':* & |', '💥', '%%__'])(
  'takes nonsense for nonsense: %j',
  async (typed) => {
    const found = await search(typed);

    expect(found.exactSku).toBeUndefined();
    expect(found.total).toBe(found.rows.length);
    expect(found.nearest).toEqual([]);
  },
);

test('offers what lies nearest to sizes that nobody keeps, of the form that was named', async () => {
  const { rows, nearest } = await search('уголок 51х51х5');

  expect(rows).toEqual([]);
  expect(nearest.map((row) => row.designation)).toContain('50×50×5');
  expect(nearest.every((row) => row.form === 'angle')).toBe(true);
});

test('looks for what lies nearest on both sides of a size, and among all forms where none was named', async () => {
  const rebar = await search('арматура 13');
  const bare = await search('57.5');

  expect(rebar.nearest.map((row) => row.diameterUm)).toEqual(
    expect.arrayContaining([12_000, 14_000]),
  );
  expect(new Set(bare.nearest.map((row) => row.form)).size).toBeGreaterThan(1);
});

test('puts the grade that was named first among what lies nearest', async () => {
  const { nearest } = await search('уголок 51х51х5 09Г2С');

  expect(nearest[0]).toMatchObject({ designation: '50×50×5', grade: '09Г2С' });
});

test('does not show what is no longer sold', async () => {
  const before = await search('уголок 50х50х5');
  const gone = before.rows[0]!.id;
  await db
    .updateTable('product')
    .set({ withdrawnAt: new Date(0) })
    .where('id', '=', gone)
    .execute();

  const after = await search('уголок 50х50х5');

  await db.updateTable('product').set({ withdrawnAt: null }).where('id', '=', gone).execute();
  expect(after.rows.map((row) => row.id)).toEqual(before.rows.slice(1).map((row) => row.id));
});

test('finds by the article number of the own company only, and before anything else', async () => {
  const { companyId: ours } = await aBuyer(db, { branchCode: 'ALA', role: 'buyer' });
  const { companyId: theirs } = await aBuyer(db, { branchCode: 'ALA', role: 'buyer' });
  const [first] = (await search('уголок 50х50х5')).rows;
  const code = 'АРМ 12-05';
  const article = { companyId: ours, code, codeKey: articleKeyOf(code), productId: first!.id };
  await db
    .insertInto('companyArticle')
    .values({ ...article, setAt: new Date() })
    .execute();
  const asked = (typed: string, companyId: string) =>
    searchAssortment(db, {
      ...{ typed, phrase: readSearchPhrase(typed), terms, rowsMax: 60 },
      onlooker: { companyId, branchCode: null },
    });

  for (const typed of ['АРМ 12-05', 'арм12-05', 'APM 12-05']) {
    const found = await asked(typed, ours);
    expect([found.exactSku, found.total], typed).toEqual([first!.sku, 1]);
  }
  expect((await asked('АРМ 12-05', theirs)).exactSku).toBeUndefined();
  expect((await asked('АРМ 12.05', ours)).exactSku).toBeUndefined();
});
