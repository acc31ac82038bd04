import { beforeAll, describe, expect, test } from 'vitest';
import { articleKeyOf } from '../../src/customers/company-article.ts';
import { type EntryFound, findEntry, readEntry } from '../../src/ordering/find-entry.ts';
import { fillCatalogue, fillVat, termsOf } from '../stock/assortment-world.ts';
import { freshDatabase } from '../support/database.ts';

const { db } = await freshDatabase();
const terms = termsOf();
const at = new Date('2026-11-26T06:00:00Z');

beforeAll(async () => {
  await fillCatalogue(db);
  await fillVat(db);
}, 60_000);

const find = (text: string, branchCode = 'ALA') => {
  const onlooker = { companyId: null, personId: null, branchCode };
  return findEntry(db, { entry: readEntry(text), onlooker, terms });
};

const skuNamed = async (nameRu: string) => {
  const found = await db
    .selectFrom('product')
    .where('nameRu', '=', nameRu)
    .select('sku')
    .executeTakeFirstOrThrow();
  return found.sku;
};

const linesOf = (found: EntryFound) => {
  if (found.kind === 'none') return [];
  return found.kind === 'one' ? [found.line] : found.lines;
};

test('reads a quantity, its unit and a length at the end of what a clerk types', () => {
  expect(readEntry('уголок 50х50х5 12шт').besidePhrase).toEqual({
    quantity: { amountMilli: 12_000, unit: 'pcs' },
  });
  expect(readEntry('A500 12 2т').besidePhrase).toEqual({
    quantity: { amountMilli: 2000, unit: 't' },
  });
  expect(readEntry('труба 57х3,5 4шт х 2,5м').besidePhrase).toEqual({
    quantity: { amountMilli: 4000, unit: 'pcs' },
    lengthMm: 2500,
  });
  expect(readEntry('уголок 50х5').besidePhrase).toEqual({});
});

test('reads a code with what stands beside it, and the count before a scan', () => {
  const coded = readEntry('REBAR-84c0070a 97');
  expect(coded).toMatchObject({
    code: 'REBAR-84c0070a',
    besideCode: { quantity: { amountMilli: 97_000, unit: 'pcs' } },
  });
  expect(readEntry('3*REBAR-84c0070a')).toMatchObject({
    code: 'REBAR-84c0070a',
    besideCode: { quantity: { amountMilli: 3000, unit: 'pcs' } },
  });
  expect(readEntry('3*57').code).toBe('3*57');
});

test('takes an SKU for that product alone, in any letters, as the quantity that stands beside it', async () => {
  const sku = await skuNamed('Арматура 10 А500С 11,7 м');

  const found = await find(`${sku} 2т`);

  expect(found).toMatchObject({
    kind: 'one',
    line: { product: { sku }, quantity: { amountMilli: 2000, unit: 't' } },
  });
});

test('takes one scan of a code for one piece', async () => {
  const sku = await skuNamed('Арматура 10 А500С 11,7 м');

  expect(await find(sku)).toMatchObject({
    kind: 'one',
    line: { quantity: { amountMilli: 1000, unit: 'pcs' } },
  });
});

test('takes one of its own unit of what has no pieces', async () => {
  const coil = await db
    .selectFrom('product')
    .where('lengthKind', '=', 'coil')
    .where('pieceMassMg', 'is', null)
    .select(['sku', 'saleUnit'])
    .executeTakeFirstOrThrow();

  expect(await find(coil.sku)).toMatchObject({
    line: { quantity: { amountMilli: 1000, unit: coil.saleUnit } },
  });
});

test('finds «уголок 50х50х5» and «уг 50х5» alike, and offers every grade and length with the quantity said', async () => {
  const long = await find('уголок 50х50х5 12шт');
  const short = await find('уголок 50х5 12шт');

  expect(long.kind).toBe('several');
  expect(linesOf(short)).toEqual(linesOf(long));
  for (const { product, quantity } of linesOf(long)) {
    expect(product).toMatchObject({ form: 'angle', heightUm: 50_000, thicknessUm: 5000 });
    expect(quantity).toEqual({ amountMilli: 12_000, unit: 'pcs' });
  }
});

test('finds «A500 12 2т» as rebar 12 of A500C, two tonnes', async () => {
  const lines = linesOf(await find('A500 12 2т'));

  expect(lines.length).toBeGreaterThan(0);
  for (const { product, quantity } of lines) {
    expect(product).toMatchObject({ form: 'rebar', diameterUm: 12_000 });
    expect(quantity).toEqual({ amountMilli: 2000, unit: 't' });
  }
});

test('offers first what lies at the branch, nine at most, and says how many there are', async () => {
  const found = await find('лист 3 6шт');
  if (found.kind !== 'several') throw new Error(`found ${found.kind}`);
  const isHere = found.lines.map(({ product }) => (product.branchG ?? 0) > 0);

  expect(found.lines.length).toBeLessThanOrEqual(9);
  expect(found.total).toBeGreaterThanOrEqual(found.lines.length);
  expect(isHere).toEqual(isHere.toSorted((one, other) => Number(other) - Number(one)));
});

test('cuts longer bars where no bar has the length that was said', async () => {
  const lines = linesOf(await find('арматура 12 А500С 20шт 2м'));

  expect(lines.length).toBeGreaterThan(0);
  for (const { product, quantity, lengthMm } of lines) {
    expect(product.stockLengthMm).toBeGreaterThan(2000);
    expect(quantity).toEqual({ amountMilli: 20_000, unit: 'pcs' });
    expect(lengthMm).toBe(2000);
  }
});

test('finds nothing for what is no product', async () => {
  expect(await find('прывет мир')).toEqual({ kind: 'none' });
  expect(await find('REBAR-ffffffff')).toEqual({ kind: 'none' });
});

describe('a number of the company’s own books', () => {
  const companyId = '019ac0de-0000-7000-8000-000000000001';
  const otherId = '019ac0de-0000-7000-8000-000000000002';
  const findFor = (text: string, company: string) =>
    findEntry(db, {
      ...{ entry: readEntry(text), terms },
      onlooker: { companyId: company, branchCode: 'ALA' },
    });
  let meant: Record<string, string>;

  beforeAll(async () => {
    const names = [
      'Арматура 10 А500С 11,7 м',
      'Арматура 12 А500С 11,7 м',
      'Арматура 16 А500С 11,7 м',
    ];
    const goods = await db
      .selectFrom('product')
      .where('nameRu', 'in', names)
      .orderBy('nameRu')
      .select(['id', 'sku'])
      .execute();
    const companies = [companyId, otherId].map((id, i) => ({
      ...{ id, bin: `24014000000${i}`, name: `T${i}`, searchName: `t${i}`, branchCode: 'ALA' },
    }));
    await db.insertInto('company').values(companies).execute();
    const codes = ['МТ-15', 'АРМ 12', '57'];
    const rows = codes.map((code, i) => ({ code, productId: goods[i]?.id ?? '', companyId }));
    // The same numbers of another company mean other goods.
    const theirs = rows.map(({ code }, i) => ({
      ...{ code, productId: goods[(i + 1) % 3]?.id ?? '', companyId: otherId },
    }));
    await db
      .insertInto('companyArticle')
      .values(
        [...rows, ...theirs].map((row) => ({ ...row, codeKey: articleKeyOf(row.code), setAt: at })),
      )
      .execute();
    meant = Object.fromEntries(codes.map((code, i) => [code, goods[i]?.sku ?? '']));
  });

  test.each([
    ['МТ-15', 'МТ-15', 1000, 'pcs'],
    ['mt-15', 'МТ-15', 1000, 'pcs'],
    ['МТ-15 12шт', 'МТ-15', 12_000, 'pcs'],
    ['МТ-15 1,5 т', 'МТ-15', 1500, 't'],
    ['3*МТ-15', 'МТ-15', 3000, 'pcs'],
    ['АРМ 12', 'АРМ 12', 1000, 'pcs'],
    ['АРМ 12 7', 'АРМ 12', 7000, 'pcs'],
    ['арм12 2т', 'АРМ 12', 2000, 't'],
    ['3*57', '57', 3000, 'pcs'],
    ['57 4шт', '57', 4000, 'pcs'],
  ])('%s is understood with the quantity beside it', async (text, code, amountMilli, unit) => {
    expect(await findFor(text, companyId)).toMatchObject({
      kind: 'one',
      line: { product: { sku: meant[code] }, quantity: { amountMilli, unit } },
    });
  });

  test('may be cut to a length', async () => {
    expect(await findFor('МТ-15 4шт х 2м', companyId)).toMatchObject({
      kind: 'one',
      line: { product: { sku: meant['МТ-15'] }, lengthMm: 2000, quantity: { amountMilli: 4000 } },
    });
  });

  test('means what its own company calls so, and to nobody else anything', async () => {
    const theirs = await findFor('МТ-15', otherId);
    expect(linesOf(theirs)[0]?.product.sku).toBe(meant['АРМ 12']);
    const nobodys = await find('МТ-15');
    expect(linesOf(nobodys).map(({ product }) => product.sku)).not.toContain(meant['МТ-15']);
  });
});
