import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type AnswerCount,
  type AnswerFilter,
  quartersUntil,
  sliceAnswers,
} from '../../src/loyalty/answer-slice.ts';
import { figureOfSlice } from '../../src/loyalty/slice-figure.ts';

const count = (branch: string, channel: string, n: number, value = 4): AnswerCount => ({
  ...{ quarter: '2026-Q4', population: 'end_user', touchpoint: 'TP_DELIVERED' },
  ...{ branch, channel, manager: 'm', goods: 'bars', value, count: n },
});

const namesOf = (counts: readonly AnswerCount[], filter: AnswerFilter, dimension: string) =>
  sliceAnswers(counts, filter)
    .by.find((one) => one.dimension === dimension)
    ?.groups.map(({ name }) => name);

test('a branch of three answers is kept back, and with it the smallest other one', () => {
  const counts = [count('ALA', 'web', 10), count('NQZ', 'web', 12), count('KRG', 'web', 3)];
  expect(namesOf(counts, {}, 'branch')).toEqual(['NQZ']);
  expect(sliceAnswers(counts, { branch: 'KRG' }).all).toBeNull();
  expect(sliceAnswers(counts, { branch: 'ALA' }).all).toBeNull();
  expect(sliceAnswers(counts, { branch: 'NQZ' }).all?.n).toBe(12);
});

test('what is kept back of a branch is not told by its channels either', () => {
  const counts = [
    ...[count('ALA', 'web', 10), count('ALA', 'phone', 8), count('NQZ', 'web', 30)],
    ...[count('NQZ', 'phone', 30), count('KRG', 'phone', 3)],
  ];
  expect(sliceAnswers(counts, { branch: 'ALA' }).all).toBeNull();
  expect(sliceAnswers(counts, { branch: 'ALA', channel: 'web' }).all).toBeNull();
  expect(namesOf(counts, { branch: 'NQZ' }, 'channel')).toEqual(['phone', 'web']);
});

test('four answers are too few to be shown at all', () => {
  expect(sliceAnswers([count('ALA', 'web', 4)], {}).all).toBeNull();
  expect(sliceAnswers([], {})).toEqual({ all: null, by: [] });
});

test('whatever is shown under whatever filters, the rest of it is nobody or five and more', () => {
  const answers = fc.array(
    fc.record({
      quarter: fc.constantFrom('2026-Q3', '2026-Q4'),
      population: fc.constantFrom('end_user', 'trader'),
      branch: fc.constantFrom('ALA', 'NQZ', 'KRG'),
      channel: fc.constantFrom('web', 'phone'),
      manager: fc.constantFrom('m', 'none'),
      goods: fc.constantFrom('bars', 'pipes'),
      touchpoint: fc.constantFrom('TP_DELIVERED', 'TP_INSPECTED'),
      value: fc.integer({ min: 1, max: 5 }),
      count: fc.integer({ min: 1, max: 9 }),
    }),
    { maxLength: 30 },
  );
  const filters = fc.record(
    {
      quarter: fc.constantFrom('2026-Q3', '2026-Q4'),
      population: fc.constantFrom('end_user', 'trader'),
      branch: fc.constantFrom('ALA', 'NQZ', 'KRG'),
      channel: fc.constantFrom('web', 'phone'),
      manager: fc.constantFrom('m', 'none'),
      goods: fc.constantFrom('bars', 'pipes'),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(answers, filters, (counts, filter) => {
      const { all, by } = sliceAnswers(counts, filter);
      if (!all) return;
      expect(all.n).toBeGreaterThanOrEqual(5);
      for (const { dimension, groups, hidden } of by) {
        const left = all.n - groups.reduce((sum, { n }) => sum + n, 0);
        expect(left === 0 || left >= 5).toBe(true);
        expect(left > 0).toBe(hidden > 0);
        for (const { name, n } of groups) {
          expect(n).toBeGreaterThanOrEqual(5);
          // What is named here is shown by itself too, under every filter fewer.
          expect(sliceAnswers(counts, { ...filter, [dimension]: name }).all?.n).toBe(n);
          expect(sliceAnswers(counts, { [dimension]: name }).all).not.toBeNull();
        }
      }
    }),
  );
});

test('five quarters are looked at, the one of the day first, and the same one a year before last', () => {
  expect(quartersUntil('2026-11-28').map(({ name }) => name)).toEqual([
    ...['2026-Q4', '2026-Q3', '2026-Q2', '2026-Q1', '2025-Q4'],
  ]);
  expect(quartersUntil('2026-01-01').at(0)).toEqual({ name: '2026-Q1', from: '2026-01-01' });
});

test.each([
  ['CCS3', [9, 10, 3], { metric: 'nps.contact', value: 100 / 3 }],
  ['OSAT', [5, 4, 1, 2], { metric: 'csat', value: 0.5 }],
  ['CES2', [7, 4], { metric: 'ces', value: 0.5 }],
  ['AE5', [5, 2, 2], { metric: 'item.AE5', value: 3 }],
])('the answers to %s come to the figure that its scale wants', (item, values, expected) => {
  const counts = values.map((value) => ({ value, count: 1 }));
  const sums = values.map((value, at) => ({ companyId: String(at), shown: 2, n: 1, sum: value }));
  const found = figureOfSlice(item, { name: 'all', n: values.length, counts }, sums);
  expect(found.metric).toBe(expected.metric);
  expect(found.value).toBeCloseTo(expected.value, 9);
  expect(found).toMatchObject({
    ...{ n: values.length, accounts: values.length, shown: 2 * values.length },
  });
  expect(found.ci95).not.toBeNull();
});

test('ten answers of one company are not ten answers: there is no interval', () => {
  const group = { name: 'all', n: 10, counts: [{ value: 4, count: 10 }] };
  const sums = [{ companyId: 'a', shown: 10, n: 10, sum: 40 }];
  expect(figureOfSlice('AE5', group, sums)).toMatchObject({ value: 4, ci95: null, accounts: 1 });
});
