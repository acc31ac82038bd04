import { meanOf } from './sample.ts';

/** What a month of the year is worth beside the others, January first; their mean is 1. */
export type SeasonIndex = readonly number[];

/** A year without seasons, for a trader who does not know his own yet. */
export const NO_SEASON: SeasonIndex = Array.from({ length: 12 }, () => 1);

const YEAR = 12;
/** No month counts for less: a closed January would make every silence infinitely long or short. */
const LEAST = 0.05;

/**
 * The seasonal index by the ratio to the centred mean of twelve months, averaged by
 * month and brought to a mean of 1 (1.22; R: `decompose`, multiplicative). Begins
 * with the month of the year that the first figure is of. `null` with fewer than 24
 * months, or when a whole year sold nothing: then take `NO_SEASON` and say so.
 */
export function seasonIndexOf(monthly: readonly number[], firstMonth: number): number[] | null {
  if (monthly.length < 2 * YEAR) return null;
  const ratios: number[][] = Array.from({ length: YEAR }, () => []);
  for (let at = YEAR / 2; at + YEAR / 2 < monthly.length; at += 1) {
    const inside = monthly.slice(at - YEAR / 2 + 1, at + YEAR / 2);
    const ends = (monthly[at - YEAR / 2] ?? 0) + (monthly[at + YEAR / 2] ?? 0);
    const trend = (inside.reduce((sum, figure) => sum + figure, 0) + ends / 2) / YEAR;
    if (!(trend > 0)) return null;
    ratios[(firstMonth - 1 + at) % YEAR]?.push((monthly[at] ?? 0) / trend);
  }
  const figures = ratios.map((ofMonth) => meanOf(ofMonth) ?? 1);
  const mean = meanOf(figures) ?? 0;
  return mean > 0 ? figures.map((figure) => figure / mean) : null;
}

/**
 * Days of trade up to a day: every calendar day counts what its month is worth, so
 * a silence in winter is short (1.15). Only differences mean something. The day is
 * the number of days since 1970-01-01. The clock is made once for many accounts.
 * Throws a RangeError unless there are twelve months.
 */
export function seasonalClock(season: SeasonIndex): (day: number) => number {
  if (season.length !== YEAR || season.some((month) => !Number.isFinite(month))) {
    throw new RangeError('a year has twelve months');
  }
  if (season.every((month) => month === 1)) return (day) => day;
  const known = new Map<number, { first: number; before: number; worth: number }>();
  const worthOf = (month: number) => Math.max(LEAST, season[month] ?? 1);
  return (day) => {
    const date = new Date(day * 86_400_000);
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
    const key = year * YEAR + month;
    const span = known.get(key) ?? spanOf(year, month, worthOf);
    known.set(key, span);
    return span.before + (day - span.first + 1) * span.worth;
  };
}

/** A month: its first day, the days of trade before it since 1970, and what its days count. */
function spanOf(year: number, month: number, worthOf: (month: number) => number) {
  let before = 0;
  for (let at = 0; at < (year - 1970) * YEAR + month; at += 1) {
    const days = new Date(Date.UTC(1970, at + 1, 0)).getUTCDate();
    before += days * worthOf(at % YEAR);
  }
  return { first: Date.UTC(year, month, 1) / 86_400_000, before, worth: worthOf(month) };
}
