import { MERGE_DAYS, purchaseEvents } from './late-alarm.ts';
import { daysOf, type PurchaseLog } from './purchase-log.ts';

/**
 * What the models of purchasing know of accounts, a column each: repeat purchases,
 * the age at the last purchase, and the age today, both counted from the first
 * purchase in one unit of time.
 */
export type BuyingHistories = {
  repeats: ArrayLike<number>;
  recencies: ArrayLike<number>;
  ages: ArrayLike<number>;
};

/** One account's history. */
export type BuyingHistory = { repeats: number; recency: number; age: number };

/** Equal histories counted once: most accounts of a base bought once, on few days. */
export type GroupedHistories = {
  repeats: Float64Array;
  recencies: Float64Array;
  ages: Float64Array;
  counts: Float64Array;
};

/**
 * The histories of a log in weeks, purchases within a week made one (users report
 * that heavy buyers break the models otherwise), measured by a clock that may be
 * seasonal. One-time buyers stay in. In the order of the log's accounts.
 */
export function historiesOf(
  log: PurchaseLog,
  today: number,
  clock: (day: number) => number = (day) => day,
): BuyingHistories {
  const n = log.accounts.length;
  const repeats = new Float64Array(n);
  const recencies = new Float64Array(n);
  const ages = new Float64Array(n);
  const now = clock(today);
  for (let place = 0; place < n; place += 1) {
    const events = purchaseEvents(daysOf(log, place), today);
    const first = clock(events[0] ?? today);
    repeats[place] = Math.max(0, events.length - 1);
    recencies[place] = (clock(events.at(-1) ?? today) - first) / MERGE_DAYS;
    ages[place] = (now - first) / MERGE_DAYS;
  }
  return { repeats, recencies, ages };
}

/**
 * Puts equal histories together. Throws a RangeError on a history that cannot be: a
 * last purchase after today, repeats below zero.
 */
export function groupHistories({ repeats, recencies, ages }: BuyingHistories): GroupedHistories {
  const places = new Map<string, number>();
  const grouped = { repeats: [] as number[], recencies: [] as number[], ages: [] as number[] };
  const counts: number[] = [];
  for (let at = 0; at < repeats.length; at += 1) {
    const x = repeats[at] ?? 0;
    const recency = x === 0 ? 0 : (recencies[at] ?? 0);
    const age = ages[at] ?? 0;
    if (!(x >= 0 && recency >= 0 && recency <= age && age < Infinity)) {
      throw new RangeError(`not a history: ${x} repeats, the last at ${recency} of ${age}`);
    }
    const key = `${x}|${recency}|${age}`;
    const place = places.get(key);
    if (place !== undefined) {
      counts[place] = (counts[place] ?? 0) + 1;
      continue;
    }
    places.set(key, counts.length);
    counts.push(1);
    grouped.repeats.push(x);
    grouped.recencies.push(recency);
    grouped.ages.push(age);
  }
  return {
    repeats: Float64Array.from(grouped.repeats),
    recencies: Float64Array.from(grouped.recencies),
    ages: Float64Array.from(grouped.ages),
    counts: Float64Array.from(counts),
  };
}

/** Whether any account came back at all; without it no model can be fitted. */
export function hasRepeats({ repeats }: GroupedHistories): boolean {
  return repeats.some((x) => x > 0);
}

/** The mean age, by which the starts of a fit are scaled. */
export function meanAge({ ages, counts }: GroupedHistories): number {
  let [sum, n] = [0, 0];
  ages.forEach((age, at) => {
    sum += age * (counts[at] ?? 0);
    n += counts[at] ?? 0;
  });
  return n === 0 ? 1 : Math.max(sum / n, 1e-6);
}

/**
 * Whether the numbers of a model may be shown: fitted on the history less its last
 * weeks, it must foretell the orders of those weeks within 20% (1.15).
 */
export function isModelTrusted(foretold: number, ordered: number): boolean {
  return ordered > 0 && Math.abs(foretold - ordered) <= 0.2 * ordered;
}
