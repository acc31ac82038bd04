import { chiSquareQuantile } from './distributions.ts';
import type { Interval } from './interval.ts';

/**
 * Complaints per delivered line, or per thousand tonnes, of one cohort of
 * deliveries, with the exact interval of a Poisson count (R: `poisson.test`).
 * None in 120 lines still allows for three in a hundred. `null` when nothing was
 * delivered. Throws a RangeError on a count that is none.
 */
export function complaintRate(
  complaints: number,
  exposure: number,
): { rate: number | null; ci95: Interval | null } {
  if (!Number.isSafeInteger(complaints) || complaints < 0 || !(exposure >= 0)) {
    throw new RangeError(
      `not a count of complaints and what they are of: ${complaints}, ${exposure}`,
    );
  }
  if (exposure === 0) return { rate: null, ci95: null };
  const low = complaints === 0 ? 0 : chiSquareQuantile(0.025, 2 * complaints) / 2;
  const high = chiSquareQuantile(0.975, 2 * complaints + 2) / 2;
  return { rate: complaints / exposure, ci95: [low / exposure, high / exposure] };
}

/**
 * Complaints per low answer: when it falls, people have gone silent, not content
 * (seed 001: the absence of complaints should alarm). `null` without low answers.
 */
export function voicedShare(complaints: number, lowAnswers: number): number | null {
  return lowAnswers === 0 ? null : complaints / lowAnswers;
}
