import { z } from 'zod';
import type { WrittenInstrument, WrittenItem } from '../../loyalty/read-written.ts';
import {
  alarmChoices,
  keepsParts,
  limitBounds,
  SAMPLED_LEAST_BP,
} from '../../loyalty/written-instrument.ts';
import { DayField, percentField, TickField, wholeField } from '../trade-fields.ts';

/** The last hour at which a moment may still be asked about: a month after it. */
const LATEST_HOURS = 720;

const version = z.coerce.number().int();
const PER_CENT_BP = 100;

/** What a form of one question says: its words keep the parts that are filled in, its alarm is an answer of its scale. */
export function itemForm(instrument: WrittenInstrument, { wording, ...item }: WrittenItem) {
  const words = (was: string) =>
    z
      .string()
      .trim()
      .min(1)
      .max(300)
      .refine((now) => keepsParts(was, now), 'keepsParts');
  const alarms = alarmChoices(instrument, { wording, ...item }).map(String);
  const alarmAt = z.enum(alarms, 'choose').transform(Number);
  return z.object({
    version,
    item: z.literal(item.id),
    ...{ kk: words(wording.kk), ru: words(wording.ru), en: words(wording.en) },
    alarmAt: alarms.length > 0 ? alarmAt : z.undefined(),
  });
}

/** What a form of one moment says. */
export const MomentForm = z
  .object({
    version,
    touchpoint: z.string(),
    isOn: TickField,
    sampled: percentField({ min: SAMPLED_LEAST_BP / PER_CENT_BP, max: 100 }),
    earliest: wholeField({ min: 0, max: LATEST_HOURS }),
    latest: wholeField({ min: 1, max: LATEST_HOURS }),
  })
  .refine(({ earliest, latest }) => earliest < latest, { message: 'laterThan', path: ['latest'] });

const bounded = (name: keyof typeof limitBounds) => wholeField(limitBounds[name]);

/** How often people are asked at most. */
export const LimitsForm = z.object({
  version,
  hoursBetween: bounded('hoursBetween'),
  daysBetween: bounded('daysBetween'),
  inMonth: bounded('inMonth'),
  inYear: bounded('inYear'),
  companyInWeek: bounded('companyInWeek'),
  npsDays: bounded('npsDays'),
  dismissals: bounded('dismissals'),
  pauseDays: bounded('pauseDays'),
  holdDays: bounded('holdDays'),
});

/** From which day on a draft counts, tomorrow at the earliest, and why it is written. */
export const publicationForm = (firstDay: string) =>
  z.object({
    version,
    from: DayField.refine((day) => day >= firstDay, 'fromTomorrow'),
    reason: z.string().trim().min(1).max(300),
  });
