import { beforeAll, expect, test } from 'vitest';
import type { Channel } from '../../src/platform/db/schema.ts';
import { createBriefMemory } from '../../src/platform/brief-memory.ts';
import { type AssortmentFilter, everything } from '../../src/stock/assortment.ts';
import { listAssortment } from '../../src/stock/assortment.queries.ts';
import type { Onlooker } from '../../src/stock/assortment-conditions.queries.ts';
import { type CategoryFacets, readFacets } from '../../src/stock/facets.queries.ts';
import { freshDatabase } from '../support/database.ts';
import { aBuyer, aPurchase, fillCatalogue, termsOf } from './assortment-world.ts';

const { db } = await freshDatabase();
const guest: Onlooker = { companyId: null, branchCode: null };
const clerk: Onlooker = { companyId: null, branchCode: 'ALA' };
const terms = termsOf();

let us: Onlooker;
let them: Onlooker;
let newcomer: Onlooker;
let angles: readonly { id: string; sku: string }[];

const channels: readonly Channel[] = ['web', 'counter', 'phone'];
const on = (day: string) => new Date(`${day}T07:00:00Z`);

beforeAll(async () => {
  await fillCatalogue(db);
  const companies = [];
  for (let count = 0; count < 3; count++) {
    const { companyId } = await aBuyer(db, { branchCode: 'ALA', role: 'buyer' });
    companies.push({ companyId, branchCode: null });
  }
  [us, them, newcomer] = companies as [Onlooker, Onlooker, Onlooker];
  angles = await db
    .selectFrom('product')
    .where('categoryCode', '=', 'angle')
    .orderBy('sortKey')
    .orderBy('id')
    .select(['id', 'sku'])
    .limit(8)
    .execute();
  const ours = { companyId: us.companyId! };
  for (const [place, channel] of channels.entries()) {
    await aPurchase(db, { ...ours, channel, products: [angles[place]!] });
  }
  await aPurchase(db, { ...ours, products: angles.slice(0, 2), placedAt: on('2026-10-01') });
  const cancelled = { isCancelled: true, placedAt: on('2026-11-20') };
  await aPurchase(db, { ...ours, products: [angles[0]!, angles[3]!], ...cancelled });
  await aPurchase(db, { companyId: them.companyId!, products: angles.slice(2, 7) });
}, 60_000);

const skus = (from: number, until: number) => angles.slice(from, until).map(({ sku }) => sku);
const filter: AssortmentFilter = { ...everything, bought: true };

async function boughtRows(onlooker: Onlooker, narrowed = filter) {
  const page = await listAssortment(db, {
    ...{ slug: 'angle', onlooker, terms, filter: narrowed, sort: 'size', rowsMax: 60 },
  });
  return page.rows;
}
const boughtBy = async (onlooker: Onlooker) =>
  (await boughtRows(onlooker)).map(({ sku }) => sku).toSorted();
const facetsOf = async (onlooker: Onlooker, narrowed: AssortmentFilter, slug = 'angle') =>
  (await readFacets(db, { slug, onlooker, terms, filter: narrowed }))!.facets;

test('finds what a company bought in every channel, and nothing that it cancelled', async () => {
  expect(await boughtBy(us)).toEqual(skus(0, 3).toSorted());
});

test('finds nothing that another company bought', async () => {
  expect(await boughtBy(them)).toEqual(skus(2, 7).toSorted());
  expect(await boughtBy(newcomer)).toEqual([]);
});

test('knows nothing bought before of a guest or of our own people', async () => {
  for (const onlooker of [guest, clerk]) {
    expect(await boughtBy(onlooker)).toEqual([]);
    expect((await facetsOf(onlooker, everything)).bought).toBeNull();
    const rows = await boughtRows(onlooker, everything);
    expect(rows.every(({ lastBoughtAt }) => lastBoughtAt === null)).toBe(true);
  }
});

test('counts it beside the other filters, in the category and in the group above', async () => {
  expect((await facetsOf(us, everything)).bought).toBe(3);
  expect((await facetsOf(us, everything, 'angles')).bought).toBe(3);
  expect((await facetsOf(us, everything, 'beams')).bought).toBe(0);
  expect((await facetsOf(newcomer, everything)).bought).toBe(0);
  const [row] = await boughtRows(us);
  const { grade } = row!;
  const rows = await boughtRows(us, { ...filter, grades: [grade] });
  expect((await facetsOf(us, { ...everything, grades: [grade] })).bought).toBe(rows.length);
  expect((await facetsOf(us, { ...filter, grades: ['no such grade'] })).without).toEqual({
    ...{ grade: 3, bought: 0 },
  });
});

test('says when a row was last bought and not cancelled, and how much, to the company that bought it', async () => {
  const placed = new Map((await boughtRows(us)).map((row) => [row.sku, row]));

  expect(placed.get(angles[0]!.sku)).toMatchObject({
    lastBoughtAt: new Date('2026-11-01T03:00:00Z'),
    ...{ lastBoughtMilli: 1000, lastBoughtUnit: 't' },
  });
  const [never] = (await boughtRows(us, everything)).filter(({ sku }) => sku === angles[3]!.sku);
  expect(never).toMatchObject({ lastBoughtAt: null });
  const [theirs] = (await boughtRows(them, everything)).filter(({ sku }) => sku === angles[0]!.sku);
  expect(theirs).toMatchObject({ lastBoughtAt: null, lastBoughtMilli: null, lastBoughtUnit: null });
});

test('remembers for nobody else what a company bought', async () => {
  const remember = createBriefMemory<CategoryFacets | undefined>({
    ...{ forMs: 60_000, keysMax: 100, now: () => 0 },
  });
  const totalFor = async (onlooker: Onlooker, narrowed: AssortmentFilter) => {
    const sought = { slug: 'angle', onlooker, terms, filter: narrowed };
    const found = await readFacets(db, sought, remember);
    return [found?.facets.total, found?.facets.bought];
  };

  expect(await totalFor(us, filter)).toEqual([3, 3]);
  expect(await totalFor(them, filter)).toEqual([5, 5]);
  const [total] = await totalFor(us, everything);
  expect(await totalFor(them, everything)).toEqual([total, 5]);
  expect(await totalFor(guest, everything)).toEqual([total, null]);
});
