import { dayNumber, type PurchaseLog } from './purchase-log.ts';
import { quantileOf, rising } from './sample.ts';

/** Recency, frequency and money of every account, in the order of the log's accounts. */
export type Rfm = {
  recencyDays: Int32Array;
  /** Distinct days of purchase. */
  frequency: Int32Array;
  monetaryMinor: Float64Array;
  /** Four values each; `null` without accounts. */
  breakpoints: { r: number[]; f: number[]; m: number[] } | null;
  /** From 1 to 5, 5 for the most recent, the most frequent and the largest. */
  scores: { r: Uint8Array; f: Uint8Array; m: Uint8Array };
};

const SHARES = [0.2, 0.4, 0.6, 0.8];

/**
 * Recency, frequency and money by fifths (1.14). Break points are quantiles of
 * type 7; a score is one more than the number of break points strictly below the
 * value, and strictly above it for recency. With ties some scores stay empty: equal
 * accounts are never told apart by lot.
 */
export function rfmOf(log: PurchaseLog, asOf: string): Rfm {
  const today = dayNumber(asOf);
  const n = log.accounts.length;
  const recencyDays = new Int32Array(n);
  const frequency = new Int32Array(n);
  const monetaryMinor = new Float64Array(n);
  for (let place = 0; place < n; place += 1) {
    const [from, until] = [log.starts[place] ?? 0, log.starts[place + 1] ?? 0];
    recencyDays[place] = today - (log.days[until - 1] ?? today);
    frequency[place] = until - from;
    let sum = 0;
    for (let at = from; at < until; at += 1) sum += log.amountsMinor[at] ?? 0;
    monetaryMinor[place] = sum;
  }
  const r = breakpointsOf(recencyDays);
  const f = breakpointsOf(frequency);
  const m = breakpointsOf(monetaryMinor);
  return {
    recencyDays,
    frequency,
    monetaryMinor,
    breakpoints: n === 0 ? null : { r, f, m },
    scores: {
      r: Uint8Array.from(recencyDays, (days) => 1 + r.filter((point) => point > days).length),
      f: Uint8Array.from(frequency, (times) => 1 + f.filter((point) => point < times).length),
      m: Uint8Array.from(monetaryMinor, (sum) => 1 + m.filter((point) => point < sum).length),
    },
  };
}

function breakpointsOf(values: ArrayLike<number>): number[] {
  const sorted = rising(values);
  return SHARES.flatMap((share) => quantileOf(sorted, share) ?? []);
}
