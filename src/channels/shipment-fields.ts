import { z } from 'zod';
import { PLACE_MAX } from '../stock/lot-place.ts';
import { DayField, decimalField } from './trade-fields.ts';

const AMOUNT_MAX = 1_000_000;
const WEIGHT_MAX_KG = 200_000;
const DIVISION_MAX_KG = 1_000;

const blankIsNone = (text: unknown) =>
  typeof text === 'string' && text.trim() === '' ? undefined : text;
const said = (length: number) => z.string().trim().max(length).default('');
const amountOf = (decimals: number) =>
  z
    .preprocess(blankIsNone, decimalField({ decimals, min: 0, max: AMOUNT_MAX }).optional())
    .optional();
/** Kilograms as people type them; gives grams. */
const Weight = amountOf(3);
/** Whole pieces. */
const Pieces = amountOf(0);
const weightKg = (max: number) => decimalField({ decimals: 3, min: 0.001, max });
const Time = z
  .string()
  .trim()
  .regex(/^([01]?\d|2[0-3])[:.][0-5]\d$/, 'time')
  .transform((text) => text.replace('.', ':').padStart(5, '0'));

/** The version of what the screen showed. */
const Versioned = z.object({ version: z.coerce.number().int() });

/** Whether loading is finished, or goes on. */
export const LoadingForm = Versioned.extend({ finished: z.enum(['yes', 'no']).default('yes') });

/** How much goes along or lies on the vehicle, by the names of the fields: grams, or pieces where it is counted. */
export const amountsNamed = (fields: readonly { name: string; isCounted: boolean }[]) =>
  z.object(Object.fromEntries(fields.map((one) => [one.name, one.isCounted ? Pieces : Weight])));

/** The same where each has to be said, if only that it is nothing. */
export const amountsSaid = (fields: readonly { name: string; isCounted: boolean }[]) =>
  z.object(
    Object.fromEntries(
      fields.map(({ name, isCounted }) => [
        name,
        decimalField({ decimals: isCounted ? 0 : 3, min: 0, max: AMOUNT_MAX }),
      ]),
    ),
  );

/** Weights by the tags of bundles, as they are typed one behind another, `1 250 + 1243,5`: all of them in grams; nothing where there are none. */
const Tags = z
  .string()
  .max(400)
  .default('')
  .transform((text, context) => {
    if (text.trim() === '') return undefined;
    const tags = text.split(/[+;]/).map((one) => weightKg(WEIGHT_MAX_KG).safeParse(one));
    if (tags.every((tag) => tag.success)) return tags.reduce((sum, { data }) => sum + data, 0);
    const [issue] = tags.flatMap((tag) => tag.error?.issues ?? []);
    context.addIssue({ code: 'custom', message: issue?.message ?? 'number' });
    return z.NEVER;
  });

/** The tags of the lines, by the names of their fields. Grams. */
export const tagsNamed = (names: readonly string[]) =>
  z.object(Object.fromEntries(names.map((name) => [name, Tags])));

/** Where lots lie, each where it is said at all. */
export const placesNamed = (names: readonly string[]) =>
  z.object(
    Object.fromEntries(names.map((name) => [name, z.string().trim().max(PLACE_MAX).optional()])),
  );

/** What is said of a shipment when it is planned, besides how much goes along. */
export const Planning = z
  .object({
    id: z.uuid(),
    way: z.enum(['pick-up', 'own-vehicle', 'carrier'], 'choose'),
    day: DayField,
    from: Time,
    until: Time,
    plate: said(20),
    driver: said(100),
    driverPhone: said(30),
    carrier: said(100),
    authority: said(60),
    authorityUntil: z.preprocess(blankIsNone, DayField.optional()).optional(),
    note: said(500),
  })
  .refine(({ from, until }) => from < until, { path: ['until'], message: 'timeOrder' });

/** What two people saw on the scale. */
export const WeighingForm = Versioned.extend({
  number: z.string().trim().min(1, 'required').max(40),
  tareKg: weightKg(WEIGHT_MAX_KG),
  grossKg: weightKg(WEIGHT_MAX_KG),
  divisionKg: weightKg(DIVISION_MAX_KG),
  confirmedBy: z.string().trim().min(1, 'required').max(200),
  reason: said(300),
}).refine(({ tareKg, grossKg }) => tareKg < grossKg, { path: ['grossKg'], message: 'grossTare' });

/** Where a vehicle was seen on its way, and when. */
export const SightingForm = z.object({
  id: z.uuid(),
  place: z.string().trim().min(1, 'required').max(100),
  day: DayField,
  time: Time,
  note: said(300),
});

/** Why a vehicle comes later, and when it is expected now. */
export const DelayForm = z
  .object({
    id: z.uuid(),
    reason: z.string().trim().min(3, 'reason').max(300),
    place: said(100),
    day: DayField,
    from: Time,
    until: Time,
  })
  .refine(({ from, until }) => from < until, { path: ['until'], message: 'timeOrder' });

/** Which vehicle came to the gate, and where it is loaded. */
export const GateForm = z.object({
  plate: z.string().trim().min(1, 'required').max(20),
  driver: said(100),
  loadingPlace: said(20),
  /** Where the form stands; it leads back there. */
  from: z.enum(['list', 'shipment']).default('shipment'),
});

/** What stands on the scale that is to be read. */
export const ReadingForm = Versioned.extend({ kind: z.enum(['empty', 'loaded']) });

/** The ticket of two readings of the scale. */
export const TicketForm = Versioned.extend({
  number: z.string().trim().min(1, 'required').max(40),
  emptyId: z.string().max(60),
  loadedId: z.string().max(60),
  reason: said(300),
});

/** Whether goods leave although they are not paid, and why. */
export const Leaving = Versioned.extend({
  unpaidReason: z
    .preprocess(blankIsNone, z.string().trim().min(3, 'reason').max(300).optional())
    .optional(),
});

/** Who takes the goods over. */
export const Taking = Versioned.extend({
  takenBy: z.string().trim().min(1, 'required').max(100),
  plate: said(20),
  authority: said(60),
  discrepancy: said(1000),
});

/** Why a shipment is cancelled. */
export const CancellingShipment = Versioned.extend({
  cancelNote: z.string().trim().min(3, 'reason').max(300),
});

/** The buyer's word on the excess of a line. */
export const ExcessWord = z.object({
  word: z.enum(['yes', 'no'], 'choose'),
  /** On which page it was said; it leads back there. */
  from: z.enum(['order', 'shipment']).default('shipment'),
});

/** A time of a day in Almaty as a moment. */
export const momentOn = (day: string, time: string): Date => new Date(`${day}T${time}:00+05:00`);
