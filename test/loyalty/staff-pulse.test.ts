import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { readInstrument } from '../../src/loyalty/instrument.ts';
import { listPulse } from '../../src/loyalty/nightly/inputs.queries.ts';
import { staffFigures } from '../../src/loyalty/nightly/trust-figures.ts';
import {
  answerPulse,
  pulseItems,
  pulseQuarter,
  withStaffItems,
} from '../../src/loyalty/staff-pulse.ts';
import { hasGivenPulse } from '../../src/loyalty/staff-pulse.queries.ts';
import type { Staff } from '../../src/people/actor.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { freshDatabase } from '../support/database.ts';
import { aClerk, aTradingDay, at } from '../support/world.ts';

const { db } = await freshDatabase();
beforeAll(() => aTradingDay(db));

const instrument = withStaffItems(readInstrument());
const { staffItems } = instrument;

const say = (by: Staff, number: number, when = at) =>
  transact(db, (tx) =>
    answerPulse(tx, by, { given: [{ item: 'SUS2', number, code: null, words: null }], at: when }),
  );

const stored = () => db.selectFrom('staffPulseAnswer').selectAll().execute();

test('everybody is asked whether he would recommend us, and three of the rest by a lot of his own', () => {
  const of = (personId: string) =>
    pulseItems(instrument, { personId, role: 'counter', quarter: '2026-Q4' });
  expect(of('a')).toEqual(of('a'));
  expect(of('a').asked[0]).toBe('SUS2');
  expect(of('a').asked).toHaveLength(4);
  expect(of('a').selling).toHaveLength(10);
  const drawn = new Set(['a', 'b', 'c', 'd', 'e', 'f'].flatMap((id) => of(id).asked));
  expect(drawn.size).toBeGreaterThan(5);
  // What needs facts of single people is never asked.
  expect([...drawn].filter((id) => ['XRM1', 'XRM2'].includes(id))).toEqual([]);
  const admin = { personId: 'a', role: 'admin', quarter: '2026-Q4' } as const;
  expect(pulseItems(instrument, admin).selling).toEqual([]);
});

test('who answers twice, also at once, is counted once, and nothing leads from an answer to him', async () => {
  const clerk = await aClerk(db);
  const events = async () => (await db.selectFrom('event').select('id').execute()).length;
  const before = await events();
  await Promise.all([say(clerk, 9), say(clerk, 1), say(clerk, 3)]);
  await say(clerk, 0);
  const answers = await stored();
  expect(answers).toHaveLength(1);
  expect(JSON.stringify(answers)).not.toContain(clerk.personId);
  expect(Object.keys(answers[0] ?? {}).toSorted()).toEqual(
    ['branchCode', 'item', 'number', 'quarter', 'respondent'].toSorted(),
  );
  expect(await events()).toBe(before);
  const { personId } = clerk;
  expect(await hasGivenPulse(db, { quarter: pulseQuarter('2026-11-26'), personId })).toBe(true);
});

test('looking before and after a colleague answers shows nothing: the running quarter is read by nobody', async () => {
  const before = await listPulse(db, '2026-12-31');
  for (let people = 0; people < 6; people += 1) await say(await aClerk(db), 10);
  const six = await listPulse(db, '2026-12-31');
  await say(await aClerk(db), 0);
  const seven = await listPulse(db, '2026-12-31');
  expect([six, seven]).toEqual([before, before]);
  const over = await listPulse(db, '2027-01-01');
  expect([over.quarter, over.answers.length]).toEqual(['2026-Q4', 8]);
  // And nobody adds to what is shown then.
  await say(await aClerk(db), 0, new Date('2027-01-02T05:00:00Z'));
  expect(await listPulse(db, '2027-01-02')).toEqual(over);
});

/** People of some branches, and of none, with what each would say. */
const houses = fc.dictionary(
  fc.constantFrom('ALA', 'AST', 'KRG', 'CIT', 'AKX', ''),
  fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 1, maxLength: 12 }),
  { minKeys: 1 },
);

const figuresOf = (house: Record<string, number[]>) =>
  staffFigures(
    Object.entries(house).flatMap(([branchCode, said]) =>
      said.map((number) => ({ branchCode, respondent: newId(), item: 'SUS2', number })),
    ),
    '2026-Q4',
    staffItems,
  );

test('what is left of all without the branches shown is never one to four people', () => {
  fc.assert(
    fc.property(houses, (house) => {
      const figures = figuresOf(house).filter(({ metric }) => metric === 'staff.enps');
      const total = figures.find(({ segment }) => segment === 'all');
      const shown = figures.filter(({ segment }) => segment !== 'all');
      for (const { n } of shown) expect(n).toBeGreaterThanOrEqual(5);
      // Where even the whole is kept back, everything is.
      const isTold = total !== undefined && total.value !== null;
      const left = (total?.n ?? 0) - shown.reduce((sum, { n }) => sum + n, 0);
      expect(isTold ? left === 0 || left >= 5 : shown.length === 0).toBe(true);
      expect(shown.some(({ segment }) => segment === 'branch:')).toBe(false);
    }),
  );
});

test('one branch of four beside a large one hides both, so that nobody subtracts', () => {
  const figures = figuresOf({ ALA: [9, 9, 9, 9, 9, 9], CIT: [0, 1, 2, 3] });
  expect(figures.map(({ metric, segment }) => `${metric} ${segment}`)).toEqual(['staff.enps all']);
});

test('how people sell is told from five on, as two means and no total', () => {
  const person = (respondent: string) =>
    staffItems.map(({ id, facet }) => ({
      ...{ branchCode: 'ALA', respondent, item: id, number: facet === 'CO' ? 5 : 2 },
    }));
  const of = (people: number) =>
    staffFigures(
      Array.from({ length: people }, (_, at_) => person(String(at_))).flat(),
      '2026-Q4',
      staffItems,
    ).filter(({ metric }) => metric.startsWith('staff.SOCO') || metric.startsWith('staff.soco'));
  expect(of(4)).toEqual([]);
  expect(of(5).map(({ metric, value, n }) => [metric, value, n])).toEqual([
    ['staff.soco.CO', 5, 5],
    ['staff.soco.SO', 2, 5],
  ]);
});
