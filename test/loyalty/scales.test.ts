import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alphaOf } from '../../src/loyalty/metrics/alpha.ts';
import { rescaled } from '../../src/loyalty/metrics/answers.ts';
import { areToldApart, factorQualityOf } from '../../src/loyalty/metrics/ave-cr.ts';
import { bootstrapInterval, resample, seededRandom } from '../../src/loyalty/metrics/bootstrap.ts';
import {
  groupScore,
  groupScoreInterval,
  personScore,
} from '../../src/loyalty/metrics/composite.ts';
import {
  correlationInterval,
  correlationOf,
  rankCorrelationOf,
  ranksOf,
} from '../../src/loyalty/metrics/correlation.ts';
import { derivedImportanceOf } from '../../src/loyalty/metrics/derived-importance.ts';
import { driverRows } from '../../src/loyalty/metrics/driver-view.ts';
import { agreedLabel, ipaOf } from '../../src/loyalty/metrics/ipa.ts';
import { type KanoAnswer, kanoOf } from '../../src/loyalty/metrics/kano.ts';
import { meanOf, quantileOf, rising, varianceOf } from '../../src/loyalty/metrics/sample.ts';

const column = (length: number) =>
  fc.array(fc.integer({ min: 1, max: 5 }), { minLength: length, maxLength: length });

test('quantiles pass through the values they lie on, and nothing has none', () => {
  const sorted = rising([40, 10, 30, 20, 50]);
  expect([0, 0.25, 0.5, 1].map((share) => quantileOf(sorted, share))).toEqual([10, 20, 30, 50]);
  expect(quantileOf(sorted, 0.9)).toBeCloseTo(46, 9);
  expect([quantileOf([], 0.5), meanOf([]), varianceOf([5])]).toEqual([null, null, null]);
});

test('equal values share their ranks, and a column without spread goes together with nothing', () => {
  expect([...ranksOf([5, 1, 5, 3, 5])]).toEqual([4, 1, 4, 2, 4]);
  expect(correlationOf([0.1, 0.1, 0.1], [1, 2, 3])).toBeNull();
  expect(rankCorrelationOf([1, 2, 3], [1, 100, 101])).toBe(1);
  expect([correlationOf([], []), correlationOf([1], [2])]).toEqual([null, null]);
  expect([
    correlationInterval(1, 9),
    correlationInterval(0.5, 3),
    correlationInterval(null, 9),
  ]).toEqual([[1, 1], null, null]);
});

test('items that all say the same hang together perfectly, and the interval holds the value', () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 4, max: 30 })
        .chain((rows) => fc.array(column(rows), { minLength: 3, maxLength: 6 })),
      (columns) => {
        const alpha = alphaOf(Object.fromEntries(columns.map((values, at) => [`i${at}`, values])));
        fc.pre(alpha !== null && alpha.raw !== null);
        expect(alpha.raw).toBeLessThanOrEqual(1 + 1e-9);
        expect(alpha.feldt95![0]).toBeLessThanOrEqual(alpha.raw + 1e-9);
        expect(alpha.feldt95![1]).toBeGreaterThanOrEqual(alpha.raw - 1e-9);
      },
    ),
  );
  const said = [1, 2, 3, 4, 5];
  expect(alphaOf({ a: said, b: said, c: said })).toMatchObject({
    raw: 1,
    std: 1,
    n: 5,
    isEnough: false,
  });
});

test('an item that does not vary is dropped and named, and what is left may be too little', () => {
  const one = { a: [1, 2, 3, 4], b: [2, 2, 4, 5], c: [3, 3, 3, 3] };
  expect(alphaOf(one)).toMatchObject({ dropped: ['c'], ifDeleted: null, n: 4 });
  expect(alphaOf({ a: one.a, c: one.c })).toBeNull();
  expect(alphaOf({ a: [1], b: [2] })).toBeNull();
  expect(alphaOf({})).toBeNull();
});

test('an item asked the other way round is found, and turned round when that is said', () => {
  const said = [1, 2, 3, 4, 5, 2, 4];
  const data = { a: said, b: [2, 2, 3, 5, 5, 1, 4], c: said.map((answer) => 6 - answer) };
  expect(alphaOf(data)!.againstOthers).toContain('c');
  const turned = alphaOf(data, { reverse: ['c'], scale: [1, 5] })!;
  expect(turned.againstOthers).toEqual([]);
  expect(turned.raw).toBeGreaterThan(0.9);
  expect(() => alphaOf(data, { reverse: ['c'] })).toThrow(RangeError);
});

test('items that cancel each other have no raw value', () => {
  expect(alphaOf({ a: [1, 2, 3], b: [3, 2, 1] })).toMatchObject({
    raw: null,
    std: null,
    feldt95: null,
  });
});

test('rows with an answer missing, or one outside the scale, are left out of it', () => {
  const data = { a: [1, 2, 3, null, 5, 9], b: [1, 3, 3, 4, 4, 5] };
  expect(alphaOf(data, { scale: [1, 5] })!.n).toBe(4);
});

test('composite reliability never exceeds what its average variance allows', () => {
  const loadings = fc.array(fc.double({ min: 0.01, max: 0.99, noNaN: true }), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(loadings, (of) => {
      const { cr, crMaxForAve, ave } = factorQualityOf(of)!;
      expect(cr).toBeLessThanOrEqual(crMaxForAve + 1e-9);
      expect(ave).toBeLessThan(1);
    }),
  );
  expect(factorQualityOf([])).toBeNull();
  const [good, poor] = [factorQualityOf([0.9, 0.9])!, factorQualityOf([0.5, 0.5])!];
  expect([areToldApart(good, good, 0.8), areToldApart(good, poor, 0.6)]).toEqual([true, false]);
});

test('relative weights are shares of what is explained, and repeated attributes have none', () => {
  const rows = fc
    .integer({ min: 8, max: 40 })
    .chain((length) => fc.array(column(length), { minLength: 3, maxLength: 5 }));
  fc.assert(
    fc.property(rows, ([outcome = [], ...columns]) => {
      const { byAttribute, rSquared } = derivedImportanceOf(
        outcome,
        Object.fromEntries(columns.map((values, at) => [`a${at}`, values])),
      );
      fc.pre(rSquared !== null);
      const all = Object.values(byAttribute);
      expect(rSquared).toBeLessThanOrEqual(1 + 1e-9);
      expect(all.every(({ relativeWeight }) => relativeWeight! >= 0)).toBe(true);
      expect(all.reduce((sum, one) => sum + (one.relativeWeightShare ?? 0), 0)).toBeCloseTo(
        rSquared > 0 ? 1 : 0,
        6,
      );
      expect(all.every(({ partial }) => Math.abs(partial!) <= 1 + 1e-9)).toBe(true);
    }),
  );
  const same = [1, 3, 2, 5, 4, 4, 1];
  const twice = derivedImportanceOf([2, 3, 3, 5, 4, 5, 1], { a: same, b: same });
  expect(twice.rSquared).toBeNull();
  expect(twice.byAttribute['a']!.pearson).toBeGreaterThan(0.8);
});

test('each attribute goes with the outcome from whoever answered both', () => {
  const found = derivedImportanceOf([1, 2, 3, 4, null, 5], {
    a: [1, 2, 3, 4, 5, 5],
    b: [null, null, null, 1, 2, 3],
    c: [],
  });
  expect(found.byAttribute['a']).toMatchObject({ n: 5, pearson: 1 });
  expect(found.byAttribute['b']).toMatchObject({ n: 2, pearsonCi95: null });
  expect(found.byAttribute['c']).toMatchObject({ n: 0, pearson: null, spearman: null });
  expect(derivedImportanceOf([], {}).rSquared).toBeNull();
});

test('a person is scored from two answers and half of the items up', () => {
  const items = ['a', 'b', 'c', 'd', 'e'].map((id) => ({
    id,
    scale: [1, 5] as const,
    isReversed: id === 'e',
  }));
  expect(personScore({ a: 5, b: 5 }, items)).toBeNull();
  expect(personScore({ a: 5, b: 5, e: 5 }, items)).toBeCloseTo(200 / 3, 9);
  expect(personScore({ a: 5, b: 6, c: null, d: '4' }, items)).toBeNull();
  expect(personScore({ a: 5 }, items.slice(0, 1))).toBeNull();
  expect(groupScore([], items)).toMatchObject({ score: null, itemsUsed: 0 });
  expect(groupScore([{ a: 5 }, { a: 1, e: 1 }], items)).toMatchObject({ score: 75, itemsUsed: 2 });
  expect([rescaled(-1, [-1, 1]), rescaled(2, [1, 5], true)]).toEqual([0, 75]);
});

test('the interval of a group comes from drawing accounts, not people', () => {
  const items = [{ id: 'a', scale: [1, 5] as const, isReversed: false }];
  const people = Array.from({ length: 60 }, (_, at) => ({ a: at % 2 === 0 ? 5 : 1 }));
  const width = (accounts: number[]) => {
    const [low, high] = groupScoreInterval(people, accounts, items)!;
    return high - low;
  };
  const alone = width(people.map((_, at) => at));
  const together = width(people.map((_, at) => (at % 2) * 3 + (at % 3)));
  expect(together).toBeGreaterThan(alone * 1.5);
  expect(
    groupScoreInterval(
      people,
      people.map(() => 1),
      items,
    ),
  ).toBeNull();
});

test('a draw takes as many accounts as there are, and the seed decides which', () => {
  const sums: number[] = [];
  resample(7, (times) => sums.push(times.reduce((sum, count) => sum + count, 0)), 50);
  expect(new Set(sums)).toEqual(new Set([7]));
  expect(seededRandom(3)()).toBe(seededRandom(3)());
  expect(seededRandom(3)()).not.toBe(seededRandom(4)());
  expect(bootstrapInterval(1, () => 1)).toBeNull();
  expect(bootstrapInterval(9, () => null)).toBeNull();
  expect(bootstrapInterval(9, () => 4)).toEqual([4, 4]);
});

test('a value on the cross-hair is high, also when its mean was rounded', () => {
  const items = ['a', 'b', 'c'].map((id) => ({ id, importance: 4.1, performance: 3.3 }));
  const { items: places } = ipaOf(items, [3, 3]);
  expect(places.map(({ dataCentred }) => dataCentred)).toEqual(['keep_up', 'keep_up', 'keep_up']);
});

test('an attribute that nobody rated lies nowhere and moves no cross-hair', () => {
  const { centerData, items } = ipaOf(
    [
      { id: 'a', importance: 5, performance: 2 },
      { id: 'b', importance: 1, performance: null },
    ],
    [3, 3],
  );
  expect(centerData).toEqual([5, 2]);
  expect(items[1]).toEqual({
    id: 'b',
    scaleCentred: null,
    dataCentred: null,
    gap: null,
    diagonal: null,
  });
  expect(ipaOf([], [3, 3])).toMatchObject({ centerData: null, items: [] });
});

test('scales of different length have no diagonal', () => {
  const { items } = ipaOf([{ id: 'a', importance: 8, performance: 4 }], [5.5, 3]);
  expect(items[0]).toMatchObject({ scaleCentred: 'keep_up', gap: null, diagonal: null });
});

test('a label is printed when four draws of five agree', () => {
  expect(agreedLabel(['a', 'a', 'a', 'a', 'b'])).toBe('a');
  expect(agreedLabel(['a', 'a', 'a', 'b', 'b'])).toBeNull();
  expect(agreedLabel(['a', 'a', 'a', null, null])).toBeNull();
  expect(agreedLabel([])).toBeNull();
});

const kanoAnswer = fc.constantFrom<KanoAnswer>('like', 'expect', 'neutral', 'tolerate', 'dislike');

test('every pair is in one category, and better and worse stay in their bounds', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(kanoAnswer, kanoAnswer), { maxLength: 40 }), (pairs) => {
      const { counts, n, better, worse, category, categoryStrength } = kanoOf(pairs);
      const most = Math.max(...Object.values(counts));
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(n);
      expect(better ?? 0).toBeGreaterThanOrEqual(0);
      expect(better ?? 0).toBeLessThanOrEqual(1);
      expect(Math.abs(worse ?? 0)).toBeLessThanOrEqual(1);
      expect(category === null ? 0 : counts[category]).toBe(most);
      expect(categoryStrength ?? 0).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('reverse and questionable pairs say nothing of better and worse', () => {
  const strange = kanoOf([
    ['like', 'like'],
    ['dislike', 'like'],
    ['__proto__', 'like'],
  ]);
  expect(strange).toMatchObject({ n: 2, excluded: 1, better: null, worse: null, betterCi95: null });
  expect(strange).toMatchObject({ category: 'R', tie: true, isEnough: false });
});

/** Accounts whose outcome follows the first driver, beside one that follows nothing. */
function accounts(count: number) {
  const random = seededRandom(11);
  const outcome = Array.from({ length: count }, () => random() * 100);
  return {
    outcome,
    drivers: [
      {
        item: 'follows',
        answers: count,
        byAccount: outcome.map((value) => Math.round(value / 25) * 25),
      },
      {
        item: 'noise',
        answers: count,
        byAccount: outcome.map(() => Math.round(random() * 4) * 25),
      },
      { item: 'new', answers: 3, byAccount: outcome.map((_, at) => (at < 3 ? 50 : null)) },
    ],
  };
}

test('a driver that goes together with the outcome is told from one that does not, and from one too new', () => {
  const { outcome, drivers } = accounts(60);
  const [follows, noise, fresh] = driverRows(outcome, drivers);
  expect(follows).toMatchObject({ label: 'goes_together', accounts: 60, pairs: 60 });
  expect(follows!.r).toBeCloseTo(rankCorrelationOf(outcome, drivers[0]!.byAccount as number[])!, 9);
  expect(follows!.rankProbabilities![0]).toBeGreaterThan(0.99);
  expect(noise).toMatchObject({ label: 'no_clear_link' });
  expect(fresh).toMatchObject({
    label: 'collecting',
    accounts: 3,
    r: null,
    rankProbabilities: null,
  });
});

test('below thirty accounts with both, nothing is said of a link', () => {
  const { outcome, drivers } = accounts(29);
  expect(driverRows(outcome, drivers).map(({ r, label }) => [r, label])).toEqual(
    Array.from({ length: 3 }, () => [null, 'collecting']),
  );
  expect(driverRows([], [])).toEqual([]);
});

test('of all draws each driver that can be ranked has one place', () => {
  const { outcome, drivers } = accounts(40);
  const ranked = driverRows(outcome, drivers).flatMap(
    ({ rankProbabilities }) => rankProbabilities ?? [],
  );
  expect(ranked.reduce((sum, share) => sum + share, 0)).toBeCloseTo(2, 9);
});
