import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareOut } from '../../src/measures/share-out.ts';

test.each([
  [100, [1, 1, 1], [34, 33, 33]],
  [10, [3, 3, 4], [3, 3, 4]],
  [7, [5, 3, 1], [4, 2, 1]],
  [1_007_791, [500_000, 507_000], [500_393, 507_398]],
  [5, [0, 1], [0, 5]],
  [5, [0, 0], [3, 2]],
  [0, [1, 2], [0, 0]],
  [-100, [1, 1, 1], [-34, -33, -33]],
  [5, [], []],
])('%i shared by %j is %j', (total, weights, parts) => {
  expect(shareOut(total, weights)).toEqual(parts);
});

test('the parts add up and no line is more than a unit from its share', () => {
  const weights = fc.array(fc.nat(1_000_000_000), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), weights, (total, lines) => {
      const parts = shareOut(total, lines);
      const all = lines.reduce((sum, line) => sum + line, 0);
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
      const strayed = parts.filter(
        (part, line) => all > 0 && Math.abs(part - (total * (lines[line] ?? 0)) / all) > 1.01,
      );
      expect(strayed).toEqual([]);
    }),
  );
});

test('a negative weight is nonsense', () => {
  expect(() => shareOut(10, [1, -1])).toThrow(RangeError);
});
