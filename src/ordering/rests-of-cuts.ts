import { divideHalfUp } from '../measures/divide.ts';
import type { Pieces } from '../stock/cutting-plan.ts';
import type { LineCutting } from './cut-line.ts';

/** What is left of the bars of a cut list: usable remnants and scrap. Millimetres, grams. */
export type Rests = {
  /** The usable ones, the longest first. */
  remnants: readonly Pieces[];
  remnantsMm: number;
  remnantsG: number;
  scrapMm: number;
  scrapG: number;
};

/** The same as a quote offers it, with what comes back with VAT if the usable ones stay with us. Minor units. */
export type OfferedRests = Rests & { creditMinor: number };

/**
 * What is left of the bars that weigh so much when they are cut as planned (R19): the
 * saw's kerf is neither. Weights follow the length, each rounded half up once, since a
 * bar weighs the same along its length.
 */
export function restsOf(cutting: LineCutting, weightG: number): Rests {
  const { bars, stockLengthMm, remnantsMm, scrapMm, plan } = cutting;
  const barsMm = BigInt(bars) * BigInt(stockLengthMm);
  const weightOf = (lengthMm: number) => divideHalfUp(BigInt(weightG) * BigInt(lengthMm), barsMm);
  const counts = new Map<number, number>();
  for (const { isSellable, remnantMm, bars: count } of plan) {
    if (isSellable) counts.set(remnantMm, (counts.get(remnantMm) ?? 0) + count);
  }
  const remnants = [...counts].map(([lengthMm, count]) => ({ lengthMm, count }));
  return {
    remnants: remnants.toSorted((one, other) => other.lengthMm - one.lengthMm),
    ...{ remnantsMm, remnantsG: weightOf(remnantsMm), scrapMm, scrapG: weightOf(scrapMm) },
  };
}
