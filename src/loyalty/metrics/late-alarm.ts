import { tQuantile } from './distributions.ts';
import { meanOf, varianceOf } from './sample.ts';

/** How long an account has been silent beside its own rhythm. */
export type AlarmState = 'on_time' | 'due' | 'late' | 'very_late' | 'not_enough_history';

/** The rhythm of an account and where it stands in it. Lengths are days of trade. */
export type LateAlarm = {
  /** Purchases after those close together were made one. */
  purchaseEvents: number;
  intervals: number[];
  /** Intervals. */
  n: number;
  /** Since the last purchase; `null` of an account that never bought. */
  elapsed: number | null;
  /** Mean of the logarithms of the intervals. */
  mu: number | null;
  /** Their spread, drawn towards that of all accounts. */
  sPost: number | null;
  /** From here on the account is due. */
  due: number | null;
  /** From here on it is late: four of five of its intervals are shorter. */
  p80: number | null;
  /** From here on it is very late. */
  p95: number | null;
  state: AlarmState;
};

/** What is assumed of all accounts before one is known by itself. */
export type RhythmPrior = {
  /** The variance of log intervals within accounts. */
  pooledLogVariance: number;
  /** For how many intervals that counts. */
  degrees: number;
};

/** Orders closer than this to the last one kept are the same purchase. */
export const MERGE_DAYS = 7;
const INTERVALS_MIN = 3;

/**
 * Whether an account is late by its own rhythm (1.15): days of purchase in rising
 * order, those within a week of one another as one, gaps in days of trade by the
 * seasonal clock, and the limits of the next gap from a t distribution of their
 * logarithms. It needs three gaps. Do not act on it while an order, quote, claim or
 * agreed pause of the account is open.
 */
export function lateAlarmOf(
  days: ArrayLike<number>,
  today: number,
  how: { clock: (day: number) => number; prior: RhythmPrior; mergeDays?: number },
): LateAlarm {
  const events = purchaseEvents(days, today, how.mergeDays);
  const intervals = intervalsOf(events, how.clock);
  const last = events.at(-1);
  const elapsed = last === undefined ? null : how.clock(today) - how.clock(last);
  const n = intervals.length;
  const known = { purchaseEvents: events.length, intervals, n, elapsed };

  const logs = intervals.map(Math.log);
  const mu = meanOf(logs);
  if (elapsed === null || mu === null || n < INTERVALS_MIN) return { ...known, ...NO_RHYTHM };
  const { pooledLogVariance, degrees } = how.prior;
  const nu = degrees + n - 1;
  const sPost = Math.sqrt((degrees * pooledLogVariance + (n - 1) * (varianceOf(logs) ?? 0)) / nu);
  const limit = (share: number) =>
    Math.exp(mu + tQuantile(share, nu) * sPost * Math.sqrt(1 + 1 / n));
  const [due, p80, p95] = [Math.exp(mu), limit(0.8), limit(0.95)];
  return { ...known, mu, sPost, due, p80, p95, state: stateOf(elapsed, due, p80, p95) };
}

const NO_RHYTHM = {
  mu: null,
  sPost: null,
  due: null,
  p80: null,
  p95: null,
  state: 'not_enough_history',
} as const;

function stateOf(elapsed: number, due: number, p80: number, p95: number): AlarmState {
  if (elapsed < due) return 'on_time';
  if (elapsed < p80) return 'due';
  return elapsed < p95 ? 'late' : 'very_late';
}

/** Days of purchase up to a day, in rising order, without those too close to the last one kept. */
export function purchaseEvents(
  days: ArrayLike<number>,
  today: number,
  mergeDays = MERGE_DAYS,
): number[] {
  const events: number[] = [];
  let last = -Infinity;
  for (let at = 0; at < days.length; at += 1) {
    const day = days[at] ?? 0;
    if (day > today) break;
    if (day - last < mergeDays) continue;
    events.push(day);
    last = day;
  }
  return events;
}

function intervalsOf(events: readonly number[], clock: (day: number) => number): number[] {
  return events.slice(1).map((day, at) => clock(day) - clock(events[at] ?? day));
}

/**
 * The variance of log intervals within accounts, over all of them: what the alarm
 * assumes of an account that it hardly knows. `null` when no account has two.
 */
export function pooledLogVariance(intervalsOfAccounts: Iterable<readonly number[]>): number | null {
  let [squares, degrees] = [0, 0];
  for (const intervals of intervalsOfAccounts) {
    const variance = varianceOf(intervals.map(Math.log));
    if (variance === null) continue;
    squares += variance * (intervals.length - 1);
    degrees += intervals.length - 1;
  }
  return degrees === 0 ? null : squares / degrees;
}
