import fc from 'fast-check';
import { expect, test } from 'vitest';
import { areWhole, dueOf, type Instalment, longestDays } from '../../src/customers/instalment.ts';

const part = (shareBp: number, days = 0): Instalment => ({
  ...{ shareBp, amountMinor: null, days, dueAfter: 'order', gate: null },
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

test('a fixed amount is never more than the order, and the last part takes the rest', () => {
  const amount = { ...part(0), shareBp: null, amountMinor: 500_00 };
  const rest = { ...part(0), shareBp: null };
  const dues = (parts: readonly Instalment[], grossMinor: number) =>
    dueOf(parts, grossMinor).map(({ dueMinor }) => dueMinor);
  expect(dues([amount, part(3000), rest], 1000_01)).toEqual([500_00, 300_00, 200_01]);
  expect(dues([amount, part(3000), rest], 600_00)).toEqual([500_00, 100_00, 0]);
  expect(dues([amount, rest], 400_00)).toEqual([400_00, 0]);
});

test('with an amount or a rest the parts are the whole only where the last is the rest', () => {
  const amount = { shareBp: null, amountMinor: 1 };
  const rest = { shareBp: null, amountMinor: null };
  expect(areWhole([amount, rest])).toBe(true);
  expect(areWhole([rest])).toBe(true);
  expect(areWhole([part(9999), rest])).toBe(true);
  expect(areWhole([part(10_000), rest])).toBe(false);
  expect(areWhole([rest, part(5000)])).toBe(false);
  expect(areWhole([rest, rest])).toBe(false);
  expect(areWhole([amount, part(10_000)])).toBe(false);
  expect(areWhole([amount])).toBe(false);
});

test('shares are the whole, or there are none', () => {
  expect(areWhole([])).toBe(true);
  expect(areWhole([part(5000), part(4999)])).toBe(false);
});

test('we wait as long as for the last part', () => {
  expect(longestDays({ paymentDays: 14, instalments: [part(5000), part(5000, 45)] })).toBe(45);
  expect(longestDays({ paymentDays: 14, instalments: [] })).toBe(14);
});
