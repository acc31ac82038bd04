import { shareOut } from '../measures/share-out.ts';

const WHOLE_BP = 10_000;
/** Under so many grams a line may differ by more (R6). */
const SMALL_G = 1_000_000;
const SMALL_TOLERANCE_BP = 1_000;

/**
 * What goods of a line come to, with VAT: its share by weight, to the nearest minor
 * unit; all of the line for all of its goods and more. Grams, minor units.
 */
export function amountOfGoods(
  line: { weightG: number; grossMinor: number },
  claimedG: number,
): number {
  if (claimedG >= line.weightG) return line.grossMinor;
  const [share = 0] = shareOut(line.grossMinor, [claimedG, line.weightG - claimedG]);
  return share;
}

/** What pieces of a line weigh: their share of its weight, to the nearest gram. */
export function weightOfPieces(
  line: { weightG: number; pieces: number },
  claimedPieces: number,
): number {
  if (claimedPieces >= line.pieces) return line.weightG;
  const [share = 0] = shareOut(line.weightG, [claimedPieces, line.pieces - claimedPieces]);
  return share;
}

/**
 * How much a line may weigh less without that being a claim (R6): the tolerance of
 * the terms, at least ten per cent for less than a tonne; terms that say exact allow
 * nothing. Grams, basis points.
 */
export function toleranceOf({ weightG }: { weightG: number }, toleranceBp: number): number {
  if (toleranceBp === 0) return 0;
  const bp = weightG < SMALL_G ? Math.max(toleranceBp, SMALL_TOLERANCE_BP) : toleranceBp;
  const [share = 0] = shareOut(weightG, [bp, WHOLE_BP - bp]);
  return share;
}
