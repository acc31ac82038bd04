import { beforeAll, expect, test } from 'vitest';
import { readSearchPhrase } from '../../src/catalogue/search-phrase.ts';
import { aliasKeyOf } from '../../src/customers/company-alias.ts';
import { articleKeyOf } from '../../src/customers/company-article.ts';
import { matchLines } from '../../src/stock/match-lines.queries.ts';
import { freshDatabase } from '../support/database.ts';
import { aBuyer, fillCatalogue } from './assortment-world.ts';

const { db } = await freshDatabase();
beforeAll(() => fillCatalogue(db), 60_000);

const guest = { companyId: null, branchCode: null };
const lineOf = (text: string) => {
  const phrase = readSearchPhrase(text);
  return { codes: [text], aliasKey: aliasKeyOf(phrase), phrase };
};
const match = async (text: string, companyId: string | null = null) => {
  const [found] = await matchLines(db, { ...guest, companyId }, [lineOf(text)]);
  return found!;
};
const skuOf = async (text: string) => (await match(text)).candidates[0]!.sku;

test.each([
  ['швеллер 20П Ст3сп5 ГОСТ 8240-97 12м', 'exact', []],
  ['швеллер 20П Ст3сп5 12м', 'specified', ['standard']],
  ['арматура 12 А500С', 'candidate', ['standard', 'length']],
  ['арматура 12', 'candidate', []],
  ['труба 57х3,5', 'candidate', []],
  ['арматура трубопроводная', 'rejected', []],
  ['кирпич 250х120х65', 'rejected', []],
])('«%s» is %s', async (text, status, assumed) => {
  const found = await match(text);

  expect([found.status, found.assumed]).toEqual([status, assumed]);
});

test('proposes one of several only where nothing but length and standard was left open', async () => {
  const open = await match('арматура 12 А500С');
  const ofManyGrades = await match('арматура 12');

  expect(open.total).toBeGreaterThan(1);
  expect(open.proposed?.grade).toBe('А500С');
  expect(new Set(open.candidates.map(({ grade }) => grade)).size).toBe(1);
  expect(ofManyGrades.proposed).toBeUndefined();
});

test('shows what has the form and size where grade, standard or length is not sold so', async () => {
  const found = await match('швеллер 20П С590 ГОСТ 8240-97');

  expect([found.status, found.proposed]).toEqual(['rejected', undefined]);
  expect(found.candidates.length).toBeGreaterThan(0);
  expect(found.candidates.every(({ designation }) => designation === '20П')).toBe(true);
});

test('a length that no bar has is cut from a longer one, and no shorter one is offered', async () => {
  const found = await match('швеллер 20П Ст3сп5 по 2,5м');

  expect(found.cutToMm).toBe(2500);
  expect(found.candidates.every(({ stockLengthMm }) => stockLengthMm! > 2500)).toBe(true);
});

test('a code, an own number and the own words of a company win, each in its company only', async () => {
  const { companyId: ours } = await aBuyer(db, { branchCode: 'ALA', role: 'buyer' });
  const { companyId: theirs } = await aBuyer(db, { branchCode: 'ALA', role: 'buyer' });
  const sku = await skuOf('швеллер 20П Ст3сп5 12м');
  const product = await db
    .selectFrom('product')
    .where('sku', '=', sku)
    .select('id')
    .executeTakeFirstOrThrow();
  const mine = { companyId: ours, productId: product.id };
  await db
    .insertInto('companyArticle')
    .values({ ...mine, code: 'ШВ-20', codeKey: articleKeyOf('ШВ-20'), setAt: new Date() })
    .execute();
  await db
    .insertInto('companyAlias')
    .values({
      ...mine,
      phraseKey: aliasKeyOf(readSearchPhrase('наш двадцатый')),
      taughtAt: new Date(),
    })
    .execute();

  for (const [text, foundBy] of [
    [sku, 'code'],
    [sku.toLowerCase(), 'code'],
    ['шв-20', 'article'],
    ['наш двадцатый', 'alias'],
  ] as const) {
    const found = await match(text, ours);
    expect([found.status, found.proposed?.sku, found.proposed?.foundBy], text).toEqual([
      'exact',
      sku,
      foundBy,
    ]);
  }
  expect((await match('шв-20', theirs)).proposed?.foundBy).not.toBe('article');
  expect((await match('наш двадцатый', theirs)).status).toBe('rejected');
});

test('lines are answered in their order, whatever stands between them', async () => {
  const texts = ['арматура 12 А500С', 'бетон М300', '', 'швеллер 20П Ст3сп5 12м', '12шт', '%'];
  const together = await matchLines(db, guest, texts.map(lineOf));
  const alone = await Promise.all(texts.map((text) => match(text)));

  expect(together).toEqual(alone);
});

test('own words do not tell writings and quantities apart', () => {
  const keyOf = (text: string) => aliasKeyOf(readSearchPhrase(text));

  expect(keyOf('арматура 12 А500С 2т')).toBe(keyOf('rebar 12 A500C'));
  expect(keyOf('арматура 12 А500С')).not.toBe(keyOf('арматура 14 А500С'));
  expect(keyOf('арматура 12 А500С 6м')).not.toBe(keyOf('арматура 12 А500С 12м'));
  expect(keyOf('12шт')).toBe('');
});

/** Such names say less than their neighbours: a beam without series, galvanised without its colour. */
const LESS_THAN_NEIGHBOURS_MAX = 90;

test.each(['nameRu', 'nameEn', 'nameKk'] as const)(
  'every product of the nomenclature is found by its own %s, nearly all of them alone',
  async (name) => {
    const products = await db.selectFrom('product').select(['sku', name]).orderBy('sku').execute();
    const found = await matchLines(
      db,
      guest,
      products.map((product) => lineOf(product[name])),
    );
    const skus = found.map(({ candidates }) => candidates.map(({ sku }) => sku));
    const wrong = products.filter(({ sku }, at) => !skus[at]?.includes(sku));
    const proposedAnother = products.filter(
      ({ sku }, at) => found[at]?.total === 1 && found[at].proposed?.sku !== sku,
    );

    expect([wrong, proposedAnother]).toEqual([[], []]);
    const several = found.filter(({ total }) => total > 1);
    expect(several.length).toBeLessThanOrEqual(LESS_THAN_NEIGHBOURS_MAX);
  },
  60_000,
);

test.each([199, 298, 299, 300])(
  'a text that is cut within a sign, %i signs on, is looked for',
  async (before) => {
    for (const text of [`${'к '.repeat(before / 2)}💥`, `${'к'.repeat(before)}💥`]) {
      expect((await match(text)).status).toMatch(/^(?:candidate|rejected)$/);
    }
  },
);
