import { beforeAll, expect, test } from 'vitest';
import { insertProducts } from '../../src/catalogue/catalogue.queries.ts';
import { createBriefMemory } from '../../src/platform/brief-memory.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { type AssortmentFilter, everything } from '../../src/stock/assortment.ts';
import type { Onlooker } from '../../src/stock/assortment-conditions.queries.ts';
import { type CategoryFacets, readFacets } from '../../src/stock/facets.queries.ts';
import { freshDatabase } from '../support/database.ts';
import { aPriceList, fillCatalogue, numberFrom, termsOf } from './assortment-world.ts';

const { db } = await freshDatabase();
const inAlmaty = { companyId: null, branchCode: 'ALA' };
const inAstana = { companyId: null, branchCode: 'AST' };
const guest = { companyId: null, branchCode: null };

beforeAll(() => fillCatalogue(db), 60_000);

/** A memory that keeps everything, and how often it had to read. */
function aMemory() {
  const remember = createBriefMemory<CategoryFacets | undefined>({
    ...{ forMs: 60_000, keysMax: 100, now: () => 0 },
  });
  const readings: string[] = [];
  return {
    readings,
    remember: (key: string, read: () => Promise<CategoryFacets | undefined>) =>
      remember(key, () => {
        readings.push(key);
        return read();
      }),
  };
}

const facetsOf = (
  onlooker: Onlooker,
  of: {
    filter?: Partial<AssortmentFilter>;
    terms?: ReturnType<typeof termsOf>;
    slug?: string;
  } = {},
) => {
  const { filter, terms = termsOf(), slug = 'angle' } = of;
  return { slug, onlooker, terms, filter: { ...everything, ...filter } };
};

test('remembers for everybody what is the same for everybody, and shows each his own branch', async () => {
  const { remember, readings } = aMemory();

  const shown = [];
  for (const onlooker of [inAlmaty, inAstana, guest]) {
    shown.push(await readFacets(db, facetsOf(onlooker), remember));
  }

  expect(readings).toHaveLength(1);
  for (const [place, onlooker] of [inAlmaty, inAstana, guest].entries()) {
    expect(shown[place]).toEqual(await readFacets(db, facetsOf(onlooker)));
  }
  expect(shown[0]?.head.branch?.code).toBe('ALA');
  expect(shown[0]?.facets.stock.ready).not.toBe(shown[1]?.facets.stock.ready);
  expect(shown[2]?.facets.stock.ready).toBe(shown[2]?.facets.stock.anywhere);
});

test('keeps apart what is narrowed down to the stock of a branch', async () => {
  const { remember, readings } = aMemory();
  const filter = { stock: 'ready' } as const;

  const almaty = await readFacets(db, facetsOf(inAlmaty, { filter }), remember);
  const astana = await readFacets(db, facetsOf(inAstana, { filter }), remember);

  expect(readings).toHaveLength(2);
  expect(almaty?.facets.total).not.toBe(astana?.facets.total);
});

test('never remembers what own prices decide', async () => {
  const { remember, readings } = aMemory();
  const filter = { pricePerTonneMinor: { from: 45_000_000, to: null } };
  const pricedBy = async (code: string) =>
    termsOf(
      await aPriceList(db, {
        ...{ code, level: 'base' },
        pricePerTonneMinor: (sku) => 40_000_000 + numberFrom(code + sku, 1000) * 10_000,
      }),
    );
  const lists = [await pricedBy('ONE'), await pricedBy('OTHER')];

  const totals = [];
  for (const terms of lists) {
    const found = await readFacets(db, facetsOf(guest, { filter, terms }), remember);
    totals.push(found?.facets.total);
  }

  expect(readings).toEqual([]);
  expect(totals[0]).not.toBe(totals[1]);
});

test('remembers that there is no such category', async () => {
  const { remember, readings } = aMemory();

  for (let time = 0; time < 2; time++) {
    expect(await readFacets(db, facetsOf(guest, { slug: 'gold' }), remember)).toBeUndefined();
  }

  expect(readings).toHaveLength(1);
});

test('counts the stock of a product that moved to another category there', async () => {
  const anywhere = async (slug: string) =>
    (await readFacets(db, facetsOf(guest, { slug })))?.facets.stock.anywhere ?? 0;
  const before = [await anywhere('angle'), await anywhere('round-bar')];
  const {
    sizeKeys: _keys,
    searchWords: _words,
    version: _,
    withdrawnAt: _at,
    ...moved
  } = await db
    .selectFrom('product')
    .where('categoryCode', '=', 'angle')
    .where('id', 'in', (stocked) =>
      stocked.selectFrom('stockLevel').where('isPromisable', '=', true).select('productId'),
    )
    .selectAll()
    .limit(1)
    .executeTakeFirstOrThrow();

  await transact(db, (tx) => insertProducts(tx, [{ ...moved, categoryCode: 'round_bar' }]));

  expect([await anywhere('angle'), await anywhere('round-bar')]).toEqual([
    before[0]! - 1,
    before[1]! + 1,
  ]);
});

test('no longer counts what is reserved to the last gram, and counts it again when it is given back', async () => {
  const anywhere = async () => (await readFacets(db, facetsOf(guest)))?.facets.stock.anywhere ?? 0;
  const before = await anywhere();
  const { productId } = await db
    .selectFrom('stockLevel')
    .where('isPromisable', '=', true)
    .where('categoryCode', '=', 'angle')
    .groupBy('productId')
    .having((level) => level.fn.countAll(), '=', 1)
    .select('productId')
    .limit(1)
    .executeTakeFirstOrThrow();
  const levels = db.updateTable('stockLevel').where('productId', '=', productId);

  await levels.set((level) => ({ reservedG: level.ref('onHandG') })).execute();
  const reserved = await anywhere();
  await levels.set({ reservedG: 0 }).execute();

  expect(reserved).toBe(before - 1);
  expect(await anywhere()).toBe(before);
});
