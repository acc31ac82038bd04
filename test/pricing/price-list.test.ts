import { expect, test } from 'vitest';
import {
  largestMoveBp,
  priceText,
  type ProductPrice,
  remarksOn,
} from '../../src/pricing/price-list.ts';

const T = 1_000_000;
const price = (...steps: [fromWeightG: number, perTonneMinor: number][]): ProductPrice => ({
  fromWeightsG: steps.map(([from]) => from),
  pricesPerTonneMinor: steps.map(([, minor]) => minor),
});
const usual = price([0, 42_000_000], [5 * T, 41_000_000]);

test.each([
  ['nothing changed', usual, usual, []],
  ['moves within ten per cent', usual, price([0, 46_200_000], [5 * T, 45_100_000]), []],
  [
    'moves further',
    usual,
    price([0, 46_300_000], [5 * T, 41_000_000]),
    [{ kind: 'moved', byBp: 1024 }],
  ],
  [
    'falls further',
    usual,
    price([0, 42_000_000], [5 * T, 30_750_000]),
    [{ kind: 'moved', byBp: -2500 }],
  ],
  ['loses its price', usual, null, [{ kind: 'lost' }]],
  ['gets its first price', null, usual, [{ kind: 'new' }]],
  [
    'larger weights cost more',
    usual,
    price([0, 41_000_000], [5 * T, 42_000_000]),
    [{ kind: 'rises' }],
  ],
  ['has no price before and after', null, null, []],
  [
    'falls below what its cost allows',
    price([0, 30_500_000]),
    price([0, 30_500_000], [5 * T, 29_999_999]),
    [{ kind: 'below-floor', floorMinor: 30_000_000 }],
  ],
  ['rose with the weight before already', price([0, 1], [T, 2]), price([0, 1], [T, 2]), []],
] as const)('a price that %s', (_what, before, after, remarks) => {
  expect(remarksOn({ before, after, floorMinor: 30_000_000 })).toEqual(remarks);
});

test('a price whose cost nobody knows is below no floor', () => {
  expect(remarksOn({ before: usual, after: price([0, 41_000_000]), floorMinor: null })).toEqual([]);
});

test('a step that is dropped counts at its weight', () => {
  expect(largestMoveBp(usual, price([0, 42_000_000]))).toBe(244);
  expect(largestMoveBp(price([0, 42_000_000]), usual)).toBe(-238);
});

test('a price that begins at a larger weight is compared only from there', () => {
  expect(largestMoveBp(price([5 * T, 41_000_000]), usual)).toBe(0);
});

test('two prices are the same exactly when their texts are', () => {
  expect(priceText(usual)).toBe('0:42000000 5000000:41000000');
  expect(priceText(null)).toBe('');
});
