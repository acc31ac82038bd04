import { divideHalfUp } from './divide.ts';

/** What a buyer counts in: pieces, metres, square metres, kilograms, tonnes. */
export const units = ['pcs', 'm', 'm2', 'kg', 't'] as const;
export type Unit = (typeof units)[number];

/** What the buyer said, kept as said: thousandths of the unit. 1.2 t is `{ amountMilli: 1200, unit: 't' }`. */
export type Quantity = { amountMilli: number; unit: Unit };

/** What must be known of a thing to weigh it. `null`: it has no such measure. */
export type Measured = {
  massMgPerM: number | null;
  massMgPerM2: number | null;
  pieceMassMg: number | null;
  pieceLengthMm: number | null;
  pieceAreaMm2: number | null;
};

/** A quantity on the scale: grams, the pieces if they are counted, and the length of each piece if it is a bar. */
export type WeighedQuantity = { weightG: number; pieces: number | null; lengthMm: number | null };

/** Micrograms per unit as a fraction, so that nothing is rounded before the end. */
type Fraction = { over: bigint; under: bigint };

const UG_PER_MG = 1_000n;
const UG_PER_G = 1_000_000n;
const UG_PER_KG = 1_000_000_000n;
const UG_PER_T = 1_000_000_000_000n;
const MM_PER_M = 1_000n;
const MM2_PER_M2 = 1_000_000n;
const MILLI = 1_000n;
/** From whole units down to thousandths: how round an amount may be. */
const ROUNDNESS = [1_000n, 100n, 10n, 1n] as const;

/**
 * Theoretical weight of a quantity in grams, rounded half up once at the end
 * (R3). A quantity in kilograms or tonnes is the weight and is not multiplied
 * again (R2). `lengthMm` cuts the pieces to a length other than the stock length.
 * `wholePieces` raises the quantity to whole pieces, as bars and sheets
 * are sold: a tonne of rebar 12 in bars of 11.7 m is 97 bars and 1 007.8 kg.
 * `undefined` when the thing cannot be weighed that way: no such measure, or a
 * fraction of a piece without `wholePieces`.
 */
export function weighQuantity(
  measured: Measured,
  quantity: Quantity,
  options: { lengthMm?: number | undefined; wholePieces?: boolean } = {},
): WeighedQuantity | undefined {
  const cut = cutTo(measured, options.lengthMm);
  const perUnit = massOf(cut, quantity.unit);
  if (!perUnit) return undefined;
  const lengthMm = cut.pieceLengthMm;
  const counted = countPieces(cut, quantity, options.wholePieces === true);
  if (counted === 'broken') return undefined;
  if (counted === null) return { weightG: gramsOf(perUnit, quantity), pieces: null, lengthMm };

  const perPiece = massOf(cut, 'pcs') ?? perUnit;
  const whole: Quantity = { amountMilli: counted * 1_000, unit: 'pcs' };
  return { weightG: gramsOf(perPiece, whole), pieces: counted, lengthMm };
}

/**
 * The same quantity in another unit, to the thousandth, rounded half up. Where a
 * weight becomes pieces or metres, the roundest amount of exactly that weight is
 * taken: 97 bars said in kilograms are 97 bars again, and repeated conversion
 * never moves. What is finer than the target's thousandth is lost, so that a few grams are
 * zero tonnes. `undefined` when the thing has no measure that links the units.
 */
export function convert(
  measured: Measured,
  quantity: Quantity,
  toUnit: Unit,
): Quantity | undefined {
  if (quantity.unit === toUnit) return quantity;
  const from = massOf(measured, quantity.unit);
  const to = massOf(measured, toUnit);
  if (!from || !to) return undefined;

  const there = { over: from.over * to.under, under: from.under * to.over };
  const given = BigInt(quantity.amountMilli);
  const nearest = (step: bigint) => divideHalfUp(given * there.over, there.under * step);
  if (isMass(toUnit)) return { amountMilli: nearest(1n), unit: toUnit };

  const weighsTheSame = (amount: bigint) =>
    divideHalfUp(amount * there.under, there.over) === quantity.amountMilli;
  const roundest = ROUNDNESS.map((step) => BigInt(nearest(step)) * step).find(weighsTheSame);
  return { amountMilli: Number(roundest ?? nearest(1n)), unit: toUnit };
}

const isMass = (unit: Unit) => unit === 'kg' || unit === 't';

function cutTo(measured: Measured, lengthMm: number | undefined): Measured {
  if (lengthMm === undefined || measured.massMgPerM === null) return measured;
  return { ...measured, pieceMassMg: null, pieceLengthMm: lengthMm };
}

/** The count of pieces, `null` when the quantity is not counted, `'broken'` when a piece would be split. */
function countPieces(measured: Measured, quantity: Quantity, wholePieces: boolean) {
  if (!wholePieces && quantity.unit !== 'pcs') return null;
  const inPieces = convert(measured, quantity, 'pcs');
  if (!inPieces) return null;
  if (!wholePieces && inPieces.amountMilli % 1_000 !== 0) return 'broken';
  return Math.ceil(inPieces.amountMilli / 1_000);
}

/** Mass of one unit of the thing; a bar from its length and a sheet from its area before a printed piece mass. */
function massOf(measured: Measured, unit: Unit): Fraction | undefined {
  const { massMgPerM, massMgPerM2, pieceMassMg, pieceLengthMm, pieceAreaMm2 } = measured;
  switch (unit) {
    case 't':
      return { over: UG_PER_T, under: 1n };
    case 'kg':
      return { over: UG_PER_KG, under: 1n };
    case 'm':
      return fraction(massMgPerM, 1, 1n);
    case 'm2':
      return fraction(massMgPerM2, 1, 1n);
    case 'pcs':
      return (
        fraction(massMgPerM, pieceLengthMm, MM_PER_M) ??
        fraction(massMgPerM2, pieceAreaMm2, MM2_PER_M2) ??
        fraction(pieceMassMg, 1, 1n)
      );
  }
}

function fraction(massMg: number | null, size: number | null, per: bigint): Fraction | undefined {
  if (massMg === null || size === null || massMg <= 0 || size <= 0) return undefined;
  return { over: BigInt(massMg) * UG_PER_MG * BigInt(size), under: per };
}

function gramsOf(perUnit: Fraction, quantity: Quantity): number {
  const exact = BigInt(quantity.amountMilli) * perUnit.over;
  return divideHalfUp(exact, perUnit.under * MILLI * UG_PER_G);
}
