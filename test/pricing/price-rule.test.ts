import fc from 'fast-check';
import type { Kysely } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { NotFound, Refusal } from '../../src/platform/refusal.ts';
import { applyPriceRule } from '../../src/pricing/apply-price-rule.ts';
import { listPricePage } from '../../src/pricing/price-change.queries.ts';
import { findDraft, writePrices } from '../../src/pricing/price-draft.queries.ts';
import {
  priceText,
  type ProductPrice,
  type RemarkKind,
  remarkKinds,
  remarksOn,
} from '../../src/pricing/price-list.ts';
import type { PriceFilter } from '../../src/pricing/price-marks.queries.ts';
import { foreseeRule, type PriceRule } from '../../src/pricing/price-rule.queries.ts';
import { beginDraft } from '../../src/pricing/revise-price-list.ts';
import { freshDatabase } from '../support/database.ts';
import { aClerk, aCompany, aProduct, aPublishedList, aTradingDay, at } from '../support/world.ts';

const TODAY = '2026-11-26';
const T = 1_000_000;
const COST = 35_000_000;

let db: Kysely<DB>;
let manager: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  manager = await aClerk(db, 'manager');
});

/** A list of a company with the draft of its next version; what is not given costs 420 000 ₸/t, and 410 000 from five tonnes on. */
async function aDraftOf(products: readonly { id: string }[]) {
  const company = await aCompany(db);
  const steps = [[0, 42_000_000] as const, [5 * T, 41_000_000] as const];
  const prices = Object.fromEntries(products.map(({ id }) => [id, steps]));
  const { listId } = await aPublishedList(db, { level: 'company', companyId: company.id, prices });
  await transact(db, (tx) => beginDraft(tx, manager, { listId, at }));
  const draft = async () => {
    const found = await findDraft(db, listId);
    if (!found) throw new Error('no draft');
    return { ...found, on: TODAY };
  };
  return { listId, draft };
}

async function costing(productId: string, ...costs: (readonly [fromDay: string, minor: number])[]) {
  const rows = costs.map(([fromDay, costPerTonneMinor]) => ({
    productId,
    fromDay,
    costPerTonneMinor,
  }));
  await db.insertInto('productCost').values(rows).execute();
}

async function applying(listId: string, rule: PriceRule, filter: PriceFilter = {}, seen?: number) {
  const seenEdits = seen ?? (await findDraft(db, listId))?.edits ?? 0;
  return transact(db, (tx) => applyPriceRule(tx, manager, { listId, seenEdits, rule, filter, at }));
}

type Drafted = Awaited<ReturnType<typeof aDraftOf>>;
const pricesIn = async ({ draft }: Drafted) => {
  const { products } = await listPricePage(db, { draft: await draft(), limit: 1000, offset: 0 });
  return new Map(products.map(({ productId, after }) => [productId, priceText(after)]));
};

test('all prices move by a share and are rounded to whole steps, once', async () => {
  const rebar = await aProduct(db);
  const drafted = await aDraftOf([rebar]);
  const rule = { basis: 'price', factorBp: 10_333, roundToMinor: 10_000 } as const;
  const seen = (await drafted.draft()).edits;

  expect(await applying(drafted.listId, rule)).toBe(1);
  await expect(applying(drafted.listId, rule, {}, seen)).rejects.toEqual(
    new Refusal({ code: 'changed-meanwhile' }),
  );

  // 420 000 × 1.0333 = 433 986 and 410 000 × 1.0333 = 423 653, to whole hundreds of tenge.
  expect(await pricesIn(drafted)).toEqual(new Map([[rebar.id, '0:43400000 5000000:42370000']]));
});

test('two managers who press at once move the prices once', async () => {
  const drafted = await aDraftOf([await aProduct(db)]);
  const { edits } = await drafted.draft();
  const rule = { basis: 'price', factorBp: 11_000, roundToMinor: 100 } as const;
  const done = await Promise.allSettled(
    [0, 1].map(() => applying(drafted.listId, rule, {}, edits)),
  );
  expect(done.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect([...(await pricesIn(drafted)).values()]).toEqual(['0:46200000 5000000:45100000']);
});

test('a price follows the cost of the day with the list’s own VAT, its steps keep their proportion, and what has no cost stays', async () => {
  const [rebar, other] = [await aProduct(db), await aProduct(db)];
  await costing(rebar.id, ['2026-01-01', 30_000_000], ['2026-11-26', COST], ['2026-11-27', 99]);
  const drafted = await aDraftOf([rebar, other]);
  const rule = { basis: 'cost', factorBp: 11_400, roundToMinor: 1_000 } as const;

  const foreseen = await foreseeRule(db, {
    draft: await drafted.draft(),
    ...{ rule, filter: {}, limit: 10 },
  });
  expect(foreseen).toMatchObject({ total: 2, counts: { changed: 1 } });
  expect(await applying(drafted.listId, rule)).toBe(1);

  // 350 000 × 1.14 = 399 000; × 420 ÷ 410 = 408 731.71, to tens. A list without VAT takes the cost as it is.
  expect(await pricesIn(drafted)).toEqual(
    new Map([
      [rebar.id, '0:40873000 5000000:39900000'],
      [other.id, '0:42000000 5000000:41000000'],
    ]),
  );
  await db
    .updateTable('priceList')
    .where('id', '=', drafted.listId)
    .set({ includesVat: true })
    .execute();
  await applying(drafted.listId, rule);
  // 350 000 × 1.16 × 1.14 = 462 840.
  expect((await pricesIn(drafted)).get(rebar.id)).toMatch(/ 5000000:46284000$/);
});

test('a rule is for what the filter means', async () => {
  const products = await Promise.all(
    [10, 12, 14, 16].map((diameterMm) => aProduct(db, { diameterMm })),
  );
  const drafted = await aDraftOf(products);
  const rule = { basis: 'price', factorBp: 20_000, roundToMinor: 100 } as const;
  const filters: [PriceFilter, number][] = [
    [{ fromUm: 12_000, toUm: 14_000 }, 2],
    [{ text: products[0]?.sku }, 1],
    [{ form: 'rebar', grade: 'А500С' }, 4],
    [{ form: 'beam' }, 0],
    [{ grade: 'А240' }, 0],
    [{ categoryCode: 'rebar', fromUm: 16_000 }, 1],
    [{ only: 'changed' }, 0],
  ];
  for (const [filter, meant] of filters) {
    const asked = { draft: await drafted.draft(), rule, filter, limit: 0 };
    const foreseen = await foreseeRule(db, asked);
    // Without a row there is no total, but what changes is counted all the same.
    expect(foreseen.counts.changed, JSON.stringify(filter)).toBe(meant);
  }
  expect(await applying(drafted.listId, rule, { fromUm: 12_000, toUm: 14_000 })).toBe(2);
  expect(await applying(drafted.listId, rule, { only: 'changed' })).toBe(2);
  const doubledTwice = [...(await pricesIn(drafted)).values()].filter((text) =>
    text.startsWith('0:168000000 '),
  );
  expect(doubledTwice).toHaveLength(2);
});

test('rules are not for clerks, and drafts that are not there are not found', async () => {
  const { listId } = await aDraftOf([await aProduct(db)]);
  const clerk = await aClerk(db);
  const rule = { basis: 'price', factorBp: 10_100, roundToMinor: 100 } as const;
  const given = { listId, seenEdits: 1, rule, filter: {}, at };
  await expect(transact(db, (tx) => applyPriceRule(tx, clerk, given))).rejects.toEqual(
    new Refusal({ code: 'not-permitted' }),
  );
  await expect(applying(newId(), rule, {}, 1)).rejects.toThrow(NotFound);
});

const price = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom(0, T, 5 * T, 20 * T),
      fc.integer({ min: 30_000_000, max: 50_000_000 }),
    ),
    {
      minLength: 1,
      maxLength: 4,
      selector: ([fromWeightG]) => fromWeightG,
    },
  )
  .map((steps): ProductPrice => {
    const ascending = steps.toSorted(([one], [other]) => one - other);
    return {
      fromWeightsG: ascending.map(([from]) => from),
      pricesPerTonneMinor: ascending.map(([, minor]) => minor),
    };
  });
const drawn = fc.array(
  fc.tuple(fc.option(price), fc.option(fc.integer({ min: 25_000_000, max: 45_000_000 }))),
  {
    minLength: 8,
    maxLength: 8,
  },
);

test('what is counted and shown alone is what is said of each price', async () => {
  const products = await Promise.all(Array.from({ length: 8 }, () => aProduct(db)));
  await fc.assert(
    fc.asyncProperty(drawn, async (rows) => {
      const drafted = await aDraftOf(products.slice(0, 6));
      const draft = await drafted.draft();
      await db.deleteFrom('productCost').execute();
      for (const [index, [, cost]] of rows.entries()) {
        if (cost !== null) await costing(products[index]?.id ?? '', ['2026-01-01', cost]);
      }
      const prices = new Map(rows.map(([after], index) => [products[index]?.id ?? '', after]));
      await transact(db, (tx) => writePrices(tx, draft.versionId, prices));

      const all = await listPricePage(db, { draft, limit: 100, offset: 0 });
      const floors = all.products.map(({ productId, floorMinor }) => {
        const cost = rows[products.findIndex(({ id }) => id === productId)]?.[1] ?? null;
        return [floorMinor, cost === null ? null : Math.ceil((cost * 10_300) / 10_000)];
      });
      expect(floors.filter(([found, meant]) => found !== null && found !== meant)).toEqual([]);
      const said = (kind: RemarkKind) =>
        all.products
          .filter((change) => remarksOn(change).some((remark) => remark.kind === kind))
          .map(({ productId }) => productId);
      for (const only of remarkKinds) {
        const alone = await listPricePage(db, { draft, filter: { only }, limit: 100, offset: 0 });
        expect(alone.products.map(({ productId }) => productId)).toEqual(said(only));
        expect(all.counts[only]).toBe(said(only).length);
      }
    }),
    { numRuns: 25 },
  );
});
