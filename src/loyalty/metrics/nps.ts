import { tallyAnswers } from './answers.ts';
import { twoSidedP, Z95 } from './distributions.ts';
import type { Interval } from './interval.ts';

/** How many answered 9 or 10, 7 or 8, and 0 to 6. */
export type NpsClasses = { promoters: number; passives: number; detractors: number };

/** The score of classes, from -100 to 100; `null` of nobody, never 0. */
export type NpsScore = {
  nps: number | null;
  /** The plug-in error of the multinomial distribution, in points. */
  se: number | null;
  ci95: Interval | null;
};

/** The score of answers, with what went into it. */
export type Nps = NpsClasses & NpsScore & { n: number; missing: number; rejected: number };

const NPS_SCALE = [0, 10] as const;
const PROMOTER = 9;
const PASSIVE = 7;
/** Answers that the adjusted Wald interval adds, a quarter of them promoters and a quarter detractors. */
const ADDED = 3;

/**
 * The Net Promoter Score of answers from 0 to 10 (R27), promoters less
 * detractors in per cent of the valid answers. Also the eNPS of employees. Five
 * points can never be made into it.
 */
export function npsOf(answers: Iterable<unknown>): Nps {
  const { valid, missing, rejected } = tallyAnswers(answers, NPS_SCALE);
  const classes = { promoters: 0, passives: 0, detractors: 0 };
  for (const score of valid) {
    const side = npsSide(score);
    if (side > 0) classes.promoters += 1;
    else if (side < 0) classes.detractors += 1;
    else classes.passives += 1;
  }
  return { ...classes, ...npsOfClasses(classes), n: valid.length, missing, rejected };
}

/** 1 for a promoter, -1 for a detractor, 0 for a passive answer. */
export function npsSide(score: number): -1 | 0 | 1 {
  if (score >= PROMOTER) return 1;
  return score >= PASSIVE ? 0 : -1;
}

/**
 * The score of counted classes, with the adjusted Wald interval of Rocks (2016),
 * clipped to what a score can be: the plug-in interval of all promoters would be
 * a point. Throws a RangeError when a count is no count, or when somebody states
 * another number of answers than the classes add up to.
 */
export function npsOfClasses(classes: NpsClasses, statedN?: number): NpsScore {
  const { promoters, passives, detractors } = classes;
  const n = promoters + passives + detractors;
  for (const count of [promoters, passives, detractors]) {
    if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`not a count: ${count}`);
  }
  if (statedN !== undefined && statedN !== n) {
    throw new RangeError(`classes add up to ${n}, not to ${statedN}`);
  }
  if (n === 0) return { nps: null, se: null, ci95: null };

  const adjusted = n + ADDED;
  const likely = (promoters + ADDED / 4) / adjusted;
  const unlikely = (detractors + ADDED / 4) / adjusted;
  const centre = 100 * (likely - unlikely);
  const half = Z95 * errorOf(likely, unlikely, adjusted);
  return {
    nps: (100 * (promoters - detractors)) / n,
    se: errorOf(promoters / n, detractors / n, n),
    ci95: [Math.max(-100, centre - half), Math.min(100, centre + half)],
  };
}

/** What changed between two periods in which different people answered, in points. */
export type NpsDifference = {
  diff: number | null;
  se: number | null;
  z: number | null;
  pTwoSided: number | null;
  ci95: Interval | null;
};

/**
 * How far a score moved between two independent periods. An arrow is shown only
 * when the interval leaves zero out. `null` when nobody answered in one of them;
 * no `z` when neither period varies. For the same people asked twice there is
 * `npsChange`.
 */
export function npsDifference(before: NpsClasses, after: NpsClasses): NpsDifference {
  const [was, is] = [npsOfClasses(before), npsOfClasses(after)];
  if (was.nps === null || is.nps === null) {
    return { diff: null, se: null, z: null, pTwoSided: null, ci95: null };
  }
  const diff = is.nps - was.nps;
  const se = Math.hypot(was.se ?? 0, is.se ?? 0);
  const z = se === 0 ? null : diff / se;
  return {
    diff,
    se,
    z,
    pTwoSided: z === null ? null : twoSidedP(z),
    ci95: [diff - Z95 * se, diff + Z95 * se],
  };
}

/**
 * How many answers make a score of those shares sure to so many points either
 * way, in 95 of 100 cases.
 */
export function npsAnswersNeeded(classes: NpsClasses, points: number): number | null {
  const n = classes.promoters + classes.passives + classes.detractors;
  if (n === 0) return null;
  const [p, d] = [classes.promoters / n, classes.detractors / n];
  return Math.ceil(((100 * Z95) / points) ** 2 * (p + d - (p - d) ** 2));
}

/** The plug-in error of a score, in points (variance of the multinomial distribution). */
const errorOf = (promoters: number, detractors: number, n: number) =>
  100 * Math.sqrt(Math.max(0, promoters + detractors - (promoters - detractors) ** 2) / n);
