import { tQuantile } from './distributions.ts';
import type { Interval } from './interval.ts';

/** A value that one person of an account gave, and how much it counts. */
export type Voice = { account: string | number; value: number; weight: number };

/** A weighted mean of people who come in accounts, and how sure it is. */
export type ClusterMean = {
  mean: number | null;
  /** `null` when a single account spoke: it says nothing about how accounts differ. */
  se: number | null;
  /** Accounts less one. */
  df: number | null;
  ci95: Interval | null;
  n: number;
  accounts: number;
  /** Kish's effective number of answers, what the weights leave of them. */
  effectiveN: number | null;
};

/**
 * The weighted mean of answers nested in accounts, with the linearised standard
 * error of clusters and a t interval (conventions of the metrics; R:
 * `survey::svymean`). The people of one company think alike, so ten of them are
 * not ten answers. Nothing, or nothing but weights of zero, gives `null`. Throws
 * a RangeError on a weight that is negative or no number.
 */
export function clusterMean(voices: readonly Voice[]): ClusterMean {
  let weight = 0;
  let weighted = 0;
  let squares = 0;
  for (const voice of voices) {
    if (!(voice.weight >= 0 && voice.weight < Infinity)) {
      throw new RangeError(`not a weight: ${voice.weight}`);
    }
    weight += voice.weight;
    weighted += voice.weight * voice.value;
    squares += voice.weight ** 2;
  }
  const n = voices.length;
  if (weight === 0) return { ...NOTHING, n, accounts: countAccounts(voices) };

  const mean = weighted / weight;
  const strays = new Map<string | number, number>();
  for (const voice of voices) {
    const stray = (voice.weight * (voice.value - mean)) / weight;
    strays.set(voice.account, (strays.get(voice.account) ?? 0) + stray);
  }
  const accounts = strays.size;
  const answer = { mean, n, accounts, effectiveN: weight ** 2 / squares };
  if (accounts < 2) return { ...answer, se: null, df: null, ci95: null };

  let sum = 0;
  for (const stray of strays.values()) sum += stray ** 2;
  const df = accounts - 1;
  const se = Math.sqrt((accounts / df) * sum);
  const half = tQuantile(0.975, df) * se;
  return { ...answer, se, df, ci95: [mean - half, mean + half] };
}

const NOTHING = { mean: null, se: null, df: null, ci95: null, effectiveN: null };

const countAccounts = (voices: readonly Voice[]) =>
  new Set(voices.map(({ account }) => account)).size;
