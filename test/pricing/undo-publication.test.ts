import fc from 'fast-check';
import { type Kysely, sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { addDays } from '../../src/measures/calendar.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { NotFound, Refusal } from '../../src/platform/refusal.ts';
import { findDraft } from '../../src/pricing/price-draft.queries.ts';
import { findPriceList } from '../../src/pricing/price-list.queries.ts';
import { publishPriceList } from '../../src/pricing/publish-price-list.ts';
import { beginDraft } from '../../src/pricing/revise-price-list.ts';
import { setPrices } from '../../src/pricing/set-prices.ts';
import { undoPublication } from '../../src/pricing/undo-publication.ts';
import { freshDatabase } from '../support/database.ts';
import { aClerk, aCompany, aProduct, aPublishedList, aTradingDay, at } from '../support/world.ts';

const TODAY = '2026-11-26';
const later = (days: number) => new Date(at.getTime() + days * 86_400_000);

let db: Kysely<DB>;
let manager: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  manager = await aClerk(db, 'manager');
});

async function aList() {
  const company = await aCompany(db);
  const products = [await aProduct(db), await aProduct(db)] as const;
  const prices = Object.fromEntries(products.map(({ id }) => [id, 42_000_000]));
  const { listId } = await aPublishedList(db, { level: 'company', companyId: company.id, prices });
  return { listId, rebar: products[0], other: products[1] };
}

const drafting = (listId: string, when = at) =>
  transact(db, (tx) => beginDraft(tx, manager, { listId, at: when }));

/** Sets a price in a draft, whatever stood there. */
async function setting(listId: string, productId: string, minor: number | null) {
  const seen = await db
    .selectFrom('price')
    .innerJoin('priceListVersion', 'priceListVersion.id', 'versionId')
    .where('priceListId', '=', listId)
    .where('publishedAt', 'is', null)
    .where('productId', '=', productId)
    .select('pricesPerTonneMinor')
    .executeTakeFirst();
  const price = minor === null ? null : { fromWeightsG: [0], pricesPerTonneMinor: [minor] };
  const stood = seen ? `0:${seen.pricesPerTonneMinor[0]}` : '';
  const prices = new Map([[productId, { seen: stood, price }]]);
  const { conflicts } = await transact(db, (tx) => setPrices(tx, manager, { listId, prices }));
  expect(conflicts.size).toBe(0);
}

/** Publishes a price from a day on; returns the version. */
async function publishing(
  given: { listId: string; productId: string; minor: number | null; from: string },
  when = at,
): Promise<string> {
  const { listId, productId, minor, from } = given;
  await drafting(listId, when);
  await setting(listId, productId, minor);
  const draft = await findDraft(db, listId);
  const published = { listId, seenEdits: draft?.edits ?? 0, from, hasReadRemarks: true, at: when };
  await transact(db, (tx) => publishPriceList(tx, manager, published));
  return draft?.versionId ?? '';
}

const undoing = (listId: string, versionId: string, when = at) =>
  transact(db, (tx) => undoPublication(tx, manager, { listId, versionId, at: when }));

/** A checksum of all prices of all lists as they are in force on each of so many days. */
async function checksum(from: string, days = 90): Promise<string> {
  const found = await sql<{ sum: string }>`
    select md5(string_agg(day::date || ' ' || price_list_id || ' ' || product_id || ' ' || from_weights_g::text || prices_per_tonne_minor::text,
                          E'\n' order by day, price_list_id, product_id)) as sum
    from generate_series(${from}::date, ${addDays(from, days)}::date, '1 day') as day
    join price_list_version as version on published_at is not null and valid_during @> day::date
    join price on price.version_id = version.id`.execute(db);
  return found.rows[0]?.sum ?? '';
}

const versionsOf = async (listId: string) =>
  (await findPriceList(db, listId))?.versions.map(({ number, from, until }) => [
    number,
    from,
    until,
  ]);

test('a publication of today is taken back at once: the prices before go on as if nothing had been', async () => {
  const { listId, rebar } = await aList();
  const before = await checksum(TODAY);
  const versionId = await publishing({
    listId,
    productId: rebar.id,
    minor: 43_000_000,
    from: TODAY,
  });
  expect(await checksum(TODAY)).not.toBe(before);

  await undoing(listId, versionId);

  expect(await checksum(TODAY)).toBe(before);
  expect(await versionsOf(listId)).toEqual([
    [2, null, null],
    [1, '2025-01-01', null],
  ]);
});

test('after some days the prices before come back as a version of their own, from today on', async () => {
  const { listId, rebar } = await aList();
  const before = await checksum('2026-12-10');
  const versionId = await publishing({
    listId,
    productId: rebar.id,
    minor: 43_000_000,
    from: TODAY,
  });
  const between = await checksum(TODAY, 13);

  await undoing(listId, versionId, later(14));

  expect(await checksum('2026-12-10')).toBe(before);
  expect(await checksum(TODAY, 13)).toBe(between);
  expect(await versionsOf(listId)).toEqual([
    [3, '2026-12-10', null],
    [2, TODAY, '2026-12-10'],
    [1, '2025-01-01', TODAY],
  ]);
});

test('a publication that is to come is cancelled, and what it put off comes as it was planned', async () => {
  const { listId, rebar } = await aList();
  await publishing({ listId, productId: rebar.id, minor: 43_000_000, from: '2026-12-20' });
  const before = await checksum(TODAY);
  const versionId = await publishing({
    listId,
    productId: rebar.id,
    minor: 44_000_000,
    from: '2026-12-05',
  });
  await undoing(listId, versionId);
  expect(await checksum(TODAY)).toBe(before);
});

test('publications are taken back in turn, each once, however often the button is pressed', async () => {
  const { listId, rebar } = await aList();
  const sums = [await checksum(TODAY)];
  const one = await publishing({ listId, productId: rebar.id, minor: 43_000_000, from: TODAY });
  sums.push(await checksum(TODAY));
  const two = await publishing(
    { listId, productId: rebar.id, minor: null, from: '2026-12-01' },
    later(0.01),
  );
  await expect(undoing(listId, one)).rejects.toEqual(new Refusal({ code: 'publication-stands' }));

  await Promise.all([undoing(listId, two), undoing(listId, two)]);
  expect(await checksum(TODAY)).toBe(sums[1]);
  await undoing(listId, one);
  await undoing(listId, one);
  await undoing(listId, two);
  expect(await checksum(TODAY)).toBe(sums[0]);
});

test('after thirty days a publication stands, and one that takes back is not taken back', async () => {
  const { listId, rebar } = await aList();
  const one = await publishing({ listId, productId: rebar.id, minor: 43_000_000, from: TODAY });
  await expect(undoing(listId, one, later(31))).rejects.toEqual(
    new Refusal({ code: 'publication-stands' }),
  );
  await undoing(listId, one, later(30));
  const [newest] = (await findPriceList(db, listId))?.versions ?? [];
  await expect(undoing(listId, newest?.id ?? '', later(30))).rejects.toEqual(
    new Refusal({ code: 'publication-stands' }),
  );
});

test('a draft that somebody is at stands beside the prices that came back, and he is told', async () => {
  const { listId, rebar, other } = await aList();
  const versionId = await publishing({
    listId,
    productId: rebar.id,
    minor: 43_000_000,
    from: TODAY,
  });
  await drafting(listId);
  await setting(listId, other.id, 45_000_000);
  const seen = await findDraft(db, listId);

  await undoing(listId, versionId);

  const draft = await findDraft(db, listId);
  expect(draft?.edits).toBe((seen?.edits ?? 0) + 1);
  expect(draft?.basedOn).not.toBe(versionId);
  const late = { listId, seenEdits: seen?.edits ?? 0, from: TODAY, hasReadRemarks: true, at };
  await expect(transact(db, (tx) => publishPriceList(tx, manager, late))).rejects.toEqual(
    new Refusal({ code: 'changed-meanwhile' }),
  );
});

test('the first publication of a list leaves no price behind', async () => {
  const company = await aCompany(db);
  const rebar = await aProduct(db);
  const listId = newId();
  await db
    .insertInto('priceList')
    .values({
      id: listId,
      code: `N-${company.bin}`,
      name: 'New',
      level: 'company',
      companyId: company.id,
      includesVat: false,
    })
    .execute();
  const before = await checksum('2026-11-29');
  const versionId = await publishing({
    listId,
    productId: rebar.id,
    minor: 43_000_000,
    from: TODAY,
  });
  await undoing(listId, versionId, later(3));
  expect(await checksum('2026-11-29')).toBe(before);
  expect(await versionsOf(listId)).toEqual([[1, TODAY, '2026-11-29']]);
});

test('nobody but a publisher takes back, and what is not there or of another list is not found', async () => {
  const { listId, rebar } = await aList();
  const versionId = await publishing({
    listId,
    productId: rebar.id,
    minor: 43_000_000,
    from: TODAY,
  });
  const clerk = await aClerk(db);
  await expect(
    transact(db, (tx) => undoPublication(tx, clerk, { listId, versionId, at })),
  ).rejects.toEqual(new Refusal({ code: 'not-permitted' }));
  const another = await aList();
  await expect(undoing(another.listId, versionId)).rejects.toThrow(NotFound);
  await expect(undoing(newId(), versionId)).rejects.toThrow(NotFound);
  await drafting(listId);
  const draft = await findDraft(db, listId);
  await expect(undoing(listId, draft?.versionId ?? '')).rejects.toThrow(NotFound);
});

test('published prices still never change, not even in a version that takes back', async () => {
  const { listId, rebar } = await aList();
  const versionId = await publishing({
    listId,
    productId: rebar.id,
    minor: 43_000_000,
    from: TODAY,
  });
  await undoing(listId, versionId, later(5));
  const [newest] = (await findPriceList(db, listId))?.versions ?? [];
  const row = {
    versionId: newest?.id ?? '',
    productId: (await aProduct(db)).id,
    fromWeightsG: [0],
    pricesPerTonneMinor: [1],
  };
  await expect(db.insertInto('price').values(row).execute()).rejects.toThrow('does not change');
  await expect(
    db
      .updateTable('price')
      .set({ pricesPerTonneMinor: [1] })
      .where('versionId', '=', row.versionId)
      .execute(),
  ).rejects.toThrow('does not change');
});

test('whatever was published when, taking it back restores every price of every day from then on', async () => {
  const step = fc.record({
    waitDays: fc.integer({ min: 0, max: 6 }),
    inDays: fc.integer({ min: 0, max: 12 }),
    minor: fc.option(fc.integer({ min: 1, max: 60 })),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 0, max: 20 }),
      async (steps, undoneAfter) => {
        const { listId, rebar, other } = await aList();
        let day = 0;
        let before = '';
        let versionId = '';
        for (const [index, { waitDays, inDays, minor }] of steps.entries()) {
          day += waitDays;
          const when = later(day + index / 1000);
          const first = addDays(TODAY, day);
          before = await checksum(addDays(first, undoneAfter));
          // The other product makes each draft a change.
          await drafting(listId, when);
          await setting(listId, other.id, 50_000_000 + index);
          const given = {
            listId,
            productId: rebar.id,
            minor: minor === null ? null : minor * 1_000_000,
          };
          versionId = await publishing({ ...given, from: addDays(first, inDays) }, when);
        }
        await undoing(listId, versionId, later(day + undoneAfter + 0.01));
        expect(await checksum(addDays(TODAY, day + undoneAfter))).toBe(before);
      },
    ),
    { numRuns: 30 },
  );
});
