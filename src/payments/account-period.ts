import { addDays, firstDayOf } from '../measures/calendar.ts';

/** Some days of an account, both ends included. */
export type AccountPeriod = { from: string; to: string };

/** The periods that accountants ask for. */
export const namedPeriods = [
  'this-month',
  'last-month',
  'this-quarter',
  'last-quarter',
  'this-year',
] as const;

type NamedPeriod = (typeof namedPeriods)[number];

const MONTHS_OF_QUARTER = 3;

/** The periods that an accountant asks for on a day; those that are not over end with it. Throws a RangeError on what is no day. */
export function accountPeriods(on: string): Readonly<Record<NamedPeriod, AccountPeriod>> {
  const month = firstDayOf('month', on);
  const lastMonth = firstDayOf('month', addDays(month, -1));
  const quarter = firstDayOfQuarter(on);
  const lastQuarter = firstDayOfQuarter(addDays(quarter, -1));
  return {
    'this-month': { from: month, to: on },
    'last-month': { from: lastMonth, to: addDays(month, -1) },
    'this-quarter': { from: quarter, to: on },
    'last-quarter': { from: lastQuarter, to: addDays(quarter, -1) },
    'this-year': { from: `${on.slice(0, 4)}-01-01`, to: on },
  };
}

function firstDayOfQuarter(day: string): string {
  const month = Number(day.slice(5, 7));
  const first = month - ((month - 1) % MONTHS_OF_QUARTER);
  return `${day.slice(0, 4)}-${String(first).padStart(2, '0')}-01`;
}

/** Two days as a period, whichever was said first. */
export const periodOf = (one: string, other: string): AccountPeriod =>
  one <= other ? { from: one, to: other } : { from: other, to: one };
