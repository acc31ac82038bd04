import { beforeAll, expect, test } from 'vitest';
import { termsOfForm } from '../../src/catalogue/form.ts';
import { categories } from '../../src/catalogue/category.ts';
import { listAssortment } from '../../src/stock/assortment.queries.ts';
import {
  type AssortmentFilter,
  type AssortmentRow,
  type Cursor,
  everything,
  type Sort,
} from '../../src/stock/assortment.ts';
import { readFacets } from '../../src/stock/facets.queries.ts';
import { offerOf } from '../../src/stock/offer.ts';
import type { PriceTerms } from '../../src/pricing/price-terms.ts';
import { freshDatabase } from '../support/database.ts';
import { aBuyer, aPriceList, fillCatalogue, numberFrom, termsOf } from './assortment-world.ts';

const { db } = await freshDatabase();
const guest = { companyId: null, personId: null, branchCode: null };
const inAlmaty = { companyId: null, personId: null, branchCode: 'ALA' };
const baseMinor = (sku: string) => 40_000_000 + numberFrom(sku, 2000) * 10_000;
const ownMinor = (sku: string) =>
  numberFrom(`own ${sku}`, 3) === 0
    ? undefined
    : 30_000_000 + numberFrom(`own ${sku}`, 3000) * 10_000;

let base: PriceTerms;
let own: PriceTerms;

beforeAll(async () => {
  await fillCatalogue(db);
  const { companyId } = await aBuyer(db, { branchCode: 'ALA', role: 'buyer' });
  const baseList = await aPriceList(db, {
    ...{ code: 'BASE', level: 'base' },
    pricePerTonneMinor: (sku) => (numberFrom(sku, 20) === 7 ? undefined : baseMinor(sku)),
  });
  const companyList = await aPriceList(db, {
    ...{
      code: 'OWN',
      level: 'company',
      companyId,
      includesVat: false,
      pricePerTonneMinor: ownMinor,
    },
  });
  base = termsOf(baseList);
  own = termsOf(companyList, baseList);
}, 60_000);

/** Every row of a category, page by page. */
async function allRows(
  slug: string,
  of: {
    terms?: PriceTerms;
    filter?: AssortmentFilter;
    sort?: Sort;
    rowsMax?: number;
  } = {},
): Promise<AssortmentRow[]> {
  const { terms = own, filter = everything, sort = 'size', rowsMax = 60 } = of;
  const rows: AssortmentRow[] = [];
  let after: Cursor | undefined;
  for (;;) {
    const page = await listAssortment(db, {
      ...{ slug, onlooker: inAlmaty, terms, filter, sort, after, rowsMax },
    });
    rows.push(...page.rows);
    const last = page.rows.at(-1);
    if (!page.hasLater || !last) return rows;
    after = { key: last.sortKey, id: last.id };
  }
}

const priceOf = (row: AssortmentRow) => offerOf(row, own).price?.perTonneMinor;

test('shows every product of a category once, by size, however many pages it takes', async () => {
  const rows = await allRows('angle', { rowsMax: 7 });

  const stored = await db
    .selectFrom('product')
    .where('categoryCode', '=', 'angle')
    .select('sku')
    .execute();
  expect(rows.map((row) => row.sku).toSorted()).toEqual(stored.map((row) => row.sku).toSorted());
  const keys = rows.map((row) => row.sortKey);
  expect(keys).toEqual(keys.toSorted((one, other) => one - other));
});

test('shows a group with the products of all its categories', async () => {
  const rows = await allRows('angles');

  expect(new Set(rows.map((row) => row.categoryCode))).toEqual(new Set(['angle', 'angle_unequal']));
});

test('finds a category whose code has capitals at its small address', async () => {
  const rows = await allRows('beam-sh');

  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every((row) => row.categoryCode === 'beam_Sh')).toBe(true);
});

test('goes back from the second page to exactly the first', async () => {
  const sought = {
    slug: 'angle',
    onlooker: guest,
    terms: own,
    filter: everything,
    sort: 'price',
    rowsMax: 20,
  } as const;
  const first = await listAssortment(db, sought);
  const lastOfFirst = first.rows.at(-1)!;
  const after = { key: lastOfFirst.sortKey, id: lastOfFirst.id };
  const second = await listAssortment(db, { ...sought, after });
  const start = second.rows[0]!;

  const back = await listAssortment(db, {
    ...sought,
    before: { key: start.sortKey, id: start.id },
  });

  expect(back.rows).toEqual(first.rows);
  expect(back.hasEarlier).toBe(false);
  expect(second.hasEarlier).toBe(true);
});

test('orders by the price of the company itself, not by the base price, and puts what has none last', async () => {
  const rows = await allRows('angle', { sort: 'price' });

  const prices = rows.map((row) => priceOf(row) ?? Number.POSITIVE_INFINITY);
  expect(prices).toEqual(prices.toSorted((one, other) => one - other));
  const basePrices = rows.map((row) => baseMinor(row.sku));
  expect(basePrices).not.toEqual(basePrices.toSorted((one, other) => one - other));
});

test('puts what has no price last when the dearest stands first, too', async () => {
  const rows = await allRows('angle', { sort: 'price-down' });

  const prices = rows.map((row) => priceOf(row) ?? Number.NEGATIVE_INFINITY);
  expect(prices).toEqual(prices.toSorted((one, other) => other - one));
  expect(prices.at(-1)).toBe(Number.NEGATIVE_INFINITY);
});

test('narrows by the price that the row shows', async () => {
  const range = { from: 45_000_000, to: 52_000_000 };

  const rows = await allRows('angle', { filter: { ...everything, pricePerTonneMinor: range } });

  const all = await allRows('angle');
  const expected = all.filter((row) => {
    const minor = priceOf(row);
    return minor !== undefined && minor >= range.from && minor <= range.to;
  });
  expect(rows.map((row) => row.sku)).toEqual(expected.map((row) => row.sku));
  expect(rows.length).toBeGreaterThan(0);
});

test('says what the own branch and all branches can promise, without what is reserved', async () => {
  const [row] = await allRows('rebar-a500c');
  const levels = await db
    .selectFrom('stockLevel')
    .where('productId', '=', row!.id)
    .selectAll()
    .execute();

  const free = (code?: string) =>
    levels
      .filter((level) => code === undefined || level.branchCode === code)
      .reduce((sum, level) => sum + level.onHandG - level.reservedG, 0);
  expect(row!.anywhereG).toBe(free());
  expect(row!.branchG ?? 0).toBe(free('ALA'));
});

test("takes a buyer's own branch from his company", async () => {
  const { companyId } = await aBuyer(db, { branchCode: 'ALA', role: 'buyer' });
  const sought = {
    slug: 'angle',
    terms: base,
    filter: everything,
    sort: 'size',
    rowsMax: 60,
  } as const;

  const asBuyer = await listAssortment(db, {
    ...sought,
    onlooker: { companyId, branchCode: null },
  });

  const asClerk = await listAssortment(db, { ...sought, onlooker: inAlmaty });
  expect(asBuyer.rows).toEqual(asClerk.rows);
  expect(asBuyer.rows.some((row) => row.branchG !== null)).toBe(true);
});

test('says what stands above, below and beside a category, and of which branch the reader is', async () => {
  const leaf = await readFacets(db, {
    slug: 'beam-k',
    onlooker: inAlmaty,
    terms: base,
    filter: everything,
  });
  const group = await readFacets(db, {
    slug: 'beams',
    onlooker: guest,
    terms: base,
    filter: everything,
  });

  expect(leaf!.head.ancestors.map((above) => above.code)).toEqual(['beams']);
  expect(leaf!.head.nearby.map((near) => near.code)).toContain('beam_B');
  expect(leaf!.head.branch?.code).toBe('ALA');
  expect(group!.head.nearby.map((near) => near.code)).toEqual(
    categories
      .filter((category) => category.parentCode === 'beams')
      .map((category) => category.code),
  );
  expect(group!.head.branch).toBeNull();
});

test('has the sizes that a form shows for every product of a form', async () => {
  const rows = await allRows('tube-rect');

  const columns = termsOfForm('tube_rect').columns;
  expect(columns).toContain('heightUm');
  expect(rows.every((row) => row.heightUm !== null && row.thicknessUm !== null)).toBe(true);
});

test('sorts and narrows by the very price that a row shows, whatever the strategy and the lists', async () => {
  const { companyId } = await aBuyer(db, { branchCode: 'ALA', role: 'buyer' });
  const lists = [
    await aPriceList(db, {
      code: 'C1',
      level: 'contract',
      companyId,
      pricePerTonneMinor: (sku) => priceBy('c1', sku, 2),
    }),
    await aPriceList(db, {
      code: 'C2',
      level: 'company',
      companyId,
      includesVat: false,
      pricePerTonneMinor: (sku) => priceBy('c2', sku, 2),
    }),
    await aPriceList(db, {
      code: 'B1',
      level: 'base',
      includesVat: false,
      pricePerTonneMinor: (sku) => priceBy('b1', sku, 4),
      fromWeightG: 500_000,
    }),
    await aPriceList(db, {
      code: 'B2',
      level: 'base',
      pricePerTonneMinor: (sku) => priceBy('b2', sku, 3),
    }),
  ].map((link, place) => ({ ...link, rank: Math.min(place + 1, 3) }));

  for (const strategy of ['first-found', 'lowest'] as const) {
    for (const publicPriceIfBetter of [true, false]) {
      const terms = { ...termsOf(...lists), strategy, publicPriceIfBetter };
      const rows = await allRows('angle', { terms, sort: 'price' });

      const shown = rows.map(
        (row) => offerOf(row, terms).price?.perTonneMinor ?? Number.MAX_SAFE_INTEGER,
      );
      expect(rows.map((row) => row.sortKey)).toEqual(shown);
    }
  }
});

const priceBy = (seed: string, sku: string, gap: number) =>
  numberFrom(seed + sku, gap) === 0
    ? undefined
    : 40_000_001 + numberFrom(`${seed}:${sku}`, 9_999_999);
