import { divideHalfUp } from '../measures/divide.ts';
import type { Unit } from '../platform/db/schema.ts';
import { readDerivation } from '../pricing/derivation.ts';
import { replay } from '../pricing/replay.ts';

/** A line of an order as it was agreed. Grams by theory, thousandths of its unit, minor units. */
export type AgreedAmount = {
  quantityMilli: number;
  unit: Unit;
  pieces: number | null;
  weightG: number;
  netMinor: number;
  vatMinor: number;
  /** Why it costs that, as it is stored; null for what was sold before us. */
  derivation: unknown;
};

/** So much of a line; pieces where it is counted. Grams by theory. */
type Part = { weightG: number; pieces: number | null };

/** How many pieces of a line so many missing grams are, to the nearest whole one, one at least; null where it is not counted. */
export function missingPieces(missingG: number, { weightG, pieces }: Part): number | null {
  if (pieces === null) return null;
  const nearest = divideHalfUp(BigInt(missingG) * BigInt(pieces), BigInt(weightG));
  return Math.min(pieces, Math.max(1, nearest));
}

/**
 * What is left of a line when only so many grams of it are there, held or gone, and the
 * rest is left out: it costs what it cost for
 * so much, at its own price and with the break that it had when it was placed, since the
 * shortage is ours (R8, R23). Its pieces weigh by theory what they did, but never more than
 * there is of it. Of a line that is missing whole nothing is left. Grams, minor units.
 */
export function withoutMissing<Line extends AgreedAmount>(
  line: Line,
  thereG: number,
): Line & { grossMinor: number } {
  const { pieces: before } = line;
  const missing = missingPieces(line.weightG - thereG, line);
  const pieces = before === null ? null : before - (missing ?? 0);
  const ofPieces = pieces === null ? thereG : shareOf(line.weightG, pieces, before ?? 1);
  const weightG = pieces === 0 ? 0 : Math.min(thereG, ofPieces);
  const left = { ...line, pieces: weightG === 0 && pieces !== null ? 0 : pieces, weightG };
  return { ...left, quantityMilli: quantityOf(left, line), ...amountsOf(left, line) };
}

/** Pieces as they are counted; of any other unit its share, and something of what is something. */
function quantityOf(left: AgreedAmount, before: AgreedAmount): number {
  if (left.weightG === 0) return 0;
  if (left.unit === 'pcs' && left.pieces !== null) return left.pieces * 1000;
  return Math.max(1, shareOf(before.quantityMilli, left.weightG, before.weightG));
}

/** The line's own reckoning at what is left; its share of the sum where nobody knows how that came about. */
function amountsOf({ weightG, derivation: stored }: AgreedAmount, before: AgreedAmount) {
  const read = readDerivation(stored);
  const derivation = read && replay({ ...read, weightG })?.derivation;
  if (derivation) {
    const { netMinor, vatMinor, grossMinor } = derivation;
    return { netMinor, vatMinor, grossMinor, derivation };
  }
  const netMinor = shareOf(before.netMinor, weightG, before.weightG);
  const vatMinor = shareOf(before.vatMinor, weightG, before.weightG);
  return { netMinor, vatMinor, grossMinor: netMinor + vatMinor, derivation: stored };
}

const shareOf = (amount: number, part: number, whole: number): number =>
  divideHalfUp(BigInt(amount) * BigInt(part), BigInt(whole));
