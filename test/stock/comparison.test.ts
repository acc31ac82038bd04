import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PriceTerms } from '../../src/pricing/price-terms.ts';
import type { Onlooker } from '../../src/stock/assortment-conditions.queries.ts';
import { compareProducts, massDifferenceBp } from '../../src/stock/comparison.ts';
import { listNamed } from '../../src/stock/comparison.queries.ts';
import { type OfferedRow, offerOf } from '../../src/stock/offer.ts';
import { freshDatabase } from '../support/database.ts';
import { aBuyer, aPriceList, aPurchase, fillCatalogue, termsOf } from './assortment-world.ts';

const { db } = await freshDatabase();
const sees = { seesPrices: true, hasBranch: true };

let terms: PriceTerms;
let us: Onlooker;
let them: Onlooker;
let angles: string[];
let sheet = '';

beforeAll(async () => {
  await fillCatalogue(db);
  const [ours, theirs] = [
    await aBuyer(db, { branchCode: 'ALA', role: 'buyer' }),
    await aBuyer(db, { branchCode: 'AST', role: 'buyer' }),
  ];
  us = { companyId: ours.companyId, branchCode: null };
  them = { companyId: theirs.companyId, branchCode: null };
  terms = termsOf(
    await aPriceList(db, { code: 'BASE', level: 'base', pricePerTonneMinor: () => 40_000_000 }),
  );
  const products = db.selectFrom('product').select(['id', 'sku']).orderBy('sortKey').orderBy('id');
  const some = await products.where('categoryCode', '=', 'angle').limit(8).execute();
  angles = some.map(({ sku }) => sku);
  sheet = (await products.where('form', '=', 'sheet').executeTakeFirstOrThrow()).sku;
  await aPurchase(db, { companyId: ours.companyId, products: [some[0]!] });
}, 60_000);

async function named(skus: readonly string[], onlooker = us) {
  const { rows, ...rest } = await listNamed(db, { skus, onlooker, terms });
  return {
    ...rest,
    rows: rows.map((row) => offerOf(row, terms)),
    skus: rows.map(({ sku }) => sku),
  };
}

describe('what is named to be compared', () => {
  test('stands in the order in which it was named, each product once', async () => {
    const [one, other] = [angles[5]!, angles[1]!];

    const found = await named([one, other, one.toLowerCase(), one]);

    expect(found.skus).toEqual([one, other]);
  });

  test('is told apart from what we do not sell or no longer do', async () => {
    const withdrawn = angles[7]!;
    const product = db.updateTable('product').where('sku', '=', withdrawn);
    await product.set({ withdrawnAt: new Date() }).execute();

    const found = await named(['NO-SUCH', withdrawn, angles[0]!]);
    await product.set({ withdrawnAt: null }).execute();

    expect(found.skus).toEqual([angles[0]]);
    expect(found.missing).toEqual(['NO-SUCH', withdrawn]);
  });

  test('comes with the branch and the purchases of who asks, and of nobody else', async () => {
    const [ours, theirs] = [await named([angles[0]!]), await named([angles[0]!], them)];
    const nobodys = await named([angles[0]!], { companyId: null, branchCode: null });

    expect([ours.branchCode, theirs.branchCode, nobodys.branchCode]).toEqual(['ALA', 'AST', null]);
    expect(ours.rows[0]!.lastBoughtMilli).toBe(1000);
    expect(theirs.rows[0]!.lastBoughtMilli).toBeNull();
    expect(nobodys.rows[0]!.lastBoughtMilli).toBeNull();
  });
});

describe('a comparison', () => {
  const properties = (rows: readonly OfferedRow[], reader = sees) =>
    compareProducts(rows, reader).map(({ property }) => property);

  test('marks exactly the properties in which the products differ', async () => {
    const { rows } = await named([angles[0]!]);
    const [first] = rows;
    const heavier = { ...first!, massMgPerM: first!.massMgPerM! * 2, grade: 'С345' };

    const differing = compareProducts([first!, heavier], sees).filter(({ differs }) => differs);

    expect(differing.map(({ property }) => property)).toEqual([
      'grade',
      'massPerM',
      'massDifference',
    ]);
  });

  test('marks nothing between a product and itself, or where it stands alone', async () => {
    const { rows } = await named([angles[0]!]);
    const [first] = rows;

    for (const alike of [[first!], [first!, { ...first! }]]) {
      expect(compareProducts(alike, sees).filter(({ differs }) => differs)).toEqual([]);
    }
    expect(compareProducts([], sees)).toEqual([]);
  });

  test('has the sizes of every form that stands there, and differs where one has none', async () => {
    const { rows } = await named([angles[0]!, sheet]);
    const compared = compareProducts(rows, sees);

    expect(compared).toContainEqual({ property: 'sheetWidthMm', differs: true });
    expect(compared).toContainEqual({ property: 'massPerM', differs: true });
    expect(properties(rows.slice(0, 1))).not.toContain('sheetWidthMm');
    // The flange of an angle is as thick as its wall, and its tables show one of them.
    expect(rows[0]!.flangeThicknessUm).not.toBeNull();
    expect(properties(rows)).not.toContain('flangeThicknessUm');
  });

  test('shows no price to who sees none, and no branch to who has none', async () => {
    const { rows } = await named(angles.slice(0, 3));
    const prices = ['pricePerTonne', 'pricePerM', 'pricePerPiece', 'breaks'];
    const hidden = properties(rows, { seesPrices: false, hasBranch: false });

    expect(properties(rows)).toEqual(expect.arrayContaining([...prices, 'stockHere']));
    for (const property of [...prices, 'stockHere']) expect(hidden).not.toContain(property);
  });
});

describe('a difference in mass', () => {
  const mass = (massMgPerM: number | null, pieceMassMg: number | null = null) => ({
    ...{ massMgPerM, massMgPerM2: null, pieceMassMg },
  });

  test.each([
    [3_770_000, 3_050_000, 2361],
    [3_050_000, 3_770_000, -1910],
    [888_000, 888_000, 0],
    [1, 3, -6667],
  ])('of %d mg/m against %d is %d basis points', (one, other, bp) => {
    expect(massDifferenceBp(mass(one), mass(other))).toBe(bp);
  });

  test('is taken by the piece where metres say nothing, and not at all without a common measure', () => {
    expect(massDifferenceBp(mass(null, 300), mass(888, 200))).toBe(5000);
    expect(massDifferenceBp(mass(null, 300), mass(888))).toBeNull();
  });

  test('gives the one mass again from the other, to half a basis point', () => {
    const masses = fc.integer({ min: 1, max: 2_000_000_000 });
    fc.assert(
      fc.property(masses, masses, (one, other) => {
        const bp = massDifferenceBp(mass(one), mass(other))!;
        expect(Math.abs(other * (1 + bp / 10_000) - one)).toBeLessThanOrEqual(
          other / 20_000 + 1e-3,
        );
      }),
    );
  });
});
