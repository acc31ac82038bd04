import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { type Kysely, sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { addDays } from '../../src/measures/calendar.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB, Form } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { Refusal } from '../../src/platform/refusal.ts';
import { followBaseList } from '../../src/pricing/follow-base-list.ts';
import { countChanges } from '../../src/pricing/price-change.queries.ts';
import { findDraft, findPrices } from '../../src/pricing/price-draft.queries.ts';
import type { Coefficient } from '../../src/pricing/price-formula.ts';
import { findPriceList } from '../../src/pricing/price-list.queries.ts';
import { priceText } from '../../src/pricing/price-list.ts';
import { publishPriceList } from '../../src/pricing/publish-price-list.ts';
import { beginDraft } from '../../src/pricing/revise-price-list.ts';
import { setPriceFormula } from '../../src/pricing/set-price-formula.ts';
import { setPrices } from '../../src/pricing/set-prices.ts';
import { undoPublication } from '../../src/pricing/undo-publication.ts';
import { freshDatabase } from '../support/database.ts';
import { aClerk, aCompany, aProduct, aPublishedList, aTradingDay, at } from '../support/world.ts';

const TODAY = '2026-11-26';
const T = 1_000_000;
const later = (days: number) => new Date(at.getTime() + days * 86_400_000);

let db: Kysely<DB>;
let manager: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  manager = await aClerk(db, 'manager');
});

const all = (factorBp: number): Coefficient => ({ form: null, grade: null, factorBp });

/** Goods of a form and grade; 420 000 ₸/t on a base list without more said, and 410 000 from five tonnes on. */
async function aWorld(
  kinds: readonly { form: Form; grade: string }[] = [
    { form: 'rebar', grade: 'А500С' },
    { form: 'angle', grade: 'Ст3' },
  ],
  basis: { base: boolean; own: boolean } = { base: false, own: false },
) {
  const products: { id: string; form: Form; grade: string }[] = [];
  for (const kind of kinds) {
    const { id } = await aProduct(db);
    await db.updateTable('product').set(kind).where('id', '=', id).execute();
    products.push({ id, ...kind });
  }
  const steps = [[0, 42_000_000] as const, [5 * T, 41_000_000] as const];
  const prices = Object.fromEntries(products.map(({ id }) => [id, steps]));
  const base = await aPublishedList(db, { level: 'base', prices, includesVat: basis.base });
  const company = await aCompany(db);
  const own = await aPublishedList(db, {
    level: 'company',
    companyId: company.id,
    prices: {},
    includesVat: basis.own,
  });
  return { products, baseId: base.listId, ownId: own.listId, companyId: company.id };
}

const drafting = (listId: string, when = at) =>
  transact(db, (tx) => beginDraft(tx, manager, { listId, at: when }));

async function draftOf(listId: string) {
  const draft = await findDraft(db, listId);
  if (!draft) throw new Error('no draft');
  return draft;
}

/** Has the draft of a list follow a base by coefficients. */
async function following(
  listId: string,
  formula: { baseListId: string; roundToMinor?: number; coefficients: readonly Coefficient[] },
  when = at,
) {
  await drafting(listId, when);
  const { edits: seenEdits } = await draftOf(listId);
  const whole = { roundToMinor: 1, ...formula };
  await transact(db, (tx) =>
    setPriceFormula(tx, manager, { listId, seenEdits, formula: whole, at: when }),
  );
}

/** Types one price for all weights into the draft of a list; null empties the row. */
async function typing(listId: string, productId: string, minor: number | null, when = at) {
  await drafting(listId, when);
  const { versionId } = await draftOf(listId);
  const now = await findPrices(db, { versionId, productIds: [productId] });
  const price = minor === null ? null : { fromWeightsG: [0], pricesPerTonneMinor: [minor] };
  const seen = priceText(now.get(productId) ?? null);
  const prices = new Map([[productId, { seen, price }]]);
  const { conflicts } = await transact(db, (tx) => setPrices(tx, manager, { listId, prices }));
  expect(conflicts.size).toBe(0);
}

/** Publishes the draft of a list, and lets the job do what follows; returns the version. */
async function publishing(listId: string, from = TODAY, when = at): Promise<string> {
  const { versionId, edits: seenEdits } = await draftOf(listId);
  const given = { listId, seenEdits, from, hasReadRemarks: true, at: when };
  await transact(db, (tx) => publishPriceList(tx, manager, given));
  await followBaseList(db, when, { listId });
  return versionId;
}

async function undoing(listId: string, versionId: string, when = at) {
  await transact(db, (tx) => undoPublication(tx, manager, { listId, versionId, at: when }));
  await followBaseList(db, when, { listId });
}

/** What a list asks on a day, by product, as texts. */
async function askedOn(listId: string, day: string): Promise<Record<string, string>> {
  const found = await sql<{ productId: string; weights: number[]; prices: number[] }>`
    select product_id, from_weights_g as weights, prices_per_tonne_minor as prices
    from price join price_list_version as version on version.id = version_id
    where price_list_id = ${listId} and published_at is not null and valid_during @> ${day}::date`.execute(
    db,
  );
  return Object.fromEntries(
    found.rows.map(({ productId, weights, prices }) => [
      productId,
      priceText({ fromWeightsG: weights, pricesPerTonneMinor: prices }),
    ]),
  );
}

const askedOver = (listId: string, from: string) =>
  Promise.all(Array.from({ length: 40 }, async (_, days) => askedOn(listId, addDays(from, days))));

const versionsOf = async (listId: string) => (await findPriceList(db, listId))?.versions ?? [];

const refused = (code: Refusal['reason']['code']) =>
  expect.objectContaining({ reason: expect.objectContaining({ code }) });

/** The price of a step by hand: whole numbers only, rounded half up. */
function byHand(of: {
  minor: number;
  factorBp: number;
  roundTo: number;
  basis: { base: boolean; own: boolean };
}): number {
  const { minor, factorBp, roundTo, basis } = of;
  const withVat = { own: basis.own && !basis.base, base: basis.base && !basis.own };
  const times = withVat.own ? 11_600n : 10_000n;
  const parts = withVat.base ? 11_600n : 10_000n;
  const dividend = BigInt(minor) * BigInt(factorBp) * times * 2n;
  const divisor = 10_000n * parts * BigInt(roundTo);
  const steps = Number((dividend + divisor) / (2n * divisor));
  return Math.max(1, steps) * roundTo;
}

const forms = ['rebar', 'angle'] as const;
const grades = ['А500С', 'Ст3'] as const;

test('each price is the base price times the most particular coefficient, rounded to its step, on the own basis of VAT; a fixed one wins', async () => {
  const kinds = forms.flatMap((form) => grades.map((grade) => ({ form, grade })));
  const coefficient = fc.record({
    form: fc.option(fc.constantFrom(...forms)),
    grade: fc.option(fc.constantFrom(...grades)),
    factorBp: fc.integer({ min: 1000, max: 100_000 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(coefficient, {
        selector: ({ form, grade }) => `${form} ${grade}`,
        maxLength: 6,
      }),
      fc.constantFrom(1, 100, 5000, 100_000),
      fc.record({ base: fc.boolean(), own: fc.boolean() }),
      fc.option(fc.integer({ min: 0, max: kinds.length - 1 })),
      async (coefficients, roundToMinor, basis, fixed) => {
        const { products, baseId, ownId } = await aWorld(kinds, basis);
        await drafting(ownId);
        const fixedId = fixed === null ? undefined : products[fixed]?.id;
        if (fixedId) await typing(ownId, fixedId, 777);
        await following(ownId, { baseListId: baseId, roundToMinor, coefficients });
        const { versionId } = await draftOf(ownId);
        const productIds = products.map(({ id }) => id);
        const asked = await findPrices(db, { versionId, productIds });
        for (const { id, form, grade } of products) {
          const meant = (of: Partial<Coefficient>) =>
            coefficients.find((one) => one.form === of.form && one.grade === of.grade);
          const best =
            meant({ form, grade }) ??
            meant({ form, grade: null }) ??
            meant({ form: null, grade }) ??
            meant({ form: null, grade: null });
          const computed = best && {
            fromWeightsG: [0, 5 * T],
            pricesPerTonneMinor: [42_000_000, 41_000_000].map((minor) =>
              byHand({ minor, factorBp: best.factorBp, roundTo: roundToMinor, basis }),
            ),
          };
          const typed = { fromWeightsG: [0], pricesPerTonneMinor: [777] };
          expect(asked.get(id)).toEqual(id === fixedId ? typed : (computed ?? null));
        }
      },
    ),
    { numRuns: 30 },
  );
});

test('a base that is published takes the list with it from the same day on, and taking it back takes the list back', async () => {
  const { products, baseId, ownId } = await aWorld();
  const [rebar, angle] = products;
  await following(ownId, { baseListId: baseId, coefficients: [all(9500)] });
  await typing(ownId, angle?.id ?? '', 30_000_000);
  const own = await publishing(ownId);
  const before = await askedOver(ownId, TODAY);
  expect(before[0]).toEqual({
    [rebar?.id ?? '']: '0:39900000 5000000:38950000',
    [angle?.id ?? '']: '0:30000000',
  });

  await typing(baseId, rebar?.id ?? '', 50_000_000);
  const published = await publishing(baseId, '2026-12-01');

  expect(await askedOn(ownId, '2026-11-30')).toEqual(before[0]);
  expect(await askedOn(ownId, '2026-12-01')).toEqual({
    [rebar?.id ?? '']: '0:47500000',
    [angle?.id ?? '']: '0:30000000',
  });
  const [newest] = await versionsOf(ownId);
  expect(newest).toMatchObject({
    from: '2026-12-01',
    continues: own,
    basedOn: own,
    publishedByName: expect.any(String),
    formula: { computedFrom: 2 },
  });
  const told = await db
    .selectFrom('event')
    .where('subjectId', '=', newest?.id ?? '')
    .select('type')
    .execute();
  expect(told).toEqual([{ type: 'price-list.published' }]);

  await undoing(baseId, published);
  expect(await askedOver(ownId, TODAY)).toEqual(before);
  expect(await askedOver(baseId, TODAY)).not.toContain(undefined);
});

test('the job repeats harmlessly: what is computed is not computed again', async () => {
  const { products, baseId, ownId } = await aWorld();
  await following(ownId, { baseListId: baseId, coefficients: [all(9500)] });
  await publishing(ownId);
  await typing(baseId, products[0]?.id ?? '', 50_000_000);
  await publishing(baseId);
  const versions = await versionsOf(ownId);
  expect(versions).toHaveLength(3);
  await Promise.all([
    followBaseList(db, at, { listId: baseId }),
    followBaseList(db, at, { listId: baseId }),
    followBaseList(db, at, { listId: ownId }),
  ]);
  expect(await versionsOf(ownId)).toEqual(versions);
});

test('new coefficients are a draft with counted changes and remarks; taken back, the old ones count, whatever the base became', async () => {
  const { products, baseId, ownId } = await aWorld();
  const [rebar] = products;
  await following(ownId, { baseListId: baseId, coefficients: [all(9500)] });
  await publishing(ownId);
  const before = await askedOver(ownId, TODAY);
  await following(ownId, { baseListId: baseId, coefficients: [all(8000)] });
  const draft = await draftOf(ownId);
  expect(await countChanges(db, { ...draft, on: TODAY })).toMatchObject({ changed: 2, moved: 2 });
  const unread = { listId: ownId, seenEdits: draft.edits, from: TODAY, hasReadRemarks: false, at };
  await expect(transact(db, (tx) => publishPriceList(tx, manager, unread))).rejects.toEqual(
    refused('remarks-unread'),
  );
  const published = await publishing(ownId);
  expect((await askedOn(ownId, TODAY))[rebar?.id ?? '']).toBe('0:33600000 5000000:32800000');

  await typing(baseId, rebar?.id ?? '', 50_000_000);
  const baseVersion = await publishing(baseId);
  expect((await askedOn(ownId, TODAY))[rebar?.id ?? '']).toBe('0:40000000');

  await undoing(ownId, published);
  expect((await askedOn(ownId, TODAY))[rebar?.id ?? '']).toBe('0:47500000');
  await undoing(baseId, baseVersion);
  expect(await askedOver(ownId, TODAY)).toEqual(before);
});

test('what only follows the base cannot be taken back by itself', async () => {
  const { products, baseId, ownId } = await aWorld();
  await following(ownId, { baseListId: baseId, coefficients: [all(9500)] });
  await publishing(ownId);
  await typing(baseId, products[0]?.id ?? '', 50_000_000);
  await publishing(baseId);
  const [newest] = await versionsOf(ownId);
  await expect(undoing(ownId, newest?.id ?? '')).rejects.toEqual(refused('publication-stands'));
});

test('a price that is typed stays whatever the base asks, and emptied it follows again', async () => {
  const { products, baseId, ownId } = await aWorld();
  const rebar = products[0]?.id ?? '';
  await following(ownId, { baseListId: baseId, coefficients: [all(9000)] });
  await typing(ownId, rebar, 1_000_000);
  await publishing(ownId);
  await typing(baseId, rebar, 50_000_000);
  await publishing(baseId);
  expect((await askedOn(ownId, TODAY))[rebar]).toBe('0:1000000');
  await typing(ownId, rebar, null);
  await publishing(ownId);
  expect((await askedOn(ownId, TODAY))[rebar]).toBe('0:45000000');
});

test('a draft follows a base that was published meanwhile, and who looked at it before looks again', async () => {
  const { products, baseId, ownId } = await aWorld();
  const rebar = products[0]?.id ?? '';
  await following(ownId, { baseListId: baseId, coefficients: [all(9500)] });
  const seen = await draftOf(ownId);
  await typing(baseId, rebar, 50_000_000);
  await publishing(baseId);
  const given = {
    listId: ownId,
    seenEdits: seen.edits,
    from: TODAY,
    hasReadRemarks: true,
    at,
  };
  await expect(transact(db, (tx) => publishPriceList(tx, manager, given))).rejects.toEqual(
    refused('changed-meanwhile'),
  );
  const { versionId } = await draftOf(ownId);
  const now = await findPrices(db, { versionId, productIds: [rebar] });
  expect(priceText(now.get(rebar) ?? null)).toBe('0:47500000');
});

test('a draft that is published for a later day takes what the base asks from that day on', async () => {
  const { products, baseId, ownId } = await aWorld();
  const rebar = products[0]?.id ?? '';
  await typing(baseId, rebar, 50_000_000);
  await publishing(baseId, '2026-12-05');
  await following(ownId, { baseListId: baseId, coefficients: [all(9500)] });
  await publishing(ownId, '2026-12-01');
  expect((await askedOn(ownId, '2026-12-04'))[rebar]).toBe('0:39900000 5000000:38950000');
  expect((await askedOn(ownId, '2026-12-05'))[rebar]).toBe('0:47500000');
});

test('coefficients that change no price yet are published, and count once the base asks for such goods', async () => {
  const { baseId, ownId } = await aWorld();
  await following(ownId, { baseListId: baseId, coefficients: [all(9500)] });
  await publishing(ownId);
  const tubes: Coefficient = { form: 'tube_rect', grade: null, factorBp: 9000 };
  await following(ownId, { baseListId: baseId, coefficients: [all(9500), tubes] });
  await publishing(ownId);
  const tube = await aProduct(db);
  await db.updateTable('product').set({ form: 'tube_rect' }).where('id', '=', tube.id).execute();
  await typing(baseId, tube.id, 50_000_000);
  await publishing(baseId);
  expect((await askedOn(ownId, TODAY))[tube.id]).toBe('0:45000000');
});

test('what was typed before is computed only where that is asked for', async () => {
  const { products, baseId, ownId } = await aWorld();
  const rebar = products[0]?.id ?? '';
  await typing(ownId, rebar, 1_000_000);
  const formula = { baseListId: baseId, roundToMinor: 1, coefficients: [all(9500)] };
  const asks = async (isAfresh: boolean) => {
    const { edits: seenEdits, versionId } = await draftOf(ownId);
    const given = { listId: ownId, seenEdits, formula, isAfresh, at };
    await transact(db, (tx) => setPriceFormula(tx, manager, given));
    const now = await findPrices(db, { versionId, productIds: [rebar] });
    return priceText(now.get(rebar) ?? null);
  };
  expect(await asks(false)).toBe('0:1000000');
  expect(await asks(true)).toBe('0:39900000 5000000:38950000');
});

test('a list that stops to follow keeps its prices', async () => {
  const { products, baseId, ownId } = await aWorld();
  const rebar = products[0]?.id ?? '';
  await following(ownId, { baseListId: baseId, coefficients: [all(9500)] });
  const { edits: seenEdits } = await draftOf(ownId);
  const ended = { listId: ownId, seenEdits, formula: undefined, at };
  await transact(db, (tx) => setPriceFormula(tx, manager, ended));
  await publishing(ownId);
  await typing(baseId, rebar, 50_000_000);
  await publishing(baseId);
  expect((await askedOn(ownId, TODAY))[rebar]).toBe('0:39900000 5000000:38950000');
});

test('two at once set coefficients: one does, the other is told; and a stranger may not', async () => {
  const { baseId, ownId } = await aWorld();
  await drafting(ownId);
  const { edits: seenEdits } = await draftOf(ownId);
  const setting = (factorBp: number, who = manager) =>
    transact(db, (tx) =>
      setPriceFormula(tx, who, {
        listId: ownId,
        seenEdits,
        formula: { baseListId: baseId, roundToMinor: 1, coefficients: [all(factorBp)] },
        at,
      }),
    );
  const done = await Promise.allSettled([setting(9000), setting(9500)]);
  expect(done.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(done.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: refused('changed-meanwhile'),
  });
  await expect(setting(9000, await aClerk(db))).rejects.toEqual(refused('not-permitted'));
});

test('a base and a list that follows it are published at once, and the list ends up following', async () => {
  const { products, baseId, ownId } = await aWorld();
  const rebar = products[0]?.id ?? '';
  await following(ownId, { baseListId: baseId, coefficients: [all(9500)] });
  await typing(baseId, rebar, 50_000_000);
  await Promise.all([publishing(baseId), publishing(ownId)]);
  expect((await askedOn(ownId, TODAY))[rebar]).toBe('0:47500000');
});

test('the database knows no chain of two links and no cycle, and a formula is frozen with its publication', async () => {
  const { baseId, ownId } = await aWorld();
  const another = await aWorld();
  await following(ownId, { baseListId: baseId, coefficients: [all(9500)] });
  await expect(
    following(another.ownId, { baseListId: ownId, coefficients: [all(9500)] }),
  ).rejects.toThrow('foreign key');
  await expect(
    following(baseId, { baseListId: another.baseId, coefficients: [all(9500)] }),
  ).rejects.toThrow('only_a_base_is_followed');
  const versionId = await publishing(ownId);
  const changed = db.updateTable('priceCoefficient').set({ factorBp: 5000 });
  await expect(changed.where('versionId', '=', versionId).execute()).rejects.toThrow('not change');
  const turned = db.updateTable('priceFormula').set({ roundToMinor: 5 });
  await expect(turned.where('versionId', '=', versionId).execute()).rejects.toThrow('not change');
});

test('whatever is published and taken back when, each day asks the base of that day times the coefficient, and an own publication taken back leaves nothing', async () => {
  const deed = fc.record({
    what: fc.constantFrom('base', 'own', 'undo-base', 'undo-own'),
    waitDays: fc.integer({ min: 0, max: 4 }),
    inDays: fc.integer({ min: 0, max: 8 }),
    value: fc.integer({ min: 1, max: 30 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 2, maxLength: 7 }), async (deeds) => {
      const { products, baseId, ownId } = await aWorld();
      const rebar = products[0]?.id ?? '';
      await following(ownId, { baseListId: baseId, coefficients: [all(9500)] });
      await publishing(ownId);
      let day = 0;
      for (const [index, { what, waitDays, inDays, value }] of deeds.entries()) {
        day += waitDays;
        const today = addDays(TODAY, day);
        const when = later(day + (index + 1) / 1000);
        const from = addDays(today, inDays);
        if (what === 'base') {
          await typing(baseId, rebar, (40 + value) * 1_000_000 + index, when);
          await publishing(baseId, from, when);
        }
        if (what === 'own') {
          const before = await askedOver(ownId, today);
          const coefficients = [all(9000 + value * 10 + index)];
          await following(ownId, { baseListId: baseId, coefficients }, when);
          const versionId = await publishing(ownId, from, when);
          if (value % 2 === 0) {
            await undoing(ownId, versionId, when);
            const after = await askedOver(ownId, today);
            if (!isDeepStrictEqual(after, before)) throw new Error('something is left of it');
          }
        }
        const undone = what === 'undo-base' ? baseId : ownId;
        if (what.startsWith('undo')) {
          const [last] = (await versionsOf(undone)).filter(
            ({ number, isLast, continues, undoes, withdrawnAt, publishedAt }) =>
              number > 1 &&
              isLast &&
              continues === null &&
              undoes === null &&
              withdrawnAt === null &&
              publishedAt !== null,
          );
          const isLate = (error: unknown) =>
            error instanceof Refusal && error.reason.code === 'publication-stands';
          if (last) {
            await undoing(undone, last.id, when).catch((error: unknown) => {
              if (!isLate(error)) throw error;
            });
          }
        }
        for (let ahead = 0; ahead < 14; ahead += 1) {
          const on = addDays(today, ahead);
          const factor = await factorOn(ownId, on);
          const base = (await askedOn(baseId, on))[rebar];
          if (factor === undefined || base === undefined) continue;
          const expected = base
            .split(' ')
            .map((step) => step.split(':').map(Number))
            .map(([weight, minor = 0]) => {
              const basis = { base: false, own: false };
              return `${weight}:${byHand({ minor, factorBp: factor, roundTo: 1, basis })}`;
            })
            .join(' ');
          expect((await askedOn(ownId, on))[rebar]).toBe(expected);
        }
      }
    }),
    { numRuns: 25 },
  );
}, 120_000);

async function factorOn(listId: string, day: string): Promise<number | undefined> {
  const found = await sql<{ factorBp: number }>`
    select factor_bp from price_coefficient join price_list_version as version on version.id = version_id
    where price_list_id = ${listId} and published_at is not null and valid_during @> ${day}::date`.execute(
    db,
  );
  return found.rows[0]?.factorBp;
}
