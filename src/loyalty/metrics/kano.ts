import { type Interval, wilson } from './interval.ts';
import { meanOf, varianceOf } from './sample.ts';

/** What somebody feels when a thing is there, or when it is not. */
export type KanoAnswer = 'like' | 'expect' | 'neutral' | 'tolerate' | 'dislike';

/** Must be, one-dimensional (the more the better), attractive, indifferent, reverse, questionable. */
export type KanoCategory = 'M' | 'O' | 'A' | 'I' | 'R' | 'Q';

/** Rows: with the thing. Columns: without it, in the order of the answers (Berger et al. 1993). */
const TABLE: Record<KanoAnswer, Record<KanoAnswer, KanoCategory>> = {
  like: { like: 'Q', expect: 'A', neutral: 'A', tolerate: 'A', dislike: 'O' },
  expect: { like: 'R', expect: 'I', neutral: 'I', tolerate: 'I', dislike: 'M' },
  neutral: { like: 'R', expect: 'I', neutral: 'I', tolerate: 'I', dislike: 'M' },
  tolerate: { like: 'R', expect: 'I', neutral: 'I', tolerate: 'I', dislike: 'M' },
  dislike: { like: 'R', expect: 'R', neutral: 'R', tolerate: 'R', dislike: 'Q' },
};
/** When two categories are named equally often, the one that costs more to neglect. */
const TIE_ORDER: readonly KanoCategory[] = ['M', 'O', 'A', 'I', 'R', 'Q'];
const WITH: Record<KanoAnswer, number> = {
  like: 4,
  expect: 2,
  neutral: 0,
  tolerate: -1,
  dislike: -2,
};
const WITHOUT: Record<KanoAnswer, number> = {
  like: -2,
  expect: -1,
  neutral: 0,
  tolerate: 2,
  dislike: 4,
};
const CUT = 2;
const ENOUGH = 20;

/** Where the means lie; they hide disagreement and never replace the table. */
type ContinuousCategory = 'one_dimensional' | 'attractive' | 'must_be' | 'indifferent';

/** What a market makes of one property. */
export type Kano = {
  n: number;
  /** Pairs with an unknown or missing half. */
  excluded: number;
  isEnough: boolean;
  counts: Record<KanoCategory, number>;
  category: KanoCategory | null;
  /** Whether another category was named as often. */
  tie: boolean;
  /** The two most frequent lie too close together to tell (Fong's rule). */
  fongMixed: boolean;
  /** Share of the most frequent less that of the next. */
  categoryStrength: number | null;
  /** Share of those to whom it matters at all: M, O and A. */
  totalStrength: number | null;
  /** How far having it can satisfy, from 0 to 1. */
  better: number | null;
  betterCi95: Interval | null;
  /** How far lacking it can dissatisfy, from -1 to 0. */
  worse: number | null;
  functionalMean: number | null;
  functionalSd: number | null;
  dysfunctionalMean: number | null;
  dysfunctionalSd: number | null;
  continuousCategory: ContinuousCategory | null;
};

/** The category of one person's pair: with the thing, and without it. */
export function kanoCategoryOf(functional: KanoAnswer, dysfunctional: KanoAnswer): KanoCategory {
  return TABLE[functional][dysfunctional];
}

/**
 * The Kano category of a property by the answers of many: the most frequent one,
 * with how sure and how strong it is. Reverse and questionable pairs stay out of
 * better and worse. Never throws; nothing gives `null`.
 */
export function kanoOf(pairs: Iterable<readonly [unknown, unknown]>): Kano {
  const counts: Record<KanoCategory, number> = { A: 0, O: 0, M: 0, I: 0, R: 0, Q: 0 };
  const functional: number[] = [];
  const dysfunctional: number[] = [];
  let excluded = 0;
  for (const [withIt, withoutIt] of pairs) {
    if (!isKanoAnswer(withIt) || !isKanoAnswer(withoutIt)) {
      excluded += 1;
      continue;
    }
    counts[kanoCategoryOf(withIt, withoutIt)] += 1;
    functional.push(WITH[withIt]);
    dysfunctional.push(WITHOUT[withoutIt]);
  }

  const n = functional.length;
  const [functionalMean, dysfunctionalMean] = [meanOf(functional), meanOf(dysfunctional)];
  return {
    n,
    excluded,
    isEnough: n >= ENOUGH,
    counts,
    ...mostFrequent(counts, n),
    totalStrength: n === 0 ? null : (counts.M + counts.O + counts.A) / n,
    ...betterAndWorse(counts),
    functionalMean,
    functionalSd: root(varianceOf(functional)),
    dysfunctionalMean,
    dysfunctionalSd: root(varianceOf(dysfunctional)),
    continuousCategory: continuousCategoryOf(functionalMean, dysfunctionalMean),
  };
}

const isKanoAnswer = (answer: unknown): answer is KanoAnswer =>
  typeof answer === 'string' && Object.hasOwn(TABLE, answer);

const root = (variance: number | null) => (variance === null ? null : Math.sqrt(variance));

function mostFrequent(counts: Kano['counts'], n: number) {
  const [first = 'M', second = 'O'] = TIE_ORDER.toSorted(
    (one, other) => counts[other] - counts[one],
  );
  const [most, next] = [counts[first], counts[second]];
  if (n === 0) return { category: null, tie: false, fongMixed: false, categoryStrength: null };
  const noise = 1.65 * Math.sqrt(((most + next) * (2 * n - most - next)) / (2 * n));
  return {
    category: first,
    tie: most === next,
    fongMixed: most - next < noise,
    categoryStrength: (most - next) / n,
  };
}

function betterAndWorse({ A, O, M, I }: Kano['counts']) {
  const all = A + O + M + I;
  return {
    better: all === 0 ? null : (A + O) / all,
    betterCi95: wilson(A + O, all),
    worse: all === 0 ? null : -(O + M) / all,
  };
}

function continuousCategoryOf(
  functional: number | null,
  dysfunctional: number | null,
): ContinuousCategory | null {
  if (functional === null || dysfunctional === null) return null;
  if (functional >= CUT) return dysfunctional >= CUT ? 'one_dimensional' : 'attractive';
  return dysfunctional >= CUT ? 'must_be' : 'indifferent';
}
