import { shareOut } from '../measures/share-out.ts';
import type { Offcuts } from '../platform/db/schema.ts';
import type { CutBars, Pieces } from './cutting-plan.ts';

/** A job as far as what comes of it goes; the sums are of all bars. Millimetres. */
type CutJob = {
  piecesMm: number;
  lostMm: number;
  plan: readonly CutBars[];
  offcuts: Offcuts;
};

/**
 * What bars became, in grams: what waits for the order, what the saw ate, what
 * is scrap, and remnants that are lots again. Together the weight of the bars.
 */
type CutResult = {
  piecesG: number;
  lostG: number;
  scrapG: number;
  remnantsG: number;
  remnants: readonly (Pieces & { weightG: number })[];
};

/**
 * What a job makes of the weight of its bars: shared out by length, to the last
 * gram (R5), so that nothing appears and nothing vanishes. Remnants go with the
 * pieces, are scrap, or stay as lots where they are long enough, as the buyer
 * chose; those that stay and are too short are scrap (R19).
 */
export function cutResult(job: CutJob, weightG: number): CutResult {
  const { piecesMm, lostMm, plan, offcuts } = job;
  const kept = offcuts === 'leave' ? remnantsOf(plan.filter((bar) => bar.isSellable)) : [];
  const keptMm = kept.map(({ count, lengthMm }) => count * lengthMm);
  const allMm = plan.reduce((sum, { bars, remnantMm }) => sum + bars * remnantMm, 0);
  const restMm = allMm - keptMm.reduce((sum, lengthMm) => sum + lengthMm, 0);
  const deliveredMm = offcuts === 'deliver' ? restMm : 0;

  const lengths = [piecesMm + deliveredMm, lostMm, restMm - deliveredMm, ...keptMm];
  const [piecesG = 0, lostG = 0, scrapG = 0, ...weights] = shareOut(weightG, lengths);
  const remnants = kept.map((one, index) => ({ ...one, weightG: weights[index] ?? 0 }));
  const remnantsG = weights.reduce((sum, each) => sum + each, 0);
  return { piecesG, lostG, scrapG, remnantsG, remnants };
}

/** Remnants by length; bars that leave the same length are one entry. */
function remnantsOf(plan: readonly CutBars[]): Pieces[] {
  const counts = new Map<number, number>();
  for (const { bars, remnantMm } of plan) {
    counts.set(remnantMm, (counts.get(remnantMm) ?? 0) + bars);
  }
  return [...counts].map(([lengthMm, count]) => ({ lengthMm, count }));
}
