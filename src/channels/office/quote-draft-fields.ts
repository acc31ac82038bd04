import { z } from 'zod';
import { momentOn } from '../../measures/calendar.ts';
import { type Quantity, units } from '../../measures/quantity.ts';
import { parseDecimal } from '../../measures/read-number.ts';
import { parseQuantity, quantityIn } from '../../measures/read-quantity.ts';
import type { WrittenOffer } from '../../ordering/price-offers.ts';
import type { Offer, QuoteVersion } from '../../ordering/quote.ts';
import { cutsInField, readCuts } from '../cut-list-field.ts';
import type { Fields } from '../limits.ts';
import { fieldsOfDelivery } from './quote-delivery-fields.ts';
import { DayField, TickField, wholeField } from '../trade-fields.ts';

/** A hundred million tenge a tonne: nothing that we sell comes near. */
const LARGEST_MINOR = 10_000_000_000;
const LINES_MAX = 1000;
/** Nine fields a row, and a form has a thousand at most. */
const ROWS_MAX = 100;
const OFFERS_OF_A_LINE_MAX = 20;
const TEXT_MAX = 300;
const CONDITIONS_MAX = 2000;
const BLANK_ROWS = 3;
/** In the place of a quantity that follows from a cut list. */
const ONE_BAR: Quantity = { amountMilli: 1000, unit: 'pcs' };
const UnitField = z.enum(units);

/** What holds for the whole draft. A day without a time means its end; none means that nothing was said yet. */
export const DraftHead = z
  .object({
    deed: z.enum(['save', 'send']),
    seenEdits: wholeField({ min: 0, max: 1_000_000 }),
    validOn: z.union([z.literal('').transform(() => null), DayField]),
    validAt: z
      .string()
      .trim()
      .regex(/^(?:(?:[01]?\d|2[0-3]):[0-5]\d)?$/, 'invalid'),
    takesPart: TickField,
    conditions: z.string().trim().max(CONDITIONS_MAX),
  })
  .transform(({ validOn, validAt, ...head }) => ({
    ...head,
    validUntil: validOn === null ? null : momentOn(validOn, validAt === '' ? '24:00' : validAt),
  }));

/** A row as it was read: an offer whose goods are named by their article yet. */
export type TypedOffer = { row: number; sku: string; offer: Omit<WrittenOffer, 'productId'> };

/**
 * Reads the rows of a draft: `line.<row>` the line that it answers, `sku.<row>` an
 * article or `text.<row>` words, `quantity.<row>`, `unit.<row>`, `cuts.<row>` a cut list
 * that says the quantity where there is one, `price.<row>` in tenge a tonne, `more.<row>`,
 * `note.<row>`. A row that names nothing is none.
 * Problems stand by the names of their fields.
 */
export function readOffers(fields: Fields): {
  offers: TypedOffer[];
  problems: Record<string, string>;
} {
  const problems: Record<string, string> = {};
  const offers: TypedOffer[] = [];
  const ofLine = new Map<number, number>();
  for (let row = 1; row <= ROWS_MAX; row += 1) {
    const text = (name: string) => textOf(fields, `${name}.${row}`, problems);
    const [sku, typed, quantityText] = [text('sku'), text('text'), text('quantity')];
    if (sku === '' && typed === '' && quantityText === '') continue;
    const problem = (name: string, code: string) => {
      problems[`${name}.${row}`] ??= code;
    };
    const cuts = readCuts(text('cuts'));
    if (typeof cuts === 'string') problem('cuts', cuts);
    const isCut = Array.isArray(cuts) && quantityText === '';
    const quantity = isCut ? ONE_BAR : quantityOf(quantityText, text('unit'));
    if (!quantity) problem('quantity', 'quantity');
    const position = wholeOf(text('line'));
    if (position === undefined) problem('line', 'number');
    const note = text('note');
    if (sku === '' && typed === '') problem('sku', 'required');
    if (typed.length > TEXT_MAX) problem('text', `tooLong:${TEXT_MAX}`);
    if (note.length > TEXT_MAX) problem('note', `tooLong:${TEXT_MAX}`);
    const price = priceOf(text('price'));
    if (typeof price === 'string') problem('price', price);
    const alternative = (ofLine.get(position ?? 0) ?? 0) + 1;
    ofLine.set(position ?? 0, alternative);
    if (alternative > OFFERS_OF_A_LINE_MAX) problem('line', `tooLarge:${OFFERS_OF_A_LINE_MAX}`);
    const [more = 'no', ...others] = fields.get(`more.${row}`) ?? [];
    if ((more !== 'no' && more !== 'yes') || others.length > 0) problem('more', 'invalid');
    if (!quantity || position === undefined || typeof price === 'string') continue;
    const cutting = Array.isArray(cuts) ? ({ pieces: cuts, offcuts: 'leave' } as const) : null;
    const takesMore = more === 'yes' && !cutting;
    const said = { position, alternative, typed, quantity, cutting, note, takesMore };
    offers.push({ row, sku, offer: { ...said, pricePerTonneMinor: price } });
  }
  return { offers, problems };
}

function textOf(fields: Fields, name: string, problems: Record<string, string>): string {
  const [text = '', ...more] = fields.get(name) ?? [];
  if (more.length > 0) problems[name] ??= 'invalid';
  return text.trim();
}

function quantityOf(text: string, unitText: string): Quantity | undefined {
  const read = parseQuantity(text);
  const unit = UnitField.safeParse(unitText).data;
  return read.ok && unit && read.lengthMm === undefined ? quantityIn(read, unit) : undefined;
}

function wholeOf(text: string): number | undefined {
  const read = parseDecimal(text, { decimals: 0, largest: LINES_MAX });
  return read.ok && read.units > 0 ? read.units : undefined;
}

/** A price per tonne in minor units, none, or the problem's code. */
function priceOf(text: string): number | null | string {
  if (text === '') return null;
  const read = parseDecimal(text, { decimals: 2, largest: LARGEST_MINOR });
  if (read.ok) return read.units > 0 ? read.units : 'positive';
  return read.problem === 'too-large' ? `tooLarge:${LARGEST_MINOR / 100}` : 'number';
}

/** A saved draft as the fields show it, and how many rows that takes with some empty ones. */
export function fieldsOfDraft(draft: QuoteVersion): {
  values: Record<string, string>;
  rows: number;
} {
  const values: Record<string, string> = {
    takesPart: draft.takesPart ? 'yes' : '',
    conditions: draft.conditions,
    ...fieldsOfDelivery(draft),
    ...(draft.validUntil && validityOf(draft.validUntil)),
  };
  for (const [index, offer] of draft.offers.entries()) {
    for (const [name, value] of Object.entries(fieldsOfOffer(offer))) {
      values[`${name}.${index + 1}`] = value;
    }
  }
  return { values, rows: Math.min(ROWS_MAX, draft.offers.length + BLANK_ROWS) };
}

const fieldsOfOffer = (offer: Offer): Record<string, string> => ({
  line: String(offer.position),
  sku: offer.sku ?? '',
  text: offer.typed,
  quantity: String(offer.quantityMilli / 1000),
  unit: offer.unit,
  cuts: offer.cutting ? cutsInField(offer.cutting.pieces) : '',
  price: offer.pricePerTonneMinor === null ? '' : String(offer.pricePerTonneMinor / 100),
  more: offer.takesMore ? 'yes' : '',
  note: offer.note,
});

/** The day and the time in Almaty of the last minute that counts. */
function validityOf(until: Date): Record<string, string> {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Almaty',
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(until);
  const [validOn = '', validAt = ''] = parts.split(' ');
  return { validOn, validAt };
}
