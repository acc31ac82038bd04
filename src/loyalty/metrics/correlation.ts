import { Z95 } from './distributions.ts';
import type { Interval } from './interval.ts';

/**
 * Pearson's correlation of two columns of one length, from -1 to 1; `null` when
 * one of them does not vary or there are fewer than two rows.
 */
export function correlationOf(one: ArrayLike<number>, other: ArrayLike<number>): number | null {
  const n = one.length;
  let [meanOne, meanOther] = [0, 0];
  for (let at = 0; at < n; at += 1) {
    meanOne += (one[at] ?? 0) / n;
    meanOther += (other[at] ?? 0) / n;
  }
  let [ones, others, both] = [0, 0, 0];
  for (let at = 0; at < n; at += 1) {
    const [a, b] = [(one[at] ?? 0) - meanOne, (other[at] ?? 0) - meanOther];
    ones += a * a;
    others += b * b;
    both += a * b;
  }
  // What is left of equal values after rounding is no spread.
  const isFlat =
    ones <= n * (Math.abs(meanOne) * 1e-13) ** 2 ||
    others <= n * (Math.abs(meanOther) * 1e-13) ** 2;
  if (n < 2 || isFlat) return null;
  return Math.max(-1, Math.min(1, both / Math.sqrt(ones * others)));
}

/** The rank of every value from 1 for the smallest; equal values share the mean of their ranks. */
export function ranksOf(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from(values, (_, at) => at).sort(
    (one, other) => (values[one] ?? 0) - (values[other] ?? 0),
  );
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    const value = values[order[from] ?? 0];
    let until = from + 1;
    while (until < order.length && values[order[until] ?? 0] === value) until += 1;
    for (let at = from; at < until; at += 1) ranks[order[at] ?? 0] = (from + 1 + until) / 2;
    from = until;
  }
  return ranks;
}

/** Spearman's correlation: Pearson's of the ranks. */
export function rankCorrelationOf(one: ArrayLike<number>, other: ArrayLike<number>): number | null {
  return correlationOf(ranksOf(one), ranksOf(other));
}

/**
 * Fisher's interval of a correlation of so many rows; `null` of fewer than four.
 * One that contains 0 means "not established", never "unimportant".
 */
export function correlationInterval(r: number | null, n: number): Interval | null {
  if (r === null || n < 4) return null;
  const half = Z95 / Math.sqrt(n - 3);
  return [Math.tanh(Math.atanh(r) - half), Math.tanh(Math.atanh(r) + half)];
}
