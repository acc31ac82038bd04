import { isDay } from '../measures/calendar.ts';

/** What is open on a day: less than nothing for money of the company that pays for nothing yet. Minor units. */
export type AgedItem = {
  dueMinor: number;
  /** Null while what makes it due has not happened. */
  dueOn: string | null;
  /** How many things of one day it stands for; one where nothing is said. */
  count?: number;
};

/** How long something is overdue: from a number of days on, and up to one. */
export const ageBuckets = [
  { code: 'not-due', fromDays: null, toDays: 0 },
  { code: 'days-1-7', fromDays: 1, toDays: 7 },
  { code: 'days-8-30', fromDays: 8, toDays: 30 },
  { code: 'days-31-60', fromDays: 31, toDays: 60 },
  { code: 'days-61-90', fromDays: 61, toDays: 90 },
  { code: 'over-90', fromDays: 91, toDays: null },
] as const;

export type AgeBucket = (typeof ageBuckets)[number]['code'];

/** What a company owes on a day, by how long it is overdue. Minor units, one currency. */
export type Ageing = {
  buckets: { bucket: AgeBucket; dueMinor: number; count: number }[];
  /** Money of the company that pays for nothing yet; it is no bucket's, since nobody said whose. */
  unallocatedMinor: number;
  overdueMinor: number;
  /** All buckets less the money that pays for nothing: what the account says. */
  balanceMinor: number;
};

const DAY_MS = 86_400_000;

/** How many days ago something fell due; nothing or less while it has not, and on the day itself. Throws a RangeError on what is no day. */
export function daysOverdue(dueOn: string, on: string): number {
  return Math.round((midnightOf(on) - midnightOf(dueOn)) / DAY_MS);
}

function midnightOf(day: string): number {
  if (!isDay(day)) throw new RangeError(`not a day: ${day}`);
  return Date.parse(`${day}T00:00:00Z`);
}

/** The bucket of something that falls due on a day, or on one that is not known yet. */
export function ageBucketOf(dueOn: string | null, on: string): AgeBucket {
  const days = dueOn === null ? 0 : daysOverdue(dueOn, on);
  return ageBuckets.find(({ toDays }) => toDays === null || days <= toDays)?.code ?? 'over-90';
}

/**
 * Open items by how long they are overdue (B16): not due, 1 to 7 days, 8 to 30,
 * 31 to 60, 61 to 90, more. All buckets are there, also empty ones; together,
 * less the money that pays for nothing yet, they are the balance. Throws a
 * RangeError on what is no day.
 */
export function ageingOf(items: readonly AgedItem[], on: string): Ageing {
  const owed = items.filter(({ dueMinor }) => dueMinor > 0);
  const buckets = ageBuckets.map(({ code }) => {
    const inIt = owed.filter(({ dueOn }) => ageBucketOf(dueOn, on) === code);
    return { bucket: code, dueMinor: dueOf(inIt), count: countOf(inIt) };
  });
  const overdue = buckets.filter(({ bucket }) => bucket !== 'not-due');
  return {
    buckets,
    unallocatedMinor: dueOf(owed) - dueOf(items),
    overdueMinor: dueOf(overdue),
    balanceMinor: dueOf(items),
  };
}

const dueOf = (items: readonly { dueMinor: number }[]) =>
  items.reduce((total, { dueMinor }) => total + dueMinor, 0);

const countOf = (items: readonly AgedItem[]) =>
  items.reduce((total, { count = 1 }) => total + count, 0);
