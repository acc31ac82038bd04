import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bgNbdAlive,
  bgNbdExpected,
  bgNbdExpectedOfNew,
  type BgNbdKind,
  bgNbdLogLikelihood,
  fitBgNbd,
} from '../../src/loyalty/metrics/bg-nbd.ts';
import { isModelTrusted } from '../../src/loyalty/metrics/buying-history.ts';
import {
  expectedSpending,
  fitGammaGamma,
  spendingDependsOnFrequency,
} from '../../src/loyalty/metrics/gamma-gamma.ts';
import { hypergeometricRest } from '../../src/loyalty/metrics/hypergeometric.ts';
import { lostCustomerCost } from '../../src/loyalty/metrics/lost-customer.ts';
import { contractValue, expectedMargin, valueRange } from '../../src/loyalty/metrics/ltv.ts';
import { minimise } from '../../src/loyalty/metrics/nelder-mead.ts';
import {
  fitParetoNbd,
  paretoNbdAlive,
  paretoNbdExpected,
} from '../../src/loyalty/metrics/pareto-nbd.ts';
import { allocatedShare, shareOfWalletOf } from '../../src/loyalty/metrics/share-of-wallet.ts';

const rows = readFileSync(
  path.join(import.meta.dirname, 'data/cdnow_customers_summary.csv'),
  'utf8',
)
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(',').map(Number));
/** The CDNOW sample with its ages in units of so many weeks. */
const cdnow = (weeks: number) => ({
  repeats: rows.map(([, x = 0]) => x),
  recencies: rows.map(([, , recency = 0]) => recency / weeks),
  ages: rows.map(([, , , age = 0]) => age / weeks),
});

const kinds: BgNbdKind[] = ['bg', 'mbg'];

test.each(kinds)('%s: the unit of time changes the rate of buying and nothing else', (kind) => {
  const weekly = fitBgNbd(cdnow(1), kind)!.params;
  const yearly = fitBgNbd(cdnow(52), kind)!.params;
  expect(yearly.alpha * 52).toBeCloseTo(weekly.alpha, 2);
  expect(yearly.r).toBeCloseTo(weekly.r, 3);
  expect(yearly.a).toBeCloseTo(weekly.a, 2);
  expect(yearly.b).toBeCloseTo(weekly.b, 2);
});

test.each(kinds)('%s: nothing near the fit is likelier', (kind) => {
  const histories = cdnow(1);
  const { params, logLikelihood } = fitBgNbd(histories, kind)!;
  expect(bgNbdLogLikelihood(histories, params, kind)).toBeCloseTo(logLikelihood, 9);
  for (const name of ['r', 'alpha', 'a', 'b'] as const) {
    for (const factor of [0.97, 1.03]) {
      const beside = { ...params, [name]: params[name] * factor };
      expect(bgNbdLogLikelihood(histories, beside, kind)).toBeLessThan(logLikelihood);
    }
  }
});

const one = { repeats: [4], recencies: [20], ages: [30] };

test.each([
  ['nobody', { repeats: [], recencies: [], ages: [] }],
  ['people who bought once', { repeats: [0, 0], recencies: [0, 0], ages: [9, 30] }],
])('%s: there is no model to fit', (_, histories) => {
  expect(kinds.map((kind) => fitBgNbd(histories, kind))).toEqual([null, null]);
  expect(fitParetoNbd(histories)).toBeNull();
});

test('one account, or accounts that all did the same, are fitted to something finite', () => {
  for (const histories of [one, { repeats: [3, 3, 3], recencies: [9, 9, 9], ages: [9, 9, 9] }]) {
    const fits = [...kinds.map((kind) => fitBgNbd(histories, kind)), fitParetoNbd(histories)];
    for (const fit of fits) {
      expect(Object.values(fit!.params).every((value) => value > 0 && value < Infinity)).toBe(true);
      expect(Number.isFinite(fit!.logLikelihood)).toBe(true);
    }
  }
});

test('a history that cannot be is refused', () => {
  expect(() => fitBgNbd({ repeats: [1], recencies: [5], ages: [4] }, 'bg')).toThrow(RangeError);
  expect(() => fitBgNbd({ repeats: [-1], recencies: [0], ages: [4] }, 'bg')).toThrow(RangeError);
});

const positive = fc.double({ min: 0.02, max: 20, noNaN: true });
const params = fc.record({ r: positive, alpha: positive, a: positive, b: positive });
const history = fc
  .record({
    repeats: fc.nat(300),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    age: positive,
  })
  .map(({ repeats, share, age }) => ({ repeats, recency: repeats === 0 ? 0 : share * age, age }));

test('the probability to be there is one, and purchases to come are never fewer for a longer time', () => {
  fc.assert(
    fc.property(
      history,
      params,
      fc.constantFrom(...kinds),
      positive,
      positive,
      (of, model, kind, time, more) => {
        const alive = bgNbdAlive(of, model, kind);
        expect(alive).toBeGreaterThanOrEqual(0);
        expect(alive).toBeLessThanOrEqual(1);
        const soon = bgNbdExpected(of, time, model, kind);
        const later = bgNbdExpected(of, time + more, model, kind);
        expect(soon).toBeGreaterThanOrEqual(-1e-9);
        expect(later).toBeGreaterThanOrEqual(soon * (1 - 1e-9) - 1e-9);
      },
    ),
  );
});

test('nothing happens at a = 1: the purchases to come pass through it smoothly', () => {
  const of = { repeats: 3, recency: 20, age: 30 };
  const at = (a: number) => bgNbdExpected(of, 13, { r: 0.5, alpha: 6, a, b: 2 }, 'mbg');
  expect(at(1)).toBeGreaterThan(0);
  expect(at(1 - 1e-7)).toBeCloseTo(at(1), 6);
  expect(at(1 + 1e-7)).toBeCloseTo(at(1), 6);
});

test('a new account buys what its rate says while nobody leaves yet', () => {
  const model = { r: 2, alpha: 10, a: 0.02, b: 2000 };
  expect(bgNbdExpectedOfNew(5, model, 'bg')).toBeCloseTo((2 / 10) * 5, 3);
});

test('Pareto/NBD: there for certain on the day of a purchase, and less so every day after', () => {
  const model = { r: 0.55, alpha: 10.6, s: 0.6, beta: 11.7 };
  const after = (silence: number) => ({ repeats: 5, recency: 20, age: 20 + silence });
  expect(paretoNbdAlive(after(0), model)).toBe(1);
  fc.assert(
    fc.property(fc.nat(300), fc.nat(300), (silence, more) => {
      const sooner = paretoNbdAlive(after(silence), model);
      expect(paretoNbdAlive(after(silence + more), model)).toBeLessThanOrEqual(sooner);
    }),
  );
  expect(paretoNbdExpected(after(3), 0, model)).toBe(0);
});

test('the series of Gauss is what it is known to be', () => {
  const of = (a: number, b: number, c: number, z: number) =>
    1 + (b / c) * hypergeometricRest(a, b, c, z);
  expect(of(1, 1, 2, 0.5)).toBeCloseTo(2 * Math.log(2), 12);
  expect(of(3, 2, 2, 0.9)).toBeCloseTo(1000, 8);
  expect(of(0, 2, 3, 0.7)).toBe(1);
  expect(of(-2, 1, 1, 0.25)).toBeCloseTo(0.75 ** 2, 12);
});

test('the lowest point of a crooked valley is found from far away', () => {
  const { at, value } = minimise(
    ([x = 0, y = 0]) => 100 * (y - x * x) ** 2 + (1 - x) ** 2,
    [
      [-1.2, 1],
      [8, -5],
    ],
  );
  expect(at[0]).toBeCloseTo(1, 4);
  expect(at[1]).toBeCloseTo(1, 4);
  expect(value).toBeLessThan(1e-9);
});

test('a hole in a function is only infinitely bad', () => {
  const { at } = minimise(([x = 0]) => (x < 0 ? Number.NaN : (x - 2) ** 2), [[-1], [5]]);
  expect(at[0]).toBeCloseTo(2, 4);
});

test('what is spent at a time lies between the own mean and that of all, nearer to the own the more is known', () => {
  const model = { p: 6.25, q: 3.74, gamma: 15.44 };
  const all = expectedSpending(0, 0, model)!;
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 1, max: 500 }),
      (times, mean) => {
        const expected = expectedSpending(times, mean, model)!;
        expect(expected).toBeGreaterThanOrEqual(Math.min(all, mean) - 1e-9);
        expect(expected).toBeLessThanOrEqual(Math.max(all, mean) + 1e-9);
        const known = expectedSpending(times + 50, mean, model)!;
        expect(Math.abs(known - mean)).toBeLessThanOrEqual(Math.abs(expected - mean) + 1e-9);
      },
    ),
  );
  expect(expectedSpending(0, 0, { ...model, q: 0.9 })).toBeNull();
});

test('spending is fitted from who came back, and not from one account', () => {
  expect(fitGammaGamma({ purchases: [0, 3], means: [0, 50] })).toBeNull();
  expect(fitGammaGamma({ purchases: [2, 3, 0], means: [40, 50, 0] })!.n).toBe(2);
});

test('when the frequent spend more, the model may not be used', () => {
  const purchases = [1, 2, 3, 4, 5, 6];
  const even = spendingDependsOnFrequency({ purchases, means: [30, 10, 20, 30, 10, 20] });
  expect(even.isDependent).toBe(false);
  expect(spendingDependsOnFrequency({ purchases, means: purchases.map((x) => 10 * x) })).toEqual({
    correlation: 1,
    isDependent: true,
  });
  expect(spendingDependsOnFrequency({ purchases: [], means: [] }).correlation).toBeNull();
});

test('a model that misses the last weeks by more than a fifth is not shown', () => {
  expect([
    isModelTrusted(80, 100),
    isModelTrusted(79, 100),
    isModelTrusted(121, 100),
    isModelTrusted(0, 0),
  ]).toEqual([true, false, false, false]);
});

test('the value of an account is its purchases, discounted by the month', () => {
  const terms = { spending: 1000, margin: 0.2, discountPerYear: 0 };
  expect(expectedMargin((months) => months / 2, terms)).toBeCloseTo(12 * 200, 9);
  const late = expectedMargin((months) => (months === 24 ? 1 : 0), {
    ...terms,
    discountPerYear: 0.21,
  });
  expect(late).toBeCloseTo(200 / 1.21 ** 2, 9);
  expect(valueRange([])).toBeNull();
  expect(valueRange([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100])).toEqual([10, 90]);
});

test('an account that grows without end has no value', () => {
  expect(contractValue(100, 1.2, 0.1)).toEqual({ firstNow: null, firstAfterAYear: null });
});

test('a customer who buys less every year costs nothing once he buys nothing', () => {
  const cost = lostCustomerCost({ firstYear: 10, yearlyIncrease: -6, years: 4, margin: 0.5 });
  expect(cost).toMatchObject({ revenues: [10, 4, 0, 0], lostRevenue: 14, lostMargin: 7 });
  expect(
    lostCustomerCost({ firstYear: 10, yearlyIncrease: 1, years: 0, margin: 0.5 }).lostRevenue,
  ).toBe(0);
  expect(() => lostCustomerCost({ firstYear: 1, yearlyIncrease: 0, years: -1, margin: 0 })).toThrow(
    RangeError,
  );
});

test('a wallet that nobody stated, or an empty one, is unknown', () => {
  expect([shareOfWalletOf(5, null), shareOfWalletOf(5, 0)]).toEqual([null, null]);
  expect(shareOfWalletOf(0, 10)).toEqual({ value: 0, flag: null });
});

test('the shares of all places of a ranking add up to the whole wallet', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), (suppliers) => {
      const shares = Array.from({ length: suppliers }, (_, at) =>
        allocatedShare(at + 1, suppliers),
      );
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    }),
  );
  expect(() => allocatedShare(4, 3)).toThrow(RangeError);
});
