import type { Kysely } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { NotFound, Refusal } from '../../src/platform/refusal.ts';
import { listPricePage } from '../../src/pricing/price-change.queries.ts';
import { findDraft } from '../../src/pricing/price-draft.queries.ts';
import { priceText, type ProductPrice } from '../../src/pricing/price-list.ts';
import { findPriceList, listPriceLists } from '../../src/pricing/price-list.queries.ts';
import { readTermsAndPrices } from '../../src/pricing/pricing.queries.ts';
import { type Publication, publishPriceList } from '../../src/pricing/publish-price-list.ts';
import { beginDraft, discardDraft, openCompanyList } from '../../src/pricing/revise-price-list.ts';
import { addToDraft, setPrices } from '../../src/pricing/set-prices.ts';
import { freshDatabase } from '../support/database.ts';
import { aClerk, aCompany, aProduct, aPublishedList, aTradingDay, at } from '../support/world.ts';

const TODAY = '2026-11-26';
const T = 1_000_000;

let db: Kysely<DB>;
let manager: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  manager = await aClerk(db, 'manager');
});

/** A company's own list with rebar 12 at 420 000 ₸/t, 410 000 from five tonnes on. */
async function aListOf() {
  const company = await aCompany(db);
  const rebar = await aProduct(db);
  const prices = { [rebar.id]: [[0, 42_000_000] as const, [5 * T, 41_000_000] as const] };
  const list = await aPublishedList(db, { level: 'company', companyId: company.id, prices });
  const seen = '0:42000000 5000000:41000000';
  return { company, rebar, seen, ...list };
}

const flat = (pricePerTonneMinor: number): ProductPrice => ({
  fromWeightsG: [0],
  pricesPerTonneMinor: [pricePerTonneMinor],
});
const drafting = (listId: string) => transact(db, (tx) => beginDraft(tx, manager, { listId, at }));
const setting = (listId: string, productId: string, seen: string, price: ProductPrice | null) =>
  transact(db, (tx) =>
    setPrices(tx, manager, { listId, prices: new Map([[productId, { seen, price }]]) }),
  );
const publishing = async (listId: string, given: Partial<Publication> = {}) => {
  const draft = await findDraft(db, listId);
  return transact(db, (tx) =>
    publishPriceList(tx, manager, {
      listId,
      seenEdits: draft?.edits ?? 0,
      from: TODAY,
      hasReadRemarks: true,
      at,
      ...given,
    }),
  );
};

/** What a company pays for a product on a day, by the list. */
async function askedOn(companyId: string, productId: string, on: string) {
  const { listed } = await readTermsAndPrices(db, { companyId, on, productIds: [productId] });
  return listed.get(productId)?.map(priceText);
}

test('a draft changes nothing for the buyer until it is published, and only from its day on', async () => {
  const { company, rebar, listId, seen } = await aListOf();
  await drafting(listId);
  await setting(listId, rebar.id, seen, flat(43_000_000));
  expect(await askedOn(company.id, rebar.id, TODAY)).toEqual([seen]);

  await publishing(listId, { from: '2026-12-01' });

  expect(await askedOn(company.id, rebar.id, '2026-11-30')).toEqual([seen]);
  expect(await askedOn(company.id, rebar.id, '2026-12-01')).toEqual(['0:43000000']);
});

test('the second publication of one day replaces the first, and a later one is withdrawn', async () => {
  const { company, rebar, listId, seen } = await aListOf();
  await drafting(listId);
  await setting(listId, rebar.id, seen, flat(43_000_000));
  await publishing(listId, { from: '2026-12-01' });
  await drafting(listId);
  await setting(listId, rebar.id, '0:43000000', flat(44_000_000));
  await publishing(listId);
  await drafting(listId);
  await setting(listId, rebar.id, '0:44000000', flat(45_000_000));
  await publishing(listId);

  expect(await askedOn(company.id, rebar.id, TODAY)).toEqual(['0:45000000']);
  expect(await askedOn(company.id, rebar.id, '2027-01-01')).toEqual(['0:45000000']);
  const card = await findPriceList(db, listId);
  expect(card?.versions.map(({ number, from, until }) => [number, from, until])).toEqual([
    [4, TODAY, null],
    [3, null, null],
    [2, null, null],
    [1, '2025-01-01', TODAY],
  ]);
});

test('two managers who publish the same draft at once publish it once', async () => {
  const { rebar, listId, seen } = await aListOf();
  await drafting(listId);
  await setting(listId, rebar.id, seen, flat(43_000_000));

  const outcomes = await Promise.allSettled([publishing(listId), publishing(listId)]);

  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect((await findPriceList(db, listId))?.versions).toHaveLength(2);
});

test('two managers who begin a draft at once share one', async () => {
  const { listId } = await aListOf();
  await Promise.all([drafting(listId), drafting(listId)]);
  const card = await findPriceList(db, listId);
  expect(card?.versions.filter(({ publishedAt }) => publishedAt === null)).toHaveLength(1);
});

test('nobody publishes what he has not seen', async () => {
  const { rebar, listId, seen } = await aListOf();
  await drafting(listId);
  await setting(listId, rebar.id, seen, flat(43_000_000));
  const looked = await findDraft(db, listId);
  await setting(listId, rebar.id, '0:43000000', flat(43_500_000));

  await expect(publishing(listId, { seenEdits: looked?.edits ?? 0 })).rejects.toEqual(
    new Refusal({ code: 'changed-meanwhile' }),
  );
  await setting(listId, rebar.id, '0:43500000', flat(60_000_000));
  await expect(publishing(listId, { hasReadRemarks: false })).rejects.toEqual(
    new Refusal({ code: 'remarks-unread', remarks: 1 }),
  );
  await expect(publishing(listId, { from: '2026-11-25' })).rejects.toEqual(
    new Refusal({ code: 'day-past' }),
  );
  await publishing(listId);
});

test('a draft that changes nothing is not published', async () => {
  const { listId } = await aListOf();
  await drafting(listId);
  await expect(publishing(listId)).rejects.toEqual(new Refusal({ code: 'price-list-unchanged' }));
});

test('two editors of one price notice each other, of two prices they do not disturb each other', async () => {
  const { rebar, listId, seen } = await aListOf();
  await drafting(listId);
  const other = await aProduct(db);
  await Promise.all([
    setting(listId, rebar.id, seen, flat(43_000_000)),
    setting(listId, other.id, '', flat(50_000_000)),
  ]);

  const { conflicts } = await setting(listId, rebar.id, seen, flat(44_000_000));

  expect([...conflicts]).toEqual([[rebar.id, flat(43_000_000)]]);
  // The same form once more is no conflict: it already stands as it was typed.
  expect((await setting(listId, rebar.id, seen, flat(43_000_000))).conflicts.size).toBe(0);
});

test('a price that is emptied is lost, and the buyer has none', async () => {
  const { company, rebar, listId, seen } = await aListOf();
  await drafting(listId);
  await setting(listId, rebar.id, seen, null);
  await publishing(listId);
  expect(await askedOn(company.id, rebar.id, TODAY)).toBeUndefined();
});

const draftOf = async (listId: string) => {
  const draft = await findDraft(db, listId);
  if (!draft) throw new Error('no draft');
  return draft;
};

test('a page of a draft shows each product before and after, and finds it by name and SKU', async () => {
  const { rebar, listId, seen } = await aListOf();
  await drafting(listId);
  await transact(db, (tx) =>
    addToDraft(tx, manager, { listId, sku: rebar.sku, pricePerTonneMinor: 1 }),
  );
  const added = await aProduct(db, { sku: 'NEW-20', diameterMm: 20 });
  await transact(db, (tx) =>
    addToDraft(tx, manager, { listId, sku: 'NEW-20', pricePerTonneMinor: 40_000_000 }),
  );
  const draft = { ...(await draftOf(listId)), on: TODAY };
  const asked = { draft, limit: 10, offset: 0 };

  const all = await listPricePage(db, asked);
  expect(all).toMatchObject({ total: 2, counts: { changed: 1, new: 1 } });
  expect(all.products.map(({ before, after }) => [priceText(before), priceText(after)])).toEqual([
    [seen, seen],
    ['', '0:40000000'],
  ]);
  const found = await listPricePage(db, { ...asked, filter: { text: 'new-2', only: 'changed' } });
  expect(found.products.map(({ productId }) => productId)).toEqual([added.id]);
  const none = await listPricePage(db, { ...asked, filter: { text: 'no such name' } });
  expect(none).toMatchObject({ products: [], total: 0, counts: { changed: 1 } });
  const unknown = transact(db, (tx) =>
    addToDraft(tx, manager, { listId, sku: 'NO-SUCH', pricePerTonneMinor: 1 }),
  );
  expect(await unknown).toBe(false);
  await expect(setting(listId, newId(), '', flat(1))).rejects.toThrow(NotFound);
});

test('a company gets a list of its own once, and a discarded draft is gone', async () => {
  const company = await aCompany(db);
  const opening = () =>
    transact(db, (tx) => openCompanyList(tx, manager, { companyId: company.id, name: 'Own', at }));
  const [one, other] = await Promise.all([opening(), opening()]);
  expect(one).toEqual(other);
  const { lists } = await listPriceLists(db, {
    companyId: company.id,
    on: TODAY,
    limit: 10,
    offset: 0,
  });
  expect(lists).toMatchObject([{ code: `C-${company.bin}`, hasDraft: true, versionNumber: null }]);

  await transact(db, (tx) => discardDraft(tx, manager, one.listId));
  await transact(db, (tx) => discardDraft(tx, manager, one.listId));
  expect(await findDraft(db, one.listId)).toBeUndefined();
});

test('prices are not for clerks, and lists that are not there are not found', async () => {
  const { listId } = await aListOf();
  const clerk = await aClerk(db);
  const byClerk = transact(db, (tx) => beginDraft(tx, clerk, { listId, at }));
  await expect(byClerk).rejects.toEqual(new Refusal({ code: 'not-permitted' }));
  await expect(drafting(newId())).rejects.toThrow(NotFound);
});
