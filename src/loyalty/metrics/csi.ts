import { isAnswer, type Scale, tallyAnswers } from './answers.ts';
import { bootstrapInterval } from './bootstrap.ts';
import { Z95 } from './distributions.ts';
import type { Interval } from './interval.ts';
import { meanOf, varianceOf } from './sample.ts';

/** What people said of one attribute; who rated it need not be who weighed it. */
export type CsiItem = { importance: Iterable<unknown>; satisfaction: Iterable<unknown> };

/** The index of satisfaction, weighted by what people call important. */
export type Csi = {
  /** Attributes that were both rated and weighed; if their number changes, the trend is broken. */
  itemsUsed: number;
  weights: number[];
  itemMeans: number[];
  weightedMean: number | null;
  /** The number that is shown. */
  csi0to100: number | null;
  /** Begins above zero; only to compare with figures of that kind (TLF, UKCSI). */
  csiTlf: number | null;
  /** As if the attributes were rated independently: the fast check of the bootstrap. */
  seIndependentItems: number | null;
  ci95: Interval | null;
  /** What an attribute takes from the index: the order of what to do. */
  weightedGap: number[];
};

/** Stated importance is asked from 1 to 10 (item IMP). */
const IMPORTANCE = [1, 10] as const;

/**
 * The Customer Satisfaction Index (R28), importance-weighted like the TLF's: a
 * weight is the mean importance of an attribute among those of all attributes
 * used. One that nobody rated, or nobody weighed, leaves both sums and the
 * weights are shared anew. Never throws; nothing gives `null`.
 */
export function csiOf(items: readonly CsiItem[], scale: Scale): Csi {
  const used = items.flatMap(({ importance, satisfaction }) => {
    const { valid } = tallyAnswers(satisfaction, scale);
    const weight = meanOf(tallyAnswers(importance, IMPORTANCE).valid);
    const mean = meanOf(valid);
    return mean === null || weight === null
      ? []
      : [{ weight, mean, variance: varianceOf(valid), n: valid.length }];
  });
  const total = used.reduce((sum, { weight }) => sum + weight, 0);
  const weights = used.map(({ weight }) => weight / total);
  const itemMeans = used.map(({ mean }) => mean);
  const [lowest, highest] = scale;
  const weightedMean =
    used.length === 0
      ? null
      : used.reduce((sum, { mean, weight }) => sum + (weight / total) * mean, 0);
  const csi0to100 =
    weightedMean === null ? null : (100 * (weightedMean - lowest)) / (highest - lowest);

  // A single answer does not say how it varies, so neither does the sum.
  const isKnown = used.length > 0 && used.every(({ variance }) => variance !== null);
  const error = used.reduce(
    (sum, { weight, variance, n }) => sum + ((weight / total) ** 2 * (variance ?? 0)) / n,
    0,
  );
  const se = isKnown ? (100 * Math.sqrt(error)) / (highest - lowest) : null;
  return {
    itemsUsed: used.length,
    weights,
    itemMeans,
    weightedMean,
    csi0to100,
    csiTlf: weightedMean === null ? null : (100 * weightedMean) / highest,
    seIndependentItems: se,
    ci95: csi0to100 === null || se === null ? null : [csi0to100 - Z95 * se, csi0to100 + Z95 * se],
    weightedGap: used.map(({ mean, weight }) => (weight / total) * (highest - mean)),
  };
}

/** An answer on one attribute by a person of an account, both by their place in lists. */
export type CsiAnswer = {
  account: number;
  item: number;
  importance: unknown;
  satisfaction: unknown;
};

/**
 * The interval of the index by drawing accounts (1000 draws, one seed), since the
 * people of one account do not answer independently.
 */
export function csiInterval(
  answers: readonly CsiAnswer[],
  size: { accounts: number; items: number },
  scale: Scale,
): Interval | null {
  const cells = size.accounts * size.items;
  const sums = Array.from({ length: 4 }, () => new Float64Array(cells));
  const [weight, weighed, rating, rated] = sums;
  if (!weight || !weighed || !rating || !rated) return null;
  for (const { account, item, importance, satisfaction } of answers) {
    const cell = account * size.items + item;
    if (isAnswer(importance, IMPORTANCE)) add(weight, weighed, cell, importance);
    if (isAnswer(satisfaction, scale)) add(rating, rated, cell, satisfaction);
  }

  const drawn = new Float64Array(size.items * 4);
  const [lowest, highest] = scale;
  return bootstrapInterval(size.accounts, (times) => {
    drawn.fill(0);
    times.forEach((count, account) => {
      if (count === 0) return;
      for (let item = 0; item < size.items; item += 1) {
        const cell = account * size.items + item;
        sums.forEach((column, at) => {
          drawn[item * 4 + at] = (drawn[item * 4 + at] ?? 0) + count * (column[cell] ?? 0);
        });
      }
    });
    let total = 0;
    let index = 0;
    for (let item = 0; item < size.items; item += 1) {
      const [importance = 0, weighers = 0, satisfaction = 0, raters = 0] = drawn.subarray(
        item * 4,
        item * 4 + 4,
      );
      if (weighers === 0 || raters === 0) continue;
      total += importance / weighers;
      index += (importance / weighers) * (satisfaction / raters);
    }
    return total === 0 ? null : (100 * (index / total - lowest)) / (highest - lowest);
  });
}

function add(sums: Float64Array, counts: Float64Array, cell: number, value: number): void {
  sums[cell] = (sums[cell] ?? 0) + value;
  counts[cell] = (counts[cell] ?? 0) + 1;
}
