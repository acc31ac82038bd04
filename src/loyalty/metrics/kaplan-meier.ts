import { Z95 } from './distributions.ts';
import { meanOf, quantileOf, rising } from './sample.ts';

/** Something that ended after so long, or is still open after so long. */
export type Duration = { length: number; hasEnded: boolean };

/** How much is left at a moment: the share still open, and its log-log interval. */
export type Survival = { at: number; share: number; low: number | null; high: number | null };

/** How long things take when some of them are still open. */
export type Durations = {
  survival: Survival[];
  median: number | null;
  /** A side is `null` when the data cannot bound it. */
  medianCi95: readonly [low: number | null, high: number | null] | null;
  /** `null`: not reached; print so. */
  p90: number | null;
  /** Of the closed ones only, which is what not to show: it forgets whoever still waits. */
  naiveMeanOfEnded: number | null;
  naiveMedianOfEnded: number | null;
};

/** What R takes for equal. */
const HAIR = Math.sqrt(Number.EPSILON);

/**
 * The curve of Kaplan and Meier and its quantiles, for the time to resolve a
 * claim, to answer a request, to turn a quote into an order (R: `survfit` with
 * log-log intervals). A reopened case is one case with one clock. Throws a
 * RangeError on a length below zero or none.
 */
export function durationsOf(durations: readonly Duration[]): Durations {
  const survival = survivalOf(durations);
  const ended = durations.flatMap(({ length, hasEnded }) => (hasEnded ? [length] : []));
  const share = (of: (point: Survival) => number | null, q: number) =>
    firstAtMost(survival, of, 1 - q);
  return {
    survival,
    median: share((point) => point.share, 0.5),
    medianCi95:
      survival.length === 0 ? null : [share(({ low }) => low, 0.5), share(({ high }) => high, 0.5)],
    p90: share((point) => point.share, 0.9),
    naiveMeanOfEnded: meanOf(ended),
    naiveMedianOfEnded: quantileOf(rising(ended), 0.5),
  };
}

/** The share of durations that ended by a moment, counting those still open as far as they are known. */
export function endedBy(survival: readonly Survival[], moment: number): number | null {
  if (survival.length === 0) return null;
  const last = survival.findLast(({ at }) => at <= moment);
  return last ? 1 - last.share : 0;
}

function survivalOf(durations: readonly Duration[]): Survival[] {
  const sorted = durations.toSorted((one, other) => one.length - other.length);
  const curve: Survival[] = [];
  let left = sorted.length;
  let share = 1;
  let greenwood = 0;
  for (let from = 0; from < sorted.length;) {
    const at = sorted[from]?.length ?? 0;
    if (!(at >= 0 && at < Infinity)) throw new RangeError(`not a length of time: ${at}`);
    let until = from;
    let ends = 0;
    for (; sorted[until]?.length === at; until += 1) ends += Number(sorted[until]?.hasEnded);
    share *= 1 - ends / left;
    greenwood += ends / (left * (left - ends));
    curve.push({ at, share, ...logLog(share, greenwood) });
    left -= until - from;
    from = until;
  }
  return curve;
}

function logLog(share: number, greenwood: number): { low: number | null; high: number | null } {
  if (share === 1) return { low: 1, high: 1 };
  if (share === 0) return { low: null, high: null };
  const half = (Z95 * Math.sqrt(greenwood)) / -Math.log(share);
  return { low: share ** Math.exp(half), high: share ** Math.exp(-half) };
}

/**
 * The first moment at which a falling curve is at or below a level; the middle of
 * the flat stretch when it lies on the level itself.
 */
function firstAtMost(
  curve: readonly Survival[],
  of: (point: Survival) => number | null,
  level: number,
): number | null {
  const at = curve.findIndex((point) => (of(point) ?? Infinity) <= level + HAIR);
  const first = curve[at];
  if (!first) return null;
  const value = of(first);
  if (value === null || value < level - HAIR) return first.at;
  const next = curve.slice(at + 1).find((point) => (of(point) ?? -Infinity) < level - HAIR);
  return (first.at + (next ?? curve.at(-1) ?? first).at) / 2;
}
