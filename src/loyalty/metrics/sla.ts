import { binomialQuantile } from './distributions.ts';
import { type Interval, shareOf } from './interval.ts';
import { quantileOf, rising } from './sample.ts';

/** A percentile, and between which answers it lies; a side is `null` when they are too few to bound it. */
type Percentile = {
  value: number | null;
  ci95: readonly [low: number | null, high: number | null];
};

/** How long customers wait for a first answer. */
export type ResponseTimes = {
  n: number;
  p50: Percentile;
  p90: Percentile;
  p95: Percentile;
  withinTarget: number | null;
  withinCi95: Interval | null;
};

/**
 * Percentiles of the time to the first answer with content (R31, 1.20), in minutes
 * of business, and the share within the target. Type 7; intervals by order
 * statistics, which assume nothing. Requests still unanswered belong on the curve of
 * `durationsOf`: leaving them out would flatter.
 */
export function responseTimesOf(minutes: ArrayLike<number>, targetMinutes: number): ResponseTimes {
  const sorted = rising(minutes);
  const { share, ci95 } = shareOf(
    sorted.filter((waited) => waited <= targetMinutes).length,
    sorted.length,
  );
  return {
    n: sorted.length,
    p50: percentileOf(sorted, 0.5),
    p90: percentileOf(sorted, 0.9),
    p95: percentileOf(sorted, 0.95),
    withinTarget: share,
    withinCi95: ci95,
  };
}

function percentileOf(sorted: Float64Array, share: number): Percentile {
  const n = sorted.length;
  const value = quantileOf(sorted, share);
  if (value === null) return { value, ci95: [null, null] };
  const low = binomialQuantile(0.025, n, share);
  const high = binomialQuantile(0.975, n, share) + 1;
  return { value, ci95: [sorted[low - 1] ?? null, sorted[high - 1] ?? null] };
}
