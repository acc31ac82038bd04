import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, momentOn, tradingDay } from '../../src/measures/calendar.ts';
import { ageBucketOf, ageBuckets, ageingOf, daysOverdue } from '../../src/payments/ageing.ts';
import { type AccountEntry, reconcile } from './account-oracle.ts';

const today = '2026-11-27';

test.each([
  [null, 'not-due'],
  ['2027-11-27', 'not-due'],
  ['2026-11-28', 'not-due'],
  ['2026-11-27', 'not-due'],
  ['2026-11-26', 'days-1-7'],
  ['2026-11-20', 'days-1-7'],
  ['2026-11-19', 'days-8-30'],
  ['2026-10-28', 'days-8-30'],
  ['2026-10-27', 'days-31-60'],
  ['2026-09-28', 'days-31-60'],
  ['2026-09-27', 'days-61-90'],
  ['2026-08-29', 'days-61-90'],
  ['2026-08-28', 'over-90'],
  ['2020-01-01', 'over-90'],
])('what fell due on %s is %s', (dueOn, bucket) => {
  expect(ageBucketOf(dueOn, today)).toBe(bucket);
});

test('buckets adjoin: none is missing and none is twice', () => {
  const ends = ageBuckets.map(({ toDays }) => toDays);
  expect(ageBuckets.slice(1).map(({ fromDays }) => (fromDays ?? 0) - 1)).toEqual(ends.slice(0, -1));
});

test('days are counted over a leap day and the change of clocks', () => {
  expect(daysOverdue('2024-02-28', '2024-03-01')).toBe(2);
  expect(daysOverdue('2026-11-28', today)).toBe(-1);
  expect(() => daysOverdue('2026-02-31', today)).toThrow(RangeError);
});

test('money that pays for nothing yet stands beside the buckets, and the balance counts it', () => {
  const items = [
    { dueMinor: 100, dueOn: null },
    { dueMinor: 40, dueOn: '2026-11-01' },
    { dueMinor: -25, dueOn: null },
  ];
  const ageing = ageingOf(items, today);
  expect(ageing).toMatchObject({ unallocatedMinor: 25, overdueMinor: 40, balanceMinor: 115 });
  expect(ageing.buckets.filter(({ count }) => count > 0)).toEqual([
    { bucket: 'not-due', dueMinor: 100, count: 1 },
    { bucket: 'days-8-30', dueMinor: 40, count: 1 },
  ]);
});

const days = fc.integer({ min: -400, max: 400 }).map((off) => addDays(today, off));

test('the buckets, less the money that pays for nothing, are the balance', () => {
  const item = fc.record({
    dueMinor: fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
    dueOn: fc.option(days),
  });
  fc.assert(
    fc.property(fc.array(item), (items) => {
      const { buckets, unallocatedMinor, overdueMinor, balanceMinor } = ageingOf(items, today);
      const all = buckets.reduce((sum, { dueMinor }) => sum + dueMinor, 0);
      expect(all - unallocatedMinor).toBe(balanceMinor);
      expect(balanceMinor).toBe(items.reduce((sum, { dueMinor }) => sum + dueMinor, 0));
      expect(overdueMinor).toBe(all - buckets[0]!.dueMinor);
      expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(
        items.filter(({ dueMinor }) => dueMinor > 0).length,
      );
    }),
  );
});

const entry = (
  at: string,
  number: string,
  debitMinor: number,
  creditMinor: number,
): AccountEntry => ({
  ...{
    at: momentOn(at.slice(0, 10), at.slice(11) || '09:00'),
    number,
    debitMinor,
    creditMinor,
    kind: debitMinor > 0 ? 'invoice' : 'payment',
  },
});

test('an act of reconciliation runs from the balance before to the balance behind', () => {
  const entries = [
    entry('2026-09-30 23:59', 'before', 100, 0),
    entry('2026-10-31 23:59', 'last', 0, 30),
    entry('2026-10-01 00:00', 'first', 500, 0),
    entry('2026-10-01 15:00', 'same day', 0, 200),
    entry('2026-11-01 00:00', 'after', 900, 0),
  ];
  const act = reconcile(entries, { from: '2026-10-01', to: '2026-10-31' });
  expect(act.lines.map(({ number, balanceMinor }) => [number, balanceMinor])).toEqual([
    ['first', 600],
    ['same day', 400],
    ['last', 370],
  ]);
  expect(act).toMatchObject({
    openingMinor: 100,
    debitMinor: 500,
    creditMinor: 230,
    closingMinor: 370,
  });
});

test('an act of a period without entries has the same balance before and behind', () => {
  const act = reconcile([entry('2026-09-30', 'x', 0, 70)], {
    from: '2026-10-01',
    to: '2026-10-31',
  });
  expect(act).toMatchObject({ openingMinor: -70, lines: [], debitMinor: 0, closingMinor: -70 });
});

test('the sums of an act are its balances, and two acts that adjoin say what one of both says', () => {
  const minor = fc.nat(1_000_000_000);
  const entries = fc.array(
    fc.tuple(days, minor, minor).map(([at, debit, credit]) => entry(at, 'x', debit, credit)),
  );
  fc.assert(
    fc.property(entries, fc.tuple(days, days, days), (all, ends) => {
      const [from = '', middle = '', to = ''] = ends.toSorted();
      const whole = reconcile(all, { from, to });
      const first = reconcile(all, { from, to: middle });
      const second = reconcile(all, { from: addDays(middle, 1), to });
      expect(whole.closingMinor).toBe(whole.openingMinor + whole.debitMinor - whole.creditMinor);
      expect(whole.lines.at(-1)?.balanceMinor ?? whole.openingMinor).toBe(whole.closingMinor);
      expect([...first.lines, ...second.lines]).toEqual(whole.lines);
      expect(second.openingMinor).toBe(first.closingMinor);
      const until = all.filter(({ at }) => tradingDay(at) <= to);
      const balance = until.reduce((sum, one) => sum + one.debitMinor - one.creditMinor, 0);
      expect(whole.closingMinor).toBe(balance);
    }),
  );
});
