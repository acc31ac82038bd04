const ZONE = 'Asia/Almaty';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const OPENING_HOUR = 9;
const CLOSING_HOUR = 18;
const SATURDAY = 6;
const SUNDAY = 0;

const dayInAlmaty = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});
const offsetInAlmaty = new Intl.DateTimeFormat('en-US', {
  timeZone: ZONE,
  timeZoneName: 'longOffset',
});

/**
 * The day of trade at a moment, `YYYY-MM-DD` in Almaty, where price lists and
 * VAT rates change at midnight. Almaty is UTC+5 since 1 March 2024 and was
 * UTC+6 before; the zone's own history decides, not a constant.
 */
export function tradingDay(at: Date): string {
  return dayInAlmaty.format(at);
}

/**
 * The day so many days later, or earlier for a negative number. Days are
 * `YYYY-MM-DD` and have no time zone. Throws a RangeError on what is no day.
 */
export function addDays(day: string, days: number): string {
  if (!isDay(day)) throw new RangeError(`not a day: ${day}`);
  const midnight = new Date(`${day}T00:00:00Z`);
  return new Date(midnight.getTime() + days * DAY_MS).toISOString().slice(0, 10);
}

/** How many days after one day another is; below nothing where it is earlier. Throws a RangeError on what is no day. */
export function daysFrom(day: string, until: string): number {
  const [from, to] = [day, until].map((one) => {
    if (!isDay(one)) throw new RangeError(`not a day: ${one}`);
    return new Date(`${one}T00:00:00Z`).getTime();
  });
  return ((to ?? 0) - (from ?? 0)) / DAY_MS;
}

/** A span of the calendar in which spending is counted. */
export type Period = 'day' | 'week' | 'month';

/**
 * The first day of the period that a day lies in: the day itself, the Monday of
 * its week (ISO 8601), or the first of its month (R17). Throws a RangeError on
 * what is no day.
 */
export function firstDayOf(period: Period, day: string): string {
  const same = addDays(day, 0);
  if (period === 'day') return same;
  if (period === 'month') return `${same.slice(0, 7)}-01`;
  const sinceMonday = (new Date(`${same}T00:00:00Z`).getUTCDay() + 6) % 7;
  return addDays(same, -sinceMonday);
}

/** The first day of the quarter of the year that a day lies in. Throws a RangeError on what is no day. */
export function firstDayOfQuarter(day: string): string {
  const [year = '', month = ''] = addDays(day, 0).split('-');
  const first = Number(month) - ((Number(month) - 1) % 3);
  return `${year}-${String(first).padStart(2, '0')}-01`;
}

/** Whether a text names a day that exists, as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const midnight = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().slice(0, 10) === text;
}

/** Where a dated version stands on a day: its days are yet to come, are, or have been, or it never got one. */
export type Standing = 'to-come' | 'in-force' | 'past' | 'replaced';

/**
 * Where something stands on a day that is in force from a day until before
 * another. Without a first day it was replaced before that was over.
 */
export function standingOn(
  dated: { from: string | null; until: string | null },
  on: string,
): Standing {
  if (dated.from === null) return 'replaced';
  if (on < dated.from) return 'to-come';
  return dated.until !== null && dated.until <= on ? 'past' : 'in-force';
}

/**
 * The moment after so many hours of business, Monday to Friday from 09:00 to
 * 18:00 in Almaty: how long stock is held for an unpaid order (R18). Hours
 * outside those do not count; a span that ends with the working day ends at
 * 18:00 of that day. Public holidays count as working days. Throws a RangeError
 * unless the hours are a finite number from zero up.
 */
export function businessHoursAfter(at: Date, hours: number): Date {
  if (!Number.isFinite(hours) || hours < 0) throw new RangeError(`not a span of hours: ${hours}`);

  let local = at.getTime() + offsetMs(at);
  let leftMs = Math.round(hours * HOUR_MS);
  for (;;) {
    const midnight = Math.floor(local / DAY_MS) * DAY_MS;
    const from = Math.max(local, midnight + OPENING_HOUR * HOUR_MS);
    const openMs = isWeekend(midnight) ? 0 : midnight + CLOSING_HOUR * HOUR_MS - from;
    // An empty span asked for while the desk is open ends where it began.
    if (openMs > 0 && leftMs <= openMs) return fromLocal(from + leftMs);
    leftMs -= Math.max(openMs, 0);
    local = midnight + DAY_MS;
  }
}

/**
 * The minutes of business between two moments, by the hours of `businessHoursAfter`:
 * what somebody waits while a desk is open. None where the second is not later.
 */
export function businessMinutesBetween(from: Date, until: Date): number {
  const end = until.getTime() + offsetMs(until);
  let sum = 0;
  for (let local = from.getTime() + offsetMs(from); local < end;) {
    const midnight = Math.floor(local / DAY_MS) * DAY_MS;
    const opens = Math.max(local, midnight + OPENING_HOUR * HOUR_MS);
    const closes = Math.min(end, midnight + CLOSING_HOUR * HOUR_MS);
    if (!isWeekend(midnight)) sum += Math.max(0, closes - opens);
    local = midnight + DAY_MS;
  }
  return sum / MINUTE_MS;
}

/**
 * The working day so many working days after a day, Monday to Friday; the day
 * itself for none, whatever it is. Public holidays count as working days. Throws
 * a RangeError on what is no day or no count from zero up.
 */
export function workingDaysAfter(day: string, days: number): string {
  if (!Number.isSafeInteger(days) || days < 0) throw new RangeError(`not a count of days: ${days}`);
  let reached = addDays(day, 0);
  for (let left = days; left > 0;) {
    reached = addDays(reached, 1);
    if (!isWeekend(Date.parse(`${reached}T00:00:00Z`))) left -= 1;
  }
  return reached;
}

/** The moment at which the yard opens on a day, 09:00 in Almaty. */
export function openingOf(day: string): Date {
  return fromLocal(Date.parse(`${addDays(day, 0)}T00:00:00Z`) + OPENING_HOUR * HOUR_MS);
}

/**
 * The moment at which the clocks of Almaty show a time on a day; `24:00` is the
 * end of the day. Throws a RangeError on what is no day or no time.
 */
export function momentOn(day: string, time: string): Date {
  const [, hours, minutes] = /^(\d{1,2}):(\d\d)$/.exec(time) ?? [];
  if (hours === undefined) throw new RangeError(`not a time: ${time}`);
  const ms = Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS;
  return fromLocal(Date.parse(`${addDays(day, 0)}T00:00:00Z`) + ms);
}

/**
 * When goods that lie ready are handed out next: on the day of the moment until
 * its desk closes, or else on the next day of business (hours and holidays as
 * `businessHoursAfter` has them).
 */
export function nextHandOver(at: Date): { isToday: boolean; from: Date; until: Date } {
  const local = at.getTime() + offsetMs(at);
  const today = Math.floor(local / DAY_MS) * DAY_MS;
  let midnight = today;
  while (isWeekend(midnight) || midnight + CLOSING_HOUR * HOUR_MS <= local) midnight += DAY_MS;
  return {
    isToday: midnight === today,
    from: fromLocal(midnight + OPENING_HOUR * HOUR_MS),
    until: fromLocal(midnight + CLOSING_HOUR * HOUR_MS),
  };
}

const isWeekend = (midnight: number) => [SATURDAY, SUNDAY].includes(new Date(midnight).getUTCDay());

/** The moment at which Almaty's clocks show a time; without summer time one look back is enough. */
function fromLocal(local: number): Date {
  const near = local - offsetMs(new Date(local));
  return new Date(local - offsetMs(new Date(near)));
}

/** How far Almaty's clocks are ahead of UTC at a moment, in milliseconds. */
function offsetMs(at: Date): number {
  const name = offsetInAlmaty.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value;
  const found = /^GMT([+-])(\d\d):(\d\d)$/.exec(name ?? '');
  if (!found) throw new RangeError(`unknown offset of ${ZONE}: ${name}`);
  const [, sign, hours, minutes] = found;
  const size = Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS;
  return sign === '-' ? -size : size;
}
