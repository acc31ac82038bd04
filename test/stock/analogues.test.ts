import { beforeAll, expect, test } from 'vitest';
import { mayStandFor } from '../../src/catalogue/grade-order.ts';
import { massOfSize } from '../../src/catalogue/mass-of-size.ts';
import { readSearchPhrase } from '../../src/catalogue/search-phrase.ts';
import { analoguesAmong } from '../../src/stock/analogue.ts';
import { listAnalogues } from '../../src/stock/analogues.queries.ts';
import { offerOf } from '../../src/stock/offer.ts';
import { findProductSheet } from '../../src/stock/product-page.queries.ts';
import { countFound, searchAssortment } from '../../src/stock/search.queries.ts';
import { freshDatabase } from '../support/database.ts';
import { aPriceList, fillCatalogue, termsOf } from './assortment-world.ts';

const { db } = await freshDatabase();
const onlooker = { companyId: null, branchCode: null };
let terms = termsOf();

beforeAll(async () => {
  await fillCatalogue(db);
  terms = termsOf(
    await aPriceList(db, { code: 'BASE', level: 'base', pricePerTonneMinor: () => 40_000_000 }),
  );
  // Everything lies somewhere, so that only the rule decides.
  const { rows } = { rows: await db.selectFrom('product').select('id').execute() };
  const levels = rows.map(({ id }) => ({
    ...{ branchCode: 'ALA', productId: id, countedAt: new Date(0) },
    ...{ onHandG: 5_000_000, reservedG: 0 },
  }));
  for (let from = 0; from < levels.length; from += 1000) {
    await db
      .insertInto('stockLevel')
      .values(levels.slice(from, from + 1000))
      .onConflict((known) =>
        known
          .columns(['productId', 'branchCode'])
          .doUpdateSet({ onHandG: 5_000_000, reservedG: 0 }),
      )
      .execute();
  }
}, 60_000);

const sold = () =>
  db
    .selectFrom('product')
    .where('withdrawnAt', 'is', null)
    .select(['sku', 'form', 'designation', 'grade', 'categoryCode']);

async function analoguesOf(sku: string) {
  const product = await findProductSheet(db, { sku, onlooker, terms });
  return {
    product: product!,
    found: await listAnalogues(db, { product: product!, onlooker, terms }),
  };
}

async function inVain(typed: string, standard?: string) {
  const phrase = readSearchPhrase(typed);
  const found = await searchAssortment(db, { typed, phrase, onlooker, terms, rowsMax: 60 });
  expect(found.total).toBe(0);
  const [size = []] = phrase.sizes;
  const asked = {
    ...{ grade: phrase.grade, standard },
    massMg: phrase.form ? (massOfSize(phrase.form, size)?.massMgPerM ?? null) : null,
  };
  return analoguesAmong(
    found.neighbours.map((row) => offerOf(row, terms)),
    asked,
  );
}

test('an angle of Ст3 may be had in 09Г2С or thicker, each named as such, heavier by what it is', async () => {
  const { sku } = await sold()
    .where('designation', '=', '50×50×5')
    .where('grade', '=', 'Ст3сп5')
    .executeTakeFirstOrThrow();
  const { product, found } = await analoguesOf(sku);

  expect(found.some(({ kind, grade }) => kind === 'grade' && grade.startsWith('09Г2С'))).toBe(true);
  for (const one of found) {
    expect(one.sku).not.toBe(sku);
    expect(one.form).toBe('angle');
    expect(one.priceDifferenceBp).toBe(0);
  }
  const of = (kind: string) => found.filter((one) => one.kind === kind);
  expect(of('grade').map(({ massDifferenceBp }) => massDifferenceBp)).toEqual(
    of('grade').map(() => 0),
  );
  const walls = of('wall');
  expect(walls.every(({ thicknessUm }) => (thicknessUm ?? 0) > (product.thicknessUm ?? 0))).toBe(
    true,
  );
  expect(walls.every(({ massDifferenceBp }) => (massDifferenceBp ?? 0) > 0)).toBe(true);
});

test('whatever the product, no analogue of it is of a lower grade, of another form or of another family', async () => {
  const products = await sold().orderBy('sku').execute();
  const some = products.filter((_, place) => place % 40 === 0);
  for (const { sku } of some) {
    const { product, found } = await analoguesOf(sku);
    for (const one of found) {
      expect(one.form).toBe(product.form);
      const isAllowed = one.grade === product.grade || mayStandFor(one.grade, product.grade);
      expect(isAllowed, `${one.grade} for ${product.grade}`).toBe(true);
      expect(one.kind === 'wall' || one.sortKey === product.sortKey).toBe(true);
    }
  }
});

test('what lies nowhere is no way out', async () => {
  const { sku } = await sold()
    .where('designation', '=', '50×50×5')
    .where('grade', '=', 'Ст3сп5')
    .executeTakeFirstOrThrow();
  const [first] = (await analoguesOf(sku)).found;
  const level = db.updateTable('stockLevel').where('productId', '=', first!.id);
  await level.set({ onHandG: 0, reservedG: 0 }).execute();

  const after = (await analoguesOf(sku)).found;

  await level.set({ onHandG: 5_000_000 }).execute();
  expect(after.map(({ id }) => id)).not.toContain(first!.id);
});

test('a search in vain for a grade offers the same size in a higher one, never in a lower', async () => {
  const higher = await inVain('уголок 50х50х5 С235');
  const tooHigh = await inVain('уголок 50х50х5 С440');
  const stranger = await inVain('уголок 50х50х5 AISI 321');

  expect(higher.some(({ kind }) => kind === 'grade')).toBe(true);
  expect(higher.find(({ kind }) => kind === 'grade')?.massDifferenceBp).toBe(0);
  expect(tooHigh).toEqual([]);
  expect(stranger).toEqual([]);
});

test('a search in vain for a wall offers the next thicker one, with how much heavier a metre is', async () => {
  const found = await inVain('труба бесшовная 57х3,3');

  expect(found[0]).toMatchObject({ kind: 'wall', form: 'pipe_seamless' });
  expect(found.every(({ thicknessUm }) => (thicknessUm ?? 0) > 3300)).toBe(true);
  expect(found[0]?.massDifferenceBp).toBeGreaterThan(0);
});

test('counts what each of several phrases would find, in their order', async () => {
  const typed = ['уголок 50х50х5', 'уголок 51х51х5', 'qqqq', 'труба'];
  const counts = await countFound(db, typed.map(readSearchPhrase));

  const found = await Promise.all(
    typed.map((one) =>
      searchAssortment(db, {
        typed: one,
        phrase: readSearchPhrase(one),
        onlooker,
        terms,
        rowsMax: 1,
      }),
    ),
  );
  expect(counts).toEqual(found.map(({ total }) => total));
  expect(counts[1]).toBe(0);
  expect(await countFound(db, [])).toEqual([]);
});
