import type { Language } from '../platform/db/schema.ts';
import type { WrittenInstrument, WrittenItem, WrittenMoment } from './read-written.ts';

/** How often people are asked at most, and how long they are left alone. */
export type AskingLimits = {
  hoursBetween: number;
  daysBetween: number;
  inMonth: number;
  inYear: number;
  companyInWeek: number;
  npsDays: number;
  dismissals: number;
  pauseDays: number;
  holdDays: number;
};

/** The limits in the order in which they are read. */
export const limitNames = [
  ...(['hoursBetween', 'daysBetween', 'inMonth', 'inYear', 'companyInWeek'] as const),
  ...(['npsDays', 'dismissals', 'pauseDays', 'holdDays'] as const),
] satisfies readonly (keyof AskingLimits)[];

/** The bounds of each limit: nobody switches the asking off by a number, nor lets it press. */
export const limitBounds: Readonly<Record<keyof AskingLimits, { min: number; max: number }>> = {
  hoursBetween: { min: 1, max: 168 },
  daysBetween: { min: 1, max: 60 },
  inMonth: { min: 1, max: 8 },
  inYear: { min: 2, max: 52 },
  companyInWeek: { min: 1, max: 20 },
  npsDays: { min: 90, max: 365 },
  dismissals: { min: 1, max: 5 },
  pauseDays: { min: 14, max: 365 },
  holdDays: { min: 1, max: 28 },
};

/** Customers are asked at least so often of a hundred times that a moment comes; less would hide it. */
export const SAMPLED_LEAST_BP = 500;

/** All questions of an instrument, in their order. */
export const itemsOf = ({ items, extra_items: added }: WrittenInstrument): WrittenItem[] => [
  ...items,
  ...added,
];

/** The answers from which on somebody may have to call: numbers of its scale but the highest; none where it has no such alarm. */
export function alarmChoices(
  { scales }: WrittenInstrument,
  { alarm: on, scale }: WrittenItem,
): number[] {
  const values = scales[scale]?.values ?? [];
  if (on?.op !== 'lte' || !Array.isArray(values)) return [];
  const numbers = values.filter((value) => typeof value === 'number');
  return numbers.filter((value) => value < Math.max(...numbers));
}

/** Whether words keep every part that is filled in when the question is asked, such as `{attribute}`. */
export const keepsParts = (was: string, now: string): boolean => partsOf(was) === partsOf(now);

const partsOf = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted().join();

/** With other words, and another answer from which on somebody has to call, for one question. */
export function withItem(
  instrument: WrittenInstrument,
  changed: {
    item: string;
    wording: Record<Language, string>;
    /** `null` leaves the alarm as it is. */
    alarmAt: number | null;
  },
): WrittenInstrument {
  const { item: id, wording: words, alarmAt } = changed;
  const change = (one: WrittenItem): WrittenItem => {
    if (one.id !== id) return one;
    const called = one.alarm && alarmAt !== null ? { ...one.alarm, value: alarmAt } : one.alarm;
    return { ...one, wording: words, ...(called && { alarm: called }) };
  };
  return {
    ...instrument,
    items: instrument.items.map(change),
    extra_items: instrument.extra_items.map(change),
  };
}

/** With a moment at which people are asked or not, how many of them, and when. */
export function withTouchpoint(
  instrument: WrittenInstrument,
  changed: {
    touchpoint: string;
    isOn: boolean;
    sampledBp: number;
    earliestHours: number;
    latestHours: number;
  },
): WrittenInstrument {
  const { touchpoint: id, isOn, sampledBp, earliestHours, latestHours } = changed;
  const touchpoints = instrument.touchpoints.map((one) =>
    one.id === id
      ? {
          ...one,
          is_off: !isOn,
          sampling_rate: sampledBp / 10_000,
          earliest_hours_after_event: earliestHours,
          latest_hours_after_event: latestHours,
        }
      : one,
  );
  return { ...instrument, touchpoints };
}

/** How often people are asked by an instrument. */
export function limitsOf({ cooldown: of }: WrittenInstrument): AskingLimits {
  return {
    hoursBetween: of.person.min_hours_between_any,
    daysBetween: of.person.min_days_between,
    inMonth: of.person.max_in_30_days,
    inYear: of.person.max_in_365_days,
    companyInWeek: of.account.max_in_7_days,
    npsDays: of.nps.min_days_between_per_person,
    dismissals: of.dismissals.consecutive,
    pauseDays: of.dismissals.pause_days,
    holdDays: of.relationship_reservation.hold_days,
  };
}

/** With other limits. */
export function withLimits(instrument: WrittenInstrument, limits: AskingLimits): WrittenInstrument {
  const { cooldown: of } = instrument;
  return {
    ...instrument,
    cooldown: {
      ...of,
      person: {
        ...of.person,
        min_hours_between_any: limits.hoursBetween,
        min_days_between: limits.daysBetween,
        max_in_30_days: limits.inMonth,
        max_in_365_days: limits.inYear,
      },
      account: { ...of.account, max_in_7_days: limits.companyInWeek },
      nps: { ...of.nps, min_days_between_per_person: limits.npsDays },
      dismissals: {
        ...of.dismissals,
        consecutive: limits.dismissals,
        pause_days: limits.pauseDays,
      },
      relationship_reservation: { ...of.relationship_reservation, hold_days: limits.holdDays },
    },
  };
}

/** One thing that is otherwise in a version than in the one before. */
export type InstrumentChange =
  | { kind: 'wording'; of: string; language: Language; was: string; now: string }
  | { kind: 'alarm'; of: string; was: string; now: string }
  | { kind: 'on'; of: string; isOn: boolean }
  | { kind: 'sampled'; of: string; wasBp: number; nowBp: number }
  | { kind: 'window'; of: string; was: string; now: string }
  | { kind: 'limit'; of: keyof AskingLimits; was: number; now: number };

const spoken = ['kk', 'ru', 'en'] as const satisfies readonly Language[];

/** What a version changed, question by question, moment by moment, limit by limit; nothing where they ask alike. */
export function changesBetween(
  before: WrittenInstrument,
  after: WrittenInstrument,
): InstrumentChange[] {
  const was = new Map(itemsOf(before).map((one) => [one.id, one]));
  const moments = new Map(before.touchpoints.map((one) => [one.id, one]));
  return [
    ...itemsOf(after).flatMap((now) => changesOfItem(was.get(now.id), now)),
    ...after.touchpoints.flatMap((now) => changesOfMoment(moments.get(now.id), now)),
    ...changesOfLimits(limitsOf(before), limitsOf(after)),
  ];
}

function changesOfItem(was: WrittenItem | undefined, now: WrittenItem): InstrumentChange[] {
  const { id } = now;
  const said = spoken
    .map((language) => ({
      ...{ kind: 'wording' as const, of: id, language },
      ...{ was: was?.wording[language] ?? '', now: now.wording[language] },
    }))
    .filter((one) => one.was !== one.now);
  const [before, after] = [was?.alarm?.value, now.alarm?.value].map((value) => String(value ?? ''));
  const isOther = before !== after;
  return [
    ...said,
    ...(isOther ? [{ kind: 'alarm' as const, of: id, was: before ?? '', now: after ?? '' }] : []),
  ];
}

function changesOfMoment(was: WrittenMoment | undefined, now: WrittenMoment): InstrumentChange[] {
  const { id } = now;
  const bp = (one: WrittenMoment) => Math.round(one.sampling_rate * 10_000);
  const hours = (one: WrittenMoment) =>
    `${one.earliest_hours_after_event}–${one.latest_hours_after_event}`;
  if (!was) return [{ kind: 'on', of: id, isOn: !now.is_off }];
  const found: InstrumentChange[] = [];
  if (was.is_off !== now.is_off) found.push({ kind: 'on', of: id, isOn: !now.is_off });
  if (bp(was) !== bp(now)) found.push({ kind: 'sampled', of: id, wasBp: bp(was), nowBp: bp(now) });
  if (hours(was) !== hours(now)) {
    found.push({ kind: 'window', of: id, was: hours(was), now: hours(now) });
  }
  return found;
}

function changesOfLimits(was: AskingLimits, now: AskingLimits): InstrumentChange[] {
  return limitNames
    .filter((of) => was[of] !== now[of])
    .map((of) => ({ kind: 'limit', of, was: was[of], now: now[of] }));
}

/** The name of the version after one: its middle number counts on. */
export function nameAfter(name: string): string {
  const [major = '1', minor = '0'] = name.split('.');
  return `${major}.${Number(minor) + 1}.0`;
}
