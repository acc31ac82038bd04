import { twoSidedP } from './distributions.ts';
import type { Interval } from './interval.ts';
import { quantileOf, rising } from './sample.ts';

/** How far a score can be believed, by who answered. */
export type Coverage = {
  /** Answered of shown. */
  responseRate: number | null;
  /** Active accounts with at least one valid answer, of all active accounts. */
  accountCoverage: number | null;
  /** Their share of twelve months of revenue; the figure to watch, 80% the aim. */
  revenueCoverage: number | null;
};

/**
 * Response rate and coverage (conventions of the metrics), from what was shown and
 * answered and from the active accounts. Revenue below zero counts as none.
 */
export function coverageOf(
  prompts: { shown: number; answered: number },
  activeAccounts: readonly { hasAnswered: boolean; revenueMinor: number }[],
): Coverage {
  let [answered, revenue, covered] = [0, 0, 0];
  for (const { hasAnswered, revenueMinor } of activeAccounts) {
    answered += Number(hasAnswered);
    revenue += Math.max(0, revenueMinor);
    covered += hasAnswered ? Math.max(0, revenueMinor) : 0;
  }
  return {
    responseRate: prompts.shown === 0 ? null : prompts.answered / prompts.shown,
    accountCoverage: activeAccounts.length === 0 ? null : answered / activeAccounts.length,
    revenueCoverage: revenue === 0 ? null : covered / revenue,
  };
}

/**
 * Between which scores the truth lies if all who were silent were promoters, or
 * detractors. No weighting can prove it narrower.
 */
export function worstCaseNps(nps: number, responseRate: number): Interval {
  const unknown = (1 - responseRate) * 100;
  return [responseRate * nps - unknown, responseRate * nps + unknown];
}

/**
 * Weights of answers, one over the probability with which they were asked for, none
 * above five times the median of them. Throws a RangeError on a probability that is none.
 */
export function inclusionWeights(probabilities: readonly number[]): number[] {
  const weights = probabilities.map((probability) => {
    if (!(probability > 0 && probability <= 1)) {
      throw new RangeError(`not a probability of being asked: ${probability}`);
    }
    return 1 / probability;
  });
  const most = 5 * (quantileOf(rising(weights), 0.5) ?? 0);
  return weights.map((weight) => Math.min(weight, most));
}

/** Whether a score has enough answers and accounts to be shown as more than "collecting". */
export function isEnoughToShow(answers: number, accounts: number): boolean {
  return answers >= 10 && accounts >= 5;
}

/**
 * Which of many changes deserve an arrow: those that Benjamini and Hochberg find at a
 * false discovery rate of 10%, from z values or `null` where there is none.
 */
export function arrowsOf(zs: readonly (number | null)[], rate = 0.1): ('up' | 'down' | null)[] {
  const tests = zs.flatMap((z, at) => (z === null ? [] : [{ z, at, p: twoSidedP(z) }]));
  const sorted = tests.toSorted((one, other) => one.p - other.p);
  const found = sorted.findLastIndex(({ p }, at) => p <= (rate * (at + 1)) / sorted.length);
  const clear = new Set(sorted.slice(0, found + 1).map(({ at }) => at));
  return zs.map((z, at) => {
    if (z === null || !clear.has(at)) return null;
    return z > 0 ? 'up' : 'down';
  });
}
