import { addDays } from '../measures/calendar.ts';

const HOURS_AHEAD_OF_UTC = 5;

/** A moment of a day in Almaty, whose clocks are five hours ahead of UTC since 1 March 2024. */
export function momentOn(day: string, hour: number, minute = 0): Date {
  const midnight = new Date(`${day}T00:00:00Z`).getTime();
  return new Date(midnight + ((hour - HOURS_AHEAD_OF_UTC) * 60 + minute) * 60_000);
}

/** The first day of the month so many months later, or earlier for a negative number. Days are `YYYY-MM-DD`. */
export function monthStart(day: string, months = 0): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

/** The first day of the quarter of a day. */
export function quarterStart(day: string): string {
  const month = Number(day.slice(5, 7));
  return monthStart(day, -((month - 1) % 3));
}

/** Monday to Friday; holidays are working days here. */
export function isWorkingDay(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday >= 1 && weekday <= 5;
}

const nextWorkingDays = new Map<string, string>();

/** The first working day after a day. Asked some ten thousand times for the same few hundred days. */
export function nextWorkingDay(day: string): string {
  const known = nextWorkingDays.get(day);
  if (known) return known;
  let next = addDays(day, 1);
  while (!isWorkingDay(next)) next = addDays(next, 1);
  nextWorkingDays.set(day, next);
  return next;
}

/** A span of days as PostgreSQL writes it: from the first day until before the last, or for good. */
export const during = (from: string, until?: string): string => `[${from},${until ?? ''})`;
