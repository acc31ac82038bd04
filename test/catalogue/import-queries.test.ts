import { beforeAll, expect, test } from 'vitest';
import { categories } from '../../src/catalogue/category.ts';
import { readCatalogueData } from '../../src/catalogue/data-files.ts';
import { importCatalogue } from '../../src/catalogue/import-catalogue.ts';
import { readNomenclature, readReference } from '../../src/catalogue/nomenclature.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { freshDatabase } from '../support/database.ts';

const { db } = await freshDatabase();
const reference = readReference({
  sections: readCatalogueData('sections'),
  sheets: readCatalogueData('sheets'),
  grades: readCatalogueData('grades'),
});
const products = readCatalogueData('catalogue_seed').map((row) => readNomenclature(row, reference));
const load = (given = products) =>
  transact(db, (tx) => importCatalogue(tx, { categories, products: given }));
const stored = () => db.selectFrom('product').selectAll().orderBy('sku').execute();

let added = 0;
beforeAll(async () => {
  added = await load();
}, 60_000);

test('loads the whole nomenclature with its masses and sizes as they were read', async () => {
  const rows = await stored();

  expect(added).toBe(products.length);
  const bySku = new Map(rows.map((row) => [row.sku, row]));
  for (const { tierGroup, ...product } of products) {
    expect(bySku.get(product.sku)).toMatchObject({ ...product, tierGroupCode: tierGroup });
  }
});

test('changes nothing when the same nomenclature comes again', async () => {
  const before = await stored();

  const written = await load();

  expect(written).toBe(0);
  expect(await stored()).toEqual(before);
});

test('gives a changed product a new version under its old id, and leaves the others alone', async () => {
  const before = await stored();
  const [first, ...others] = products;

  const written = await load([{ ...first!, grade: 'С999' }, ...others]);

  const after = await stored();
  expect(written).toBe(1);
  const changed = after.find((row) => row.sku === first!.sku);
  const was = before.find((row) => row.sku === first!.sku);
  expect(changed).toMatchObject({ id: was!.id, grade: 'С999', version: was!.version + 1 });
  expect(after.filter((row) => row.sku !== first!.sku)).toEqual(
    before.filter((row) => row.sku !== first!.sku),
  );
  await load();
});

test('keeps the headings in the order in which they are shown, each under its group', async () => {
  const rows = await db
    .selectFrom('category')
    .orderBy('position')
    .select(['code', 'parentCode'])
    .execute();

  expect(rows).toEqual(categories.map(({ code, parentCode }) => ({ code, parentCode })));
});

test('puts equal sizes in the order of grade and length', async () => {
  const rows = await db
    .selectFrom('product')
    .where('categoryCode', '=', 'angle')
    .where('designation', '=', '50×50×5')
    .orderBy('sortKey')
    .orderBy('id')
    .select(['grade', 'stockLengthMm'])
    .execute();

  const sorted = rows.toSorted(
    (one, other) =>
      Number(one.grade > other.grade) - Number(one.grade < other.grade) ||
      (one.stockLengthMm ?? 0) - (other.stockLengthMm ?? 0),
  );
  expect(rows.length).toBeGreaterThan(1);
  expect(rows).toEqual(sorted);
});

test('keeps an id that a product brings along', async () => {
  const id = '019a0000-0000-7000-8000-000000000001';
  await load([{ ...products[0]!, sku: 'BROUGHT-ALONG', id } as (typeof products)[number]]);

  const row = await db
    .selectFrom('product')
    .where('sku', '=', 'BROUGHT-ALONG')
    .select('id')
    .executeTakeFirst();
  expect(row?.id).toBe(id);
});
