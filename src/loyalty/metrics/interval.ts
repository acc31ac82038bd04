import { tQuantile, Z95 } from './distributions.ts';
import { meanOf, varianceOf } from './sample.ts';

/** Where the truth lies in 95 of 100 cases. */
export type Interval = readonly [low: number, high: number];

/**
 * Wilson's interval of a share, so many hits of so many tries. It stays inside
 * 0 and 1 and is wide when the tries are few. `null` without tries. Throws a
 * RangeError when more hit than tried.
 */
export function wilson(hits: number, tries: number): Interval | null {
  if (!(hits >= 0 && hits <= tries)) throw new RangeError(`not ${hits} hits of ${tries}`);
  if (tries === 0) return null;
  const share = hits / tries;
  const square = Z95 ** 2;
  const below = 1 + square / tries;
  const centre = (share + square / (2 * tries)) / below;
  const half =
    (Z95 / below) * Math.sqrt((share * (1 - share)) / tries + square / (4 * tries * tries));
  return [hits === 0 ? 0 : centre - half, hits === tries ? 1 : centre + half];
}

/** A share of so many tries with its interval; both `null` without tries. */
export function shareOf(
  hits: number,
  tries: number,
): { share: number | null; ci95: Interval | null } {
  return { share: tries === 0 ? null : hits / tries, ci95: wilson(hits, tries) };
}

/** A mean with the t interval of independent values: no interval of one value, nothing of none. */
export function meanWithInterval(values: ArrayLike<number>): {
  mean: number | null;
  ci95: Interval | null;
} {
  const mean = meanOf(values);
  const variance = varianceOf(values);
  if (mean === null || variance === null) return { mean, ci95: null };
  const half = tQuantile(0.975, values.length - 1) * Math.sqrt(variance / values.length);
  return { mean, ci95: [mean - half, mean + half] };
}
