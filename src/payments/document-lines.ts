import { z } from 'zod';
import { divideHalfUp } from '../measures/divide.ts';
import { amountForWeight, amountsWithVat } from '../measures/money.ts';
import { units } from '../measures/quantity.ts';
import { Named } from './document-parties.ts';

const MILLI = 1_000n;

/** What the amount of a line follows from (R2, R4): the weight on the scale or by the table, a count, or an agreed sum. */
const Charge = z.discriminatedUnion('by', [
  z.object({
    by: z.literal('weight'),
    weightG: z.int(),
    pricePerTonneMinor: z.int(),
    includesVat: z.boolean(),
  }),
  z.object({
    by: z.literal('count'),
    quantityMilli: z.int(),
    unit: z.enum(units),
    pricePerUnitMinor: z.int(),
    includesVat: z.boolean(),
  }),
  z.object({ by: z.literal('sum'), amountMinor: z.int(), includesVat: z.boolean() }),
]);
export type Charge = z.infer<typeof Charge>;

const amounts = { netMinor: z.int(), vatMinor: z.int(), grossMinor: z.int() };

/** Without VAT, the VAT and with it. Minor units. */
export type Amounts = { netMinor: number; vatMinor: number; grossMinor: number };

/** For the tax office: where goods come from (sign 1 to 6) and their code in the customs nomenclature. */
const Customs = z.object({
  originCode: z.int().min(1).max(6),
  tnvedCode: z
    .string()
    .regex(/^\d{1,10}$/)
    .nullable(),
  tnvedName: z.string().nullable(),
});

/** A line of a document as it was frozen. */
export const DocumentLine = z.object({
  position: z.int().positive(),
  /** Metal, what is done to it, what is given back of it, bringing it, or storing it. */
  kind: z.enum(['goods', 'cutting', 'remnants', 'service', 'freight', 'storage']),
  /** The line of this document that a service or a credit belongs to. */
  ofPosition: z.int().positive().nullable(),
  /** The line it follows from: of the order, or for a correction of the invoice; null for what is done for the whole order. */
  sourcePosition: z.int().positive().nullable(),
  name: Named,
  sku: z.string().nullable(),
  /** The number of the buyer's own books. */
  ownCode: z.string().nullable(),
  /** As the buyer said it, thousandths of the unit; null for services. */
  ordered: z.object({ amountMilli: z.int(), unit: z.enum(units) }).nullable(),
  pieces: z.int().nullable(),
  lengthMm: z.int().nullable(),
  /** What the line weighs; null for services. */
  weightG: z.int().nullable(),
  /** On which weight it is billed (R4); null for services. */
  saleBasis: z.enum(['theoretical', 'actual', 'piece']).nullable(),
  charge: Charge,
  vatRateBp: z.int().nonnegative(),
  customs: Customs.nullable(),
  ...amounts,
});
export type DocumentLine = z.infer<typeof DocumentLine>;

/** What a document comes to, whole and by rate of VAT, with the method that gave it (R14). */
export const DocumentTotals = z.object({
  /** VAT is rounded on the total of each line, and the document is the sum of its lines. */
  vatMethod: z.literal('per-line'),
  weightG: z.int(),
  ...amounts,
  byRate: z.array(z.object({ vatRateBp: z.int(), ...amounts })),
});
export type DocumentTotals = z.infer<typeof DocumentTotals>;

/** A line as far as its amounts need it. */
export type LineToTotal = { charge: Charge; vatRateBp: number; weightG: number | null };

/**
 * Net, VAT and gross of every line and of the whole document: the one function
 * by which stored, printed and electronic sums come. The amount of a line is
 * rounded half up once, then its VAT on the line's total; the document is the sum
 * of its lines, whole and by rate, the lowest rate first (R14). Minor units, grams.
 * Throws a RangeError where a sum would not be exact.
 */
export function documentTotals<Line extends LineToTotal>(
  lines: readonly Line[],
): { lines: (Line & Amounts)[]; totals: DocumentTotals } {
  const totalled = lines.map((line) => ({ ...line, ...amountsOf(line) }));
  return { lines: totalled, totals: totalsOf(totalled) };
}

/** The totals of lines whose amounts are known. */
export function totalsOf(
  lines: readonly (Amounts & Pick<LineToTotal, 'vatRateBp' | 'weightG'>)[],
): DocumentTotals {
  const rates = [...new Set(lines.map((line) => line.vatRateBp))].toSorted((a, b) => a - b);
  return {
    vatMethod: 'per-line',
    weightG: sumOf(lines.map((line) => line.weightG ?? 0)),
    ...sumsOf(lines),
    byRate: rates.map((vatRateBp) => ({
      vatRateBp,
      ...sumsOf(lines.filter((line) => line.vatRateBp === vatRateBp)),
    })),
  };
}

function amountsOf({ charge, vatRateBp }: LineToTotal): Amounts {
  const { includesVat } = charge;
  return amountsWithVat({ amountMinor: amountOf(charge), includesVat, rateBp: vatRateBp });
}

function amountOf(charge: Charge): number {
  switch (charge.by) {
    case 'weight':
      return amountForWeight(charge);
    case 'count':
      return divideHalfUp(BigInt(charge.quantityMilli) * BigInt(charge.pricePerUnitMinor), MILLI);
    case 'sum':
      return charge.amountMinor;
  }
}

const sumsOf = (lines: readonly Amounts[]): Amounts => ({
  netMinor: sumOf(lines.map((line) => line.netMinor)),
  vatMinor: sumOf(lines.map((line) => line.vatMinor)),
  grossMinor: sumOf(lines.map((line) => line.grossMinor)),
});

function sumOf(parts: readonly number[]): number {
  return parts.reduce((sum, part) => {
    const next = sum + part;
    if (!Number.isSafeInteger(next)) throw new RangeError(`out of range: ${next}`);
    return next;
  }, 0);
}
