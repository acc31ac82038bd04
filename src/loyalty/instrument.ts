import { z } from 'zod';
import { readLoyaltyData } from './data-files.ts';

const word = z.string().trim().min(1);
/** Every wording in every language of the instrument; a missing one is no instrument. */
const wording = z.object({ en: word, ru: word, kk: word });
const audience = z.enum(['customer', 'employee']);
const days = z.int().min(0);
const hours = z.int().min(0);
const choice = z.union([z.int(), word]);

const scale = z
  .object({
    values: z.union([z.array(choice).min(2), z.literal('free_text')]),
    labels: z.array(wording.extend({ value: choice })).optional(),
    anchors: z.record(z.string(), wording).optional(),
    na_option: wording.nullable(),
    direction: z.enum(['higher_is_better', 'as_stated', 'none']),
    kind: word,
    max_chars: z.int().positive().optional(),
    note: word.optional(),
  })
  .transform(({ na_option: naOption, max_chars: maxChars, ...rest }) => ({
    ...rest,
    naOption,
    maxChars: maxChars ?? null,
  }));

const alarm = z.object({
  op: z.enum(['lte', 'gte', 'ne']),
  value: choice,
  action: z.enum(['ask_WHY_then_open_followup_case', 'open_document_claim']),
});

const skipRule = z.discriminatedUnion('op', [
  z.object({
    op: z.literal('eq'),
    require: word,
    value: z.union([z.string(), z.number(), z.boolean()]),
  }),
  z.object({ op: z.literal('gte'), require: word, value: z.number() }),
  z.object({ op: z.literal('in'), require: word, value: z.array(z.string()).min(1) }),
  z.object({ op: z.literal('is_null'), require: word }),
]);

const item = z
  .object({
    id: word,
    construct: word.nullable(),
    audience,
    source: z.enum(['paper_table1', 'added_by_us']),
    source_wording: word.optional(),
    wording,
    scale: word,
    reverse: z.boolean().default(false),
    role: z.enum(['driver', 'outcome', 'kano_dysfunctional']).optional(),
    use: z.array(word).default([]),
    touchpoints: z.array(word),
    skip_logic: z.array(skipRule),
    item_cooldown_days: days,
    counts_in_construct_score: z.boolean().default(false),
    alarm: alarm.optional(),
    note: word.optional(),
  })
  .transform((raw) => ({
    id: raw.id,
    construct: raw.construct,
    audience: raw.audience,
    source: raw.source,
    sourceWording: raw.source_wording ?? null,
    wording: raw.wording,
    scale: raw.scale,
    isReversed: raw.reverse,
    role: raw.role ?? null,
    use: raw.use,
    touchpoints: raw.touchpoints,
    askedWhen: raw.skip_logic,
    cooldownDays: raw.item_cooldown_days,
    countsInConstruct: raw.counts_in_construct_score,
    alarm: raw.alarm ?? null,
    note: raw.note ?? null,
  }));

const construct = z
  .object({
    id: word,
    name: wording,
    audience: z.enum(['customer', 'employee', 'mixed']),
    items: z.array(word).min(1),
    score: z.boolean().default(true),
    note: word.optional(),
  })
  .transform(({ score: isScored, ...rest }) => ({ ...rest, isScored }));

const touchpoint = z
  .object({
    id: word,
    event: word,
    audience,
    earliest_hours_after_event: hours,
    latest_hours_after_event: hours,
    sampling_rate: z.number().gt(0).max(1),
    channels: z.array(z.enum(['in_app', 'email_1click', 'sms_or_messenger_1click'])).min(1),
    anchor_item: word.nullable(),
    max_items: z.int().positive(),
    bypass_person_cooldown: z.boolean(),
    /** Kept with its rules and not asked at. */
    is_off: z.boolean().default(false),
    note: word.optional(),
  })
  .transform((raw) => ({
    id: raw.id,
    event: raw.event,
    audience: raw.audience,
    earliestHours: raw.earliest_hours_after_event,
    latestHours: raw.latest_hours_after_event,
    samplingRate: raw.sampling_rate,
    channels: raw.channels,
    anchor: raw.anchor_item,
    itemsMax: raw.max_items,
    bypassesPersonCooldown: raw.bypass_person_cooldown,
    isOff: raw.is_off,
    note: raw.note ?? null,
  }));

const cooldown = z
  .object({
    person: z.object({
      min_hours_between_any: hours,
      min_days_between: days,
      max_in_30_days: z.int().positive(),
      max_in_365_days: z.int().positive(),
    }),
    account: z.object({ max_in_7_days: z.int().positive() }),
    nps: z.object({ min_days_between_per_person: days }),
    dismissals: z.object({ consecutive: z.int().positive(), pause_days: days }),
    relationship_reservation: z.object({ hold_days: days }),
    employee: z.object({ max_in_30_days: z.int().positive() }),
  })
  .transform(({ person, account, nps, dismissals, relationship_reservation: held, employee }) => ({
    hardGapHours: person.min_hours_between_any,
    personDays: person.min_days_between,
    personMonthMax: person.max_in_30_days,
    personYearMax: person.max_in_365_days,
    employeeMonthMax: employee.max_in_30_days,
    accountWeekMax: account.max_in_7_days,
    npsDays: nps.min_days_between_per_person,
    dismissalsInARow: dismissals.consecutive,
    dismissalPauseDays: dismissals.pause_days,
    relationshipHoldDays: held.hold_days,
  }));

const staffItem = z
  .object({
    id: word,
    facet: z.enum(['CO', 'SO']),
    audience: z.literal('employee'),
    wording,
    scale: word,
    reverse: z.boolean(),
  })
  .transform(({ reverse: isReversed, ...rest }) => ({ ...rest, isReversed }));

/** The gates of a prompt, in the order in which the instrument names them. */
const gate = z.enum([
  'EVENT_WINDOW',
  'AUDIENCE',
  'OPTED_OUT',
  'LEGAL_DISPUTE',
  'DISMISSAL_PAUSE',
  'OPEN_CLAIM',
  'RESERVED_FOR_RELATIONSHIP',
  'HARD_GAP',
  'PERSON_COOLDOWN',
  'PERSON_MONTH_CAP',
  'PERSON_YEAR_CAP',
  'ACCOUNT_CAP',
  'NOT_SAMPLED',
  'NO_ITEM',
]);

const instrument = z
  .object({
    schema: z.literal('loyalty-instrument/1'),
    version: z.string().regex(/^\d+\.\d+\.\d+$/),
    languages: z.tuple([z.literal('en'), z.literal('ru'), z.literal('kk')]),
    constructs: z.array(construct),
    scales: z.record(z.string(), scale),
    items: z.array(item),
    extra_items: z.array(item),
    staff_self_assessment: z.object({ frequency_days: days, items: z.array(staffItem) }),
    touchpoints: z.array(touchpoint),
    cooldown,
    gates: z.array(gate),
  })
  .transform(({ items, extra_items: added, staff_self_assessment: staff, ...rest }) => ({
    ...rest,
    items: [...items, ...added],
    staffItems: staff.items,
    staffEveryDays: staff.frequency_days,
  }));

/** The questions, their scales and the rules of asking, as data. */
export type Instrument = z.infer<typeof instrument>;

/** One question. */
export type InstrumentItem = Instrument['items'][number];

/** An event after which a question may be asked. */
export type Touchpoint = Instrument['touchpoints'][number];

/** A condition on the order, shipment or person under which a question makes sense. */
export type SkipRule = InstrumentItem['askedWhen'][number];

/** Why a person is left alone. */
export type PromptGate = z.infer<typeof gate>;

/** The instrument that ships with the program. Throws, with every fault, when it contradicts itself. */
export function readInstrument(): Instrument {
  return parseInstrument(readLoyaltyData('instrument'));
}

/**
 * Reads an instrument of the written form. Throws when a part is missing, a wording
 * lacks a language, or parts contradict each other.
 */
export function parseInstrument(written: unknown): Instrument {
  const parsed = instrument.parse(written);
  const faults = faultsOf(parsed);
  if (faults.length > 0) throw new Error(`the instrument contradicts itself: ${faults.join('; ')}`);
  return withoutWhatIsOff(parsed);
}

/** Nothing is asked at a moment that is off; its rules were looked at all the same. */
function withoutWhatIsOff(parsed: Instrument): Instrument {
  const touchpoints = parsed.touchpoints.filter(({ isOff }) => !isOff);
  const on = new Set(touchpoints.map(({ id }) => id));
  const items = parsed.items.map((one) => ({
    ...one,
    touchpoints: one.touchpoints.filter((at) => on.has(at)),
  }));
  return { ...parsed, touchpoints, items };
}

/** The functional half of a Kano pair is named after the other. */
export function functionalTwin(id: string): string {
  return `${id}F`;
}

/** What does not fit together: names of nothing, names twice, labels that are not the scale's. */
function faultsOf(parsed: Instrument): string[] {
  const { items, staffItems, touchpoints, constructs, scales, gates } = parsed;
  const ids = new Set(items.map(({ id }) => id));
  const known = {
    item: ids,
    touchpoint: new Set(touchpoints.map(({ id }) => id)),
    construct: new Set(constructs.map(({ id }) => id)),
    scale: new Set(Object.keys(scales)),
  };
  const lack = (kind: keyof typeof known, of: string, name: string | null) =>
    name === null || known[kind].has(name) ? [] : [`${of} names ${kind} ${name}, which is none`];
  return [
    ...twice(
      'item',
      [...items, ...staffItems].map(({ id }) => id),
    ),
    ...twice(
      'touchpoint',
      touchpoints.map(({ id }) => id),
    ),
    ...twice(
      'construct',
      constructs.map(({ id }) => id),
    ),
    ...gate.options.filter((one) => !gates.includes(one)).map((one) => `no gate ${one}`),
    ...twice('gate', gates),
    ...[...items, ...staffItems].flatMap(({ id, scale: of }) => lack('scale', id, of)),
    ...items.flatMap(({ id, construct: of }) => lack('construct', id, of)),
    ...items.flatMap(({ id, touchpoints: at }) => at.flatMap((one) => lack('touchpoint', id, one))),
    ...items.flatMap(({ id, role }) =>
      role === 'kano_dysfunctional' ? lack('item', id, functionalTwin(id)) : [],
    ),
    ...touchpoints.flatMap(({ id, anchor }) => lack('item', id, anchor)),
    ...touchpoints.flatMap((at) => faultsOfTouchpoint(at, items)),
    ...constructs.flatMap(({ id, items: of }) => of.flatMap((one) => lack('item', id, one))),
    ...items.flatMap(({ id, construct: of }) =>
      of === null || constructs.find((one) => one.id === of)?.items.includes(id)
        ? []
        : [`${of} does not list its item ${id}`],
    ),
    ...Object.entries(scales).flatMap(([name, one]) => faultsOfScale(name, one)),
    ...items.flatMap(({ id, scale: of, alarm: on }) => {
      const values = scales[of]?.values ?? [];
      return on && !values.includes(String(on.value)) && !numbers(values).includes(Number(on.value))
        ? [`the alarm of ${id} is at ${on.value}, which is no answer`]
        : [];
    }),
  ];
}

const numbers = (values: string | (string | number)[]) =>
  Array.isArray(values) ? values.filter((value) => typeof value === 'number') : [];

function twice(kind: string, names: readonly string[]): string[] {
  return names
    .filter((name, at) => names.indexOf(name) !== at)
    .map((name) => `${kind} ${name} stands there twice`);
}

function faultsOfTouchpoint(
  { id, audience: asked, earliestHours, latestHours, anchor }: Touchpoint,
  items: readonly InstrumentItem[],
): string[] {
  const here = items.filter((one) => one.touchpoints.includes(id) || one.id === anchor);
  return [
    ...(here.length === 0 ? [`${id} has nothing to ask`] : []),
    ...(latestHours <= earliestHours ? [`the window of ${id} is never open`] : []),
    ...here
      .filter((one) => one.audience !== asked)
      .map((one) => `${id} asks ${asked}s what ${one.id} asks ${one.audience}s`),
    ...here
      .filter((one) => !one.touchpoints.includes(id))
      .map((one) => `${one.id} is the anchor of ${id} and does not name it`),
  ];
}

function faultsOfScale(name: string, { values, labels, anchors }: Instrument['scales'][string]) {
  if (values === 'free_text') return [];
  const labelled = labels?.map(({ value }) => value);
  if (labelled && labelled.join() !== values.join())
    return [`the labels of ${name} are not its values`];
  const strange = Object.keys(anchors ?? {}).filter((at) => !values.map(String).includes(at));
  if (strange.length > 0) return [`${name} has an anchor at ${strange.join()}, which is no answer`];
  return labels || anchors ? [] : [`nobody can tell what the answers of ${name} mean`];
}
