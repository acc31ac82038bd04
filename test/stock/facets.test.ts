import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { categories } from '../../src/catalogue/category.ts';
import { type SizeName, sizeNames, termsOfForm } from '../../src/catalogue/form.ts';
import type { PriceTerms } from '../../src/pricing/price-terms.ts';
import {
  type AssortmentFilter,
  type AssortmentRow,
  everything,
  type FacetChoice,
  type Range,
} from '../../src/stock/assortment.ts';
import { listAssortment } from '../../src/stock/assortment.queries.ts';
import type { Onlooker } from '../../src/stock/assortment-conditions.queries.ts';
import { readyG } from '../../src/stock/availability.ts';
import { readFacets } from '../../src/stock/facets.queries.ts';
import { type FilterKind, filterKinds, narrowsBy } from '../../src/stock/filter-kinds.ts';
import { offerOf } from '../../src/stock/offer.ts';
import { freshDatabase } from '../support/database.ts';
import {
  aBuyer,
  aPriceList,
  aPurchase,
  fillCatalogue,
  numberFrom,
  termsOf,
} from './assortment-world.ts';

/** So many filters are tried on each category. */
const FILTERS_EACH = 6;
/** More than any category of the nomenclature has. */
const ROWS_MAX = 5000;

const { db } = await freshDatabase();
const guest: Onlooker = { companyId: null, branchCode: null };

let terms: PriceTerms;
let onlooker: Onlooker;

beforeAll(async () => {
  await fillCatalogue(db);
  const { companyId } = await aBuyer(db, { branchCode: 'ALA', role: 'buyer' });
  onlooker = { companyId, branchCode: null };
  const products = await db.selectFrom('product').select(['id', 'sku']).orderBy('sku').execute();
  await aPurchase(db, {
    ...{ companyId, products: products.filter(({ sku }) => numberFrom(`buys ${sku}`, 9) === 0) },
  });
  const list = await aPriceList(db, {
    ...{ code: 'OWN', level: 'company', companyId, includesVat: false },
    pricePerTonneMinor: (sku) =>
      numberFrom(`own ${sku}`, 3) === 0
        ? undefined
        : 30_000_000 + numberFrom(`own ${sku}`, 3000) * 10_000,
  });
  terms = termsOf(list);
}, 60_000);

/** Every row of a category, narrowed down, for the buyer. */
async function rowsOf(slug: string, filter: AssortmentFilter): Promise<readonly AssortmentRow[]> {
  const sought = { slug, onlooker, terms, filter, sort: 'size', rowsMax: ROWS_MAX } as const;
  return (await listAssortment(db, sought)).rows;
}

const priceOf = (row: AssortmentRow) => offerOf(row, terms).price?.perTonneMinor;

/** What the filter means, said again without SQL; `except` is the kind that a facet leaves out. */
function passes(row: AssortmentRow, filter: AssortmentFilter, except?: FilterKind): boolean {
  const chosen = (values: readonly string[], value: string) =>
    values.length === 0 || values.includes(value);
  const inside = (value: number | null | undefined, range: Range = { from: null, to: null }) =>
    (range.from === null || (value ?? -1) >= range.from) &&
    (range.to === null || (value !== null && value !== undefined && value <= range.to));
  const kinds: Record<FilterKind, boolean> = {
    grade: chosen(filter.grades, row.grade),
    standard: chosen(filter.standards, row.standard),
    length: chosen(filter.lengths, lengthOf(row)),
    stock: { all: true, ready: readyG(row, true) > 0, anywhere: row.anywhereG > 0 }[filter.stock],
    price: inside(priceOf(row), filter.pricePerTonneMinor),
    bought: !filter.bought || row.lastBoughtAt !== null,
    ...(Object.fromEntries(
      sizeNames.map((name) => [name, inside(row[name], filter.sizes[name])]),
    ) as Record<SizeName, boolean>),
  };
  return filterKinds.every((kind) => kind === except || kinds[kind]);
}

const lengthOf = (row: AssortmentRow) => String(row.stockLengthMm ?? row.lengthKind);

/** What a narrowed category shows and counts, and what looking at each of its products gives. */
async function bothWays(slug: string, all: readonly AssortmentRow[], filter: AssortmentFilter) {
  const found = await readFacets(db, { slug, onlooker, terms, filter });
  const { grades, standards, lengths, ...rest } = found!.facets;
  const counted = (choices: readonly FacetChoice[]) =>
    Object.fromEntries(choices.map(({ value, count }) => [value, count]));
  const shown = {
    skus: (await rowsOf(slug, filter)).map((row) => row.sku),
    ...{ grades: counted(grades), standards: counted(standards), lengths: counted(lengths) },
    ...rest,
  };

  const passing = (except?: FilterKind) => all.filter((row) => passes(row, filter, except));
  const counts = (kind: FilterKind, of: (row: AssortmentRow) => string) => {
    const count = (value: string) => passing(kind).filter((row) => of(row) === value).length;
    return Object.fromEntries([...new Set(all.map(of))].map((value) => [value, count(value)]));
  };
  const rangeOf = (name: SizeName) => {
    const sizes = passing(name).flatMap((row) => row[name] ?? []);
    return sizes.length > 0 ? [[name, { from: Math.min(...sizes), to: Math.max(...sizes) }]] : [];
  };
  const looked: typeof shown = {
    skus: passing().map((row) => row.sku),
    grades: counts('grade', (row) => row.grade),
    standards: counts('standard', (row) => row.standard),
    lengths: counts('length', lengthOf),
    total: passing().length,
    stock: {
      ready: passing('stock').filter((row) => readyG(row, true) > 0).length,
      anywhere: passing('stock').filter((row) => row.anywhereG > 0).length,
    },
    bought: passing('bought').filter((row) => row.lastBoughtAt !== null).length,
    without: Object.fromEntries(
      filterKinds
        .filter((kind) => narrowsBy(filter, kind))
        .map((kind) => [kind, passing(kind).length - passing().length]),
    ),
    sizes: Object.fromEntries(sizeNames.flatMap(rangeOf)),
  };
  return { shown, looked };
}

const cases: [slug: string, filter: Partial<AssortmentFilter>][] = [
  ['angle', {}],
  ['angle', { grades: ['09Г2С', 'Ст3сп5'], lengths: ['12000'], stock: 'ready' }],
  ['angle', { stock: 'anywhere', pricePerTonneMinor: { from: 40_000_000, to: 55_000_000 } }],
  ['pipe-seamless', { sizes: { diameterUm: { from: null, to: 108_000 } }, grades: ['20'] }],
  ['reinforcement', { stock: 'ready', bought: true }],
  ['sheets', { standards: ['no such standard'] }],
];

test.each(cases)('counts as looking at each product would: %s %j', async (slug, partly) => {
  const all = await rowsOf(slug, everything);
  const { shown, looked } = await bothWays(slug, all, { ...everything, ...partly });

  expect(shown).toEqual(looked);
});

/** A filter of what occurs in a category: sometimes of nothing, sometimes of all kinds at once. */
function anyFilterOf(rows: readonly AssortmentRow[]): fc.Arbitrary<AssortmentFilter> {
  const some = (of: (row: AssortmentRow) => string) =>
    fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      {
        weight: 2,
        arbitrary: fc.subarray([...new Set(rows.map(of))], { minLength: 1 }),
      },
    );
  const ranges = sizeNames.flatMap((name) => {
    const sizes = [...new Set(rows.flatMap((row) => row[name] ?? []))];
    if (sizes.length < 2) return [];
    const end = fc.option(fc.constantFrom(...sizes), { freq: 3 });
    return [[name, fc.option(fc.record({ from: end, to: end }), { nil: undefined })] as const];
  });
  return fc.record({
    ...{ grades: some((row) => row.grade), standards: some((row) => row.standard) },
    lengths: some(lengthOf),
    stock: fc.constantFrom('all', 'all', 'ready', 'anywhere'),
    bought: fc.constantFrom(false, false, true),
    pricePerTonneMinor: fc.record({
      from: fc.option(fc.constantFrom(32_000_000, 42_000_000), { freq: 2 }),
      to: fc.option(fc.constantFrom(45_000_000, 52_000_000), { freq: 2 }),
    }),
    sizes: fc
      .record(Object.fromEntries(ranges))
      .map((said) => Object.fromEntries(Object.entries(said).filter(([, range]) => range))),
  });
}

test.each(categories.map(({ slug }) => slug))(
  'counts every choice of %s rightly, whatever it is narrowed down by',
  async (slug) => {
    const all = await rowsOf(slug, everything);
    expect(all.length).toBeGreaterThan(0);

    for (const filter of fc.sample(anyFilterOf(all), { seed: 20_261_127, numRuns: FILTERS_EACH })) {
      const { shown, looked } = await bothWays(slug, all, filter);
      expect(shown, JSON.stringify(filter)).toEqual(looked);
    }
  },
);

test('offers for each form a range of every size in which its products differ', async () => {
  for (const { slug, form } of categories) {
    if (!form) continue;
    const rows = await rowsOf(slug, everything);
    const found = await readFacets(db, {
      ...{ slug, onlooker: guest, terms },
      filter: everything,
    });
    const differing = termsOfForm(form).columns.filter(
      (name) => new Set(rows.map((row) => row[name])).size > 1,
    );
    const offered = termsOfForm(form).columns.filter((name) => {
      const range = found!.facets.sizes[name];
      return range !== undefined && range.from < range.to;
    });
    expect({ slug, offered }).toEqual({ slug, offered: differing });
  }
});

test('names the smallest and largest of every size that the other filters leave', async () => {
  const filter = {
    ...everything,
    grades: ['09Г2С'],
    sizes: { heightUm: { from: 100_000, to: null } },
  };

  const found = await readFacets(db, { slug: 'angle', onlooker: guest, terms, filter });

  const rows = (await rowsOf('angle', everything)).filter((row) => row.grade === '09Г2С');
  const heights = rows.map((row) => row.heightUm ?? 0);
  const walls = rows
    .filter((row) => (row.heightUm ?? 0) >= 100_000)
    .map((row) => row.thicknessUm ?? 0);
  expect(found!.facets.sizes.heightUm).toEqual({
    from: Math.min(...heights),
    to: Math.max(...heights),
  });
  expect(found!.facets.sizes.thicknessUm).toEqual({
    from: Math.min(...walls),
    to: Math.max(...walls),
  });
});

test('knows no facets of a category that does not exist', async () => {
  expect(
    await readFacets(db, { slug: 'gold', onlooker: guest, terms, filter: everything }),
  ).toBeUndefined();
});
