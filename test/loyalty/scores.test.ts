import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tallyAnswers } from '../../src/loyalty/metrics/answers.ts';
import { clusterMean } from '../../src/loyalty/metrics/cluster-mean.ts';
import { complaintRate, voicedShare } from '../../src/loyalty/metrics/complaint-rate.ts';
import { cesOf, csatOf } from '../../src/loyalty/metrics/csat.ts';
import { csiInterval, csiOf } from '../../src/loyalty/metrics/csi.ts';
import { wilson } from '../../src/loyalty/metrics/interval.ts';
import {
  arrowsOf,
  coverageOf,
  inclusionWeights,
  isEnoughToShow,
  worstCaseNps,
} from '../../src/loyalty/metrics/non-response.ts';
import {
  npsAnswersNeeded,
  npsDifference,
  npsOf,
  npsOfClasses,
} from '../../src/loyalty/metrics/nps.ts';
import {
  npsChange,
  npsInWeightings,
  npsOfVoices,
  weightsOf,
} from '../../src/loyalty/metrics/nps-weighted.ts';
import { expectationShares, servqualOf } from '../../src/loyalty/metrics/servqual.ts';
import { responseTimesOf } from '../../src/loyalty/metrics/sla.ts';

const anything = fc.oneof(fc.integer({ min: -2, max: 12 }), fc.anything());

test('every answer is valid, missing or rejected, and none is two of them', () => {
  fc.assert(
    fc.property(fc.array(anything), (answers) => {
      const { valid, missing, rejected } = tallyAnswers(answers, [0, 10]);
      expect(valid.length + missing + rejected).toBe(answers.length);
      expect(valid.every((answer) => Number.isInteger(answer) && answer >= 0 && answer <= 10)).toBe(
        true,
      );
    }),
  );
});

test('a score lies between -100 and 100 and inside its interval, which only certainty closes', () => {
  fc.assert(
    fc.property(fc.nat(500), fc.nat(500), fc.nat(500), (promoters, passives, detractors) => {
      fc.pre(promoters + passives + detractors > 0);
      const { nps, se, ci95 } = npsOfClasses({ promoters, passives, detractors });
      expect(Math.abs(nps!)).toBeLessThanOrEqual(100);
      expect(se).toBeGreaterThanOrEqual(0);
      expect(ci95![0]).toBeGreaterThanOrEqual(-100);
      expect(ci95![1]).toBeLessThanOrEqual(100);
      expect(ci95![1] - ci95![0]).toBeGreaterThan(0);
    }),
  );
});

test('promoters and detractors change places and the score changes its sign', () => {
  fc.assert(
    fc.property(fc.nat(99), fc.nat(99), fc.nat(99), (promoters, passives, detractors) => {
      fc.pre(promoters + passives + detractors > 0);
      const one = npsOfClasses({ promoters, passives, detractors });
      const other = npsOfClasses({ promoters: detractors, passives, detractors: promoters });
      expect(one.nps).toBeCloseTo(-other.nps!, 9);
      expect(one.ci95![0]).toBeCloseTo(-other.ci95![1], 9);
    }),
  );
});

test('classes that do not add up to the number of answers are no score', () => {
  const classes = { promoters: 18, passives: 11, detractors: 2 };
  expect(() => npsOfClasses(classes, 32)).toThrow('classes add up to 31, not to 32');
  expect(() => npsOfClasses({ ...classes, detractors: -2 })).toThrow(RangeError);
});

test('nobody answered: no score, never nought', () => {
  expect(npsOf([null, undefined])).toMatchObject({ n: 0, missing: 2, nps: null, ci95: null });
  expect(csatOf([null])).toMatchObject({ share: null, mean: null });
  expect(cesOf([])).toMatchObject({ share: null, ci95: null });
  expect(csiOf([], [1, 5])).toMatchObject({ itemsUsed: 0, csi0to100: null, ci95: null });
  expect(clusterMean([])).toMatchObject({ mean: null, n: 0, accounts: 0 });
  expect(responseTimesOf([], 30).p95).toEqual({ value: null, ci95: [null, null] });
});

test('a difference of periods that do not vary has no z, and of an empty period no difference', () => {
  const all = { promoters: 5, passives: 0, detractors: 0 };
  const none = { promoters: 0, passives: 0, detractors: 5 };
  expect(npsDifference(none, all)).toEqual({
    diff: 200,
    se: 0,
    z: null,
    pTwoSided: null,
    ci95: [200, 200],
  });
  expect(npsDifference({ ...all, promoters: 0 }, all).diff).toBeNull();
});

test('how many answers a score needs grows with the square of how sure it shall be', () => {
  const classes = { promoters: 50, passives: 30, detractors: 20 };
  expect(npsAnswersNeeded(classes, 8)).toBe(367);
  expect(npsAnswersNeeded(classes, 4)).toBe(1465);
  expect(npsAnswersNeeded({ promoters: 0, passives: 0, detractors: 0 }, 5)).toBeNull();
});

const voices = fc.array(
  fc.record({
    account: fc.integer({ min: 1, max: 8 }),
    score: fc.oneof(fc.integer({ min: 0, max: 10 }), fc.constantFrom(null, 11, '9')),
    say: fc.nat(3),
    revenueMinor: fc.integer({ min: -5, max: 1000 }),
  }),
  { maxLength: 60 },
);

test('weights add up to the accounts, once plain and once by say, and to the revenue of each', () => {
  fc.assert(
    fc.property(voices, (people) => {
      const ofAccount = new Map(people.map((one) => [one.account, one.revenueMinor]));
      const sameRevenue = people.map((one) => ({
        ...one,
        revenueMinor: ofAccount.get(one.account)!,
      }));
      const weights = weightsOf(sameRevenue);
      const answered = new Set(
        people
          .filter(({ score }) => typeof score === 'number' && score <= 10)
          .map(({ account }) => account),
      );
      const sum = (of: (weight: (typeof weights)[number]) => number) =>
        weights.reduce((total, weight) => total + of(weight), 0);
      expect(sum(({ account }) => account)).toBeCloseTo(answered.size, 9);
      expect(sum(({ decider }) => decider)).toBeCloseTo(answered.size, 9);
      const revenue = [...answered].map((account) => Math.max(0, ofAccount.get(account)!));
      expect(sum((weight) => weight.revenue)).toBeCloseTo(
        revenue.reduce((total, one) => total + one, 0),
        6,
      );
    }),
  );
});

test('weighted scores stay in bounds, and people of one account each weigh as accounts do', () => {
  fc.assert(
    fc.property(voices, (people) => {
      for (const { nps, effectiveN, n } of Object.values(npsInWeightings(people))) {
        expect(Math.abs(nps ?? 0)).toBeLessThanOrEqual(100 + 1e-9);
        expect(effectiveN ?? 0).toBeLessThanOrEqual(n + 1e-9);
      }
      const alone = people.map((one, account) => ({ ...one, account, say: 1 }));
      const { respondents, accounts, deciders } = npsInWeightings(alone);
      expect(accounts).toEqual(respondents);
      expect(deciders).toEqual(respondents);
    }),
  );
});

test('deciders count for more inside their account, and their account for no more than others', () => {
  const say = (account: string, score: number, of: number) => ({
    account,
    score,
    say: of,
    revenueMinor: 1,
  });
  const people = [say('a', 10, 3), say('a', 0, 1), say('b', 7, 0), say('b', 7, 0)];
  const { respondents, accounts, deciders } = npsInWeightings(people);
  expect(respondents.nps).toBe(0);
  expect(accounts.nps).toBe(0);
  expect(deciders.nps).toBeCloseTo((100 * (0.75 - 0.25)) / 2, 9);
});

test('a single account has a score and no error, and a negative weight is nonsense', () => {
  const one = { account: 1, weight: 2, score: 9 };
  expect(npsOfVoices([one, one])).toMatchObject({ nps: 100, se: null, df: null, ci95: null });
  expect(npsOfVoices([{ ...one, weight: 0 }]).nps).toBeNull();
  expect(() => npsOfVoices([{ ...one, weight: -1 }])).toThrow(RangeError);
});

test('the same people asked twice: only who answered twice, by change of class', () => {
  const change = npsChange([
    { account: 1, before: 6, after: 9 },
    { account: 2, before: 9, after: 10 },
    { account: 3, before: null, after: 10 },
    { account: 4, before: 8, after: 6 },
  ]);
  expect(change).toMatchObject({ n: 3, accounts: 3 });
  expect(change.mean).toBeCloseTo(100 / 3, 9);
});

test('a share lies inside its interval, and the interval inside nought and one', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.nat(1000), (hits, others) => {
      fc.pre(hits + others > 0);
      const [low, high] = wilson(hits, hits + others)!;
      const share = hits / (hits + others);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThanOrEqual(share);
      expect(high).toBeGreaterThanOrEqual(share);
      expect(high).toBeLessThanOrEqual(1);
    }),
  );
  expect(() => wilson(3, 2)).toThrow(RangeError);
});

const answersOfItem = fc.record({
  importance: fc.array(fc.oneof(fc.integer({ min: 1, max: 10 }), fc.constant(null)), {
    maxLength: 6,
  }),
  satisfaction: fc.array(fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant(null)), {
    maxLength: 6,
  }),
});

test('the weights of an index add up to one, and it lies between nought and a hundred', () => {
  fc.assert(
    fc.property(fc.array(answersOfItem, { maxLength: 8 }), (items) => {
      const { weights, csi0to100, itemsUsed, weightedGap, weightedMean } = csiOf(items, [1, 5]);
      const sum = weights.reduce((total, weight) => total + weight, 0);
      expect(sum).toBeCloseTo(itemsUsed === 0 ? 0 : 1, 9);
      expect(csi0to100 ?? 50).toBeGreaterThanOrEqual(-1e-9);
      expect(csi0to100 ?? 50).toBeLessThanOrEqual(100 + 1e-9);
      const gap = weightedGap.reduce((total, one) => total + one, 0);
      expect(gap).toBeCloseTo(itemsUsed === 0 ? 0 : 5 - weightedMean!, 9);
    }),
  );
});

test('an attribute that nobody weighed leaves the index as one that nobody rated does', () => {
  const rated = { importance: [5, 7], satisfaction: [4, 5] };
  const { weights, itemsUsed } = csiOf(
    [rated, { importance: [], satisfaction: [1] }, { importance: [9], satisfaction: [null] }],
    [1, 5],
  );
  expect({ weights, itemsUsed }).toEqual({ weights: [1], itemsUsed: 1 });
});

test('the interval of an index is the same every night, and wide when accounts differ', () => {
  const answers = Array.from({ length: 40 }, (_, account) => ({
    account,
    item: account % 2,
    importance: 5 + (account % 3),
    satisfaction: 1 + (account % 5),
  }));
  const size = { accounts: 40, items: 2 };
  const [low, high] = csiInterval(answers, size, [1, 5])!;
  expect(csiInterval(answers, size, [1, 5])).toEqual([low, high]);
  const calm = answers.map((answer) => ({ ...answer, satisfaction: 4 }));
  const [calmLow, calmHigh] = csiInterval(calm, size, [1, 5])!;
  expect(calmLow).toBeCloseTo(75, 9);
  expect(calmHigh).toBeCloseTo(75, 9);
  expect(high - low).toBeGreaterThan(10);
  expect(csiInterval(answers.slice(0, 1), { accounts: 1, items: 2 }, [1, 5])).toBeNull();
});

test('worse, as and better than expected are three shares', () => {
  const { worse, as, better, n, missing, rejected } = expectationShares([-1, 0, 0, 1, null, 2]);
  expect({ n, missing, rejected }).toEqual({ n: 4, missing: 1, rejected: 1 });
  expect([worse, as, better].map(({ count, share }) => [count, share])).toEqual([
    [1, 0.25],
    [2, 0.5],
    [1, 0.25],
  ]);
});

test('a dimension of service that nobody answered leaves the sums', () => {
  const empty = { perceived: [null], expected: [5], weight: 60 };
  const { gaps, unweighted, weighted } = servqualOf([
    { perceived: [4, null], expected: [5, 5], weight: 40 },
    empty,
  ]);
  expect({ gaps, unweighted, weighted }).toEqual({
    gaps: [-1, null],
    unweighted: -1,
    weighted: -1,
  });
  expect(servqualOf([{ perceived: [4], expected: [5] }]).weighted).toBeNull();
});

test('complaints without deliveries have no rate, and their silence is told apart from content', () => {
  expect(complaintRate(0, 0)).toEqual({ rate: null, ci95: null });
  expect(() => complaintRate(-1, 10)).toThrow(RangeError);
  expect(() => complaintRate(1.5, 10)).toThrow(RangeError);
  expect(voicedShare(3, 12)).toBe(0.25);
  expect(voicedShare(3, 0)).toBeNull();
});

test('what was not answered bounds what can be known', () => {
  expect(worstCaseNps(40, 0.25)).toEqual([-65, 85]);
  expect(worstCaseNps(40, 1)).toEqual([40, 40]);
});

test('coverage is by answers, by accounts and by revenue', () => {
  const accounts = [
    { hasAnswered: true, revenueMinor: 900 },
    { hasAnswered: false, revenueMinor: 100 },
    { hasAnswered: false, revenueMinor: -50 },
  ];
  expect(coverageOf({ shown: 10, answered: 4 }, accounts)).toEqual({
    responseRate: 0.4,
    accountCoverage: 1 / 3,
    revenueCoverage: 0.9,
  });
  expect(coverageOf({ shown: 0, answered: 0 }, [])).toEqual({
    responseRate: null,
    accountCoverage: null,
    revenueCoverage: null,
  });
});

test('an answer weighs one over its probability, but never more than five medians', () => {
  expect(inclusionWeights([0.5, 0.5, 0.5, 0.01])).toEqual([2, 2, 2, 10]);
  expect(() => inclusionWeights([0])).toThrow(RangeError);
});

test('below ten answers from five accounts a score is still collecting', () => {
  expect([isEnoughToShow(10, 5), isEnoughToShow(9, 9), isEnoughToShow(50, 4)]).toEqual([
    true,
    false,
    false,
  ]);
});

test('of many changes only those get an arrow that chance would not make', () => {
  expect(arrowsOf([2.2])).toEqual(['up']);
  expect(arrowsOf([2.2, ...Array.from({ length: 19 }, () => 0.3)])[0]).toBeNull();
  expect(arrowsOf([-4, 0.1, null, 3.9])).toEqual(['down', null, null, 'up']);
  expect(arrowsOf([])).toEqual([]);
});
