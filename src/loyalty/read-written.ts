import { z } from 'zod';
import { parseInstrument } from './instrument.ts';

const wording = z.object({ en: z.string(), ru: z.string(), kk: z.string() });
const alarm = z.looseObject({ op: z.string(), value: z.union([z.number(), z.string()]) });
const item = z.looseObject({
  id: z.string(),
  audience: z.string(),
  wording,
  scale: z.string(),
  touchpoints: z.array(z.string()),
  alarm: alarm.optional(),
});
const touchpoint = z.looseObject({
  id: z.string(),
  audience: z.string(),
  earliest_hours_after_event: z.number(),
  latest_hours_after_event: z.number(),
  sampling_rate: z.number(),
  is_off: z.boolean().default(false),
});
const cooldown = z.looseObject({
  person: z.looseObject({
    min_hours_between_any: z.number(),
    min_days_between: z.number(),
    max_in_30_days: z.number(),
    max_in_365_days: z.number(),
  }),
  account: z.looseObject({ max_in_7_days: z.number() }),
  nps: z.looseObject({ min_days_between_per_person: z.number() }),
  dismissals: z.looseObject({ consecutive: z.number(), pause_days: z.number() }),
  relationship_reservation: z.looseObject({ hold_days: z.number() }),
});

/** What the office may write of the instrument; whatever else stands in it stays as it is. */
const written = z.looseObject({
  version: z.string(),
  scales: z.record(
    z.string(),
    z.looseObject({ values: z.union([z.array(z.union([z.number(), z.string()])), z.string()]) }),
  ),
  items: z.array(item),
  extra_items: z.array(item),
  touchpoints: z.array(touchpoint),
  cooldown,
});

/** The instrument as it is written down, with everything in it that the office does not change. */
export type WrittenInstrument = z.infer<typeof written>;

/** A question as it is written down. */
export type WrittenItem = z.infer<typeof item>;

/** A moment as it is written down. */
export type WrittenMoment = z.infer<typeof touchpoint>;

/** Reads an instrument as it is written down. Throws on what is none, with every fault. */
export function readWritten(content: unknown): WrittenInstrument {
  parseInstrument(content);
  return written.parse(content);
}
