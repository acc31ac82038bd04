import { shareOut } from '../measures/share-out.ts';
import type { Offcuts } from '../platform/db/schema.ts';
import type { CutBars, Pieces } from './cutting-plan.ts';

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
 * What cutting makes of the weight of bars: shared out by length, to the last
 * gram (R5), so that nothing appears and nothing vanishes. Remnants go with the
 * pieces, are scrap, or stay as lots where they are long enough, as the buyer
 * chose; those that stay and are too short are scrap (R19).
 */
export function cutResult(
  cut: { plan: readonly CutBars[]; offcuts: Offcuts },
  weightG: number,
): CutResult {
  const { plan, offcuts } = cut;
  const kept = offcuts === 'leave' ? remnantsOf(plan.filter((bar) => bar.isSellable)) : [];
  const keptMm = kept.map(({ count, lengthMm }) => count * lengthMm);
  const restMm =
    sumOf(plan, ({ remnantMm }) => remnantMm) - keptMm.reduce((sum, each) => sum + each, 0);
  const deliveredMm = offcuts === 'deliver' ? restMm : 0;
  const piecesMm = sumOf(plan, ({ pieces }) =>
    pieces.reduce((sum, { count, lengthMm }) => sum + count * lengthMm, 0),
  );
  const lostMm = sumOf(plan, ({ kerfMm }) => kerfMm);

  const lengths = [piecesMm + deliveredMm, lostMm, restMm - deliveredMm, ...keptMm];
  const [piecesG = 0, lostG = 0, scrapG = 0, ...weights] = shareOut(weightG, lengths);
  const remnants = kept.map((one, index) => ({ ...one, weightG: weights[index] ?? 0 }));
  const remnantsG = weights.reduce((sum, each) => sum + each, 0);
  return { piecesG, lostG, scrapG, remnantsG, remnants };
}

/**
 * The bars of a plan dealt out in their order: so many to each of several lots.
 * The parts are the plan again; what is asked for beyond it gets nothing.
 */
export function dealBars(
  plan: readonly CutBars[],
  barsOfLots: readonly number[],
): readonly (readonly CutBars[])[] {
  const left = plan.map((bar) => ({ ...bar }));
  return barsOfLots.map((bars) => {
    const part: CutBars[] = [];
    let wanted = bars;
    for (const bar of left) {
      const taken = Math.min(wanted, bar.bars);
      if (taken > 0) part.push({ ...bar, bars: taken });
      bar.bars -= taken;
      wanted -= taken;
    }
    return part;
  });
}

const sumOf = (plan: readonly CutBars[], ofOne: (bar: CutBars) => number) =>
  plan.reduce((sum, bar) => sum + bar.bars * ofOne(bar), 0);

/** Remnants by length; bars that leave the same length are one entry. */
function remnantsOf(plan: readonly CutBars[]): Pieces[] {
  const counts = new Map<number, number>();
  for (const { bars, remnantMm } of plan) {
    counts.set(remnantMm, (counts.get(remnantMm) ?? 0) + bars);
  }
  return [...counts].map(([lengthMm, count]) => ({ lengthMm, count }));
}
