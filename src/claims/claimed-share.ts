import { shareOut } from '../measures/share-out.ts';

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
