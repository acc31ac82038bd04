import { divideHalfUp } from '../measures/divide.ts';
import type { SaleBasis } from '../platform/db/schema.ts';

/** Where no agreement says otherwise (R6, default): five percent. */
const DEFAULT_BP = 500;
/** Below a tonne the same mistake of the scale weighs double (R6, default). */
const SMALL_LINE_G = 1_000_000;
const SMALL_TIMES = 2;
const WHOLE_BP = 10_000n;

/** A line as its tolerances see it. Grams; `toleranceBp` is the agreement's, null without one, 0 for exact. */
export type ToleratedLine = {
  saleBasis: SaleBasis;
  weightG: number;
  pieces: number | null;
  toleranceBp: number | null;
};

/**
 * By how much the weight of a line may differ from what was ordered (R6): as
 * agreed, else five percent, and twice that below a tonne; an agreed nothing is
 * exact. Grams, rounded half up.
 */
export function toleranceOf({
  weightG,
  toleranceBp,
}: Pick<ToleratedLine, 'weightG' | 'toleranceBp'>): number {
  const bp = toleranceBp ?? DEFAULT_BP;
  const times = weightG < SMALL_LINE_G ? SMALL_TIMES : 1;
  return divideHalfUp(BigInt(weightG) * BigInt(bp * times), WHOLE_BP);
}

/** Where a weight stands against what was ordered: within its tolerance, below or above it. */
export type ToleranceStanding = 'within' | 'below' | 'above';

/** How a weight of a line stands. Grams. */
export function toleranceStanding(line: ToleratedLine, carriedG: number): ToleranceStanding {
  const allowedG = toleranceOf(line);
  if (carriedG > line.weightG + allowedG) return 'above';
  return carriedG < line.weightG - allowedG ? 'below' : 'within';
}

/**
 * Whether so much of a line completes it, decided on quantity and never on money
 * (R6): all pieces where it is counted, else its weight within the tolerance.
 */
export const isComplete = (
  line: ToleratedLine,
  carried: { weightG: number; pieces: number },
): boolean =>
  line.pieces === null
    ? toleranceStanding(line, carried.weightG) !== 'below'
    : carried.pieces >= line.pieces;

/** What may be billed of a part of a line, and what of it is above that. Grams. */
export type Billed = { billedG: number; excessG: number };

/**
 * What of a part is billed after others have been (R6): its weight up to what was
 * ordered with the tolerance; above that only where the buyer has said yes, never
 * by his silence. Lines by theory are never above: no more pieces go than were
 * ordered. Grams.
 */
export function billedWithin(
  line: ToleratedLine,
  part: { billableG: number; beforeG: number; isExcessAccepted: boolean },
): Billed {
  const { billableG, beforeG, isExcessAccepted } = part;
  if (line.saleBasis !== 'actual') return { billedG: billableG, excessG: 0 };
  const ceilingG = Math.max(0, line.weightG + toleranceOf(line) - beforeG);
  const excessG = Math.max(0, billableG - ceilingG);
  return { billedG: isExcessAccepted ? billableG : billableG - excessG, excessG };
}
