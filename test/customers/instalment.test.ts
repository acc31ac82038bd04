import fc from 'fast-check';
import { expect, test } from 'vitest';
import { areWhole, dueOf, type Instalment, longestDays } from '../../src/customers/instalment.ts';

const part = (shareBp: number, days = 0): Instalment => ({
  ...{ shareBp, days, dueAfter: 'order', gate: null },
});

test('a third each of a hundred tenge leaves the odd tiyin to the last', () => {
  const due = dueOf([part(3333), part(3333), part(3334)], 100_01);
  expect(due.map(({ dueMinor }) => dueMinor)).toEqual([3333, 3333, 3335]);
});

test('whatever the shares and the amount, the parts are the amount and none is less than nothing', () => {
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 9999 }), { maxLength: 3 });
  fc.assert(
    fc.property(cuts, fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (at, grossMinor) => {
      const edges = [0, ...at.toSorted((one, other) => one - other), 10_000];
      const parts = edges.slice(1).map((edge, i) => part(edge - (edges[i] ?? 0)));
      const due = dueOf(parts, grossMinor).map(({ dueMinor }) => dueMinor);
      expect(areWhole(parts)).toBe(true);
      expect(due.reduce((sum, minor) => sum + BigInt(minor), 0n)).toBe(BigInt(grossMinor));
      expect(Math.min(...due)).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('shares are the whole, or there are none', () => {
  expect(areWhole([])).toBe(true);
  expect(areWhole([part(5000), part(4999)])).toBe(false);
});

test('we wait as long as for the last part', () => {
  expect(longestDays({ paymentDays: 14, instalments: [part(5000), part(5000, 45)] })).toBe(45);
  expect(longestDays({ paymentDays: 14, instalments: [] })).toBe(14);
});
