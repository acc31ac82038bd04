import { describe, expect, test } from 'vitest';
import {
  availableG,
  oldestCountedAt,
  readyG,
  shortages,
  sumWanted,
} from '../../src/stock/availability.ts';

const level = (branchCode: string, productId: string, onHandG: number, reservedG = 0) => ({
  branchCode,
  productId,
  onHandG,
  reservedG,
});
const wanted = (branchCode: string, productId: string, weightG: number) => ({
  branchCode,
  productId,
  weightG,
});

describe('availability', () => {
  test('is what lies there less what is promised', () => {
    expect(availableG({ onHandG: 5_000, reservedG: 1_200 })).toBe(3_800);
  });

  test('never falls below nothing', () => {
    expect(availableG({ onHandG: 5, reservedG: 6 })).toBe(0);
  });
});

describe('what is ready today', () => {
  test('is what lies free at the own branch, whatever others have', () => {
    expect(readyG({ branchG: 3_000, anywhereG: 9_000 }, true)).toBe(3_000);
    expect(readyG({ branchG: null, anywhereG: 9_000 }, true)).toBe(0);
    expect(readyG({ branchG: -1, anywhereG: 9_000 }, true)).toBe(0);
  });

  test('is what any branch has for those who have none of their own', () => {
    expect(readyG({ branchG: null, anywhereG: 9_000 }, false)).toBe(9_000);
  });

  test('is as old as the oldest count of what is ready; what is not ready ages nothing', () => {
    const [early, noon, late] = ['08', '12', '16'].map(
      (hour) => new Date(`2026-11-26T${hour}:00Z`),
    );
    const row = (
      branchG: number | null,
      branchCountedAt: Date | null,
      anywhereCountedAt: Date,
    ) => ({
      ...{ branchG, branchCountedAt, anywhereG: 9_000, anywhereCountedAt },
    });
    const rows = [row(5, late!, late!), row(7, noon!, late!), row(0, early!, early!)];

    expect(oldestCountedAt(rows, true)).toEqual(noon);
    expect(oldestCountedAt(rows, false)).toEqual(early);
    expect(oldestCountedAt([row(null, null, late!)], true)).toBeUndefined();
  });
});

describe('what several lines want', () => {
  test('is summed by branch and product and stands in the order in which stock is locked', () => {
    const sums = sumWanted([
      wanted('NQZ', 'b', 1),
      wanted('ALA', 'b', 2),
      wanted('NQZ', 'a', 4),
      wanted('NQZ', 'b', 8),
    ]);
    expect(sums).toEqual([wanted('ALA', 'b', 2), wanted('NQZ', 'a', 4), wanted('NQZ', 'b', 9)]);
  });

  test('is short where two lines together want more than there is, though each alone would not', () => {
    const lines = [wanted('ALA', 'a', 6), wanted('ALA', 'a', 6)];
    expect(shortages([level('ALA', 'a', 10)], lines)).toEqual([
      { ...wanted('ALA', 'a', 12), availableG: 10 },
    ]);
  });

  test('is not short at the last gram', () => {
    expect(shortages([level('ALA', 'a', 10, 4)], [wanted('ALA', 'a', 6)])).toEqual([]);
  });

  test('is short of everything that the branch never had', () => {
    expect(shortages([], [wanted('ALA', 'a', 1)])).toEqual([
      { ...wanted('ALA', 'a', 1), availableG: 0 },
    ]);
  });
});
