import type { CuttingMethod, Offcuts } from '../platform/db/schema.ts';
import type { CuttingOffer } from '../pricing/cutting-terms.ts';
import { type CutBars, type Pieces, planCuts } from '../stock/cutting-plan.ts';

/** What may become of what is left of the bars, the usual first. */
export const offcutChoices = ['leave', 'deliver', 'scrap'] as const satisfies readonly Offcuts[];

/** What a buyer wants of bars: pieces of so many lengths, and what becomes of the rest. */
export type WantedCutting = { pieces: readonly Pieces[]; offcuts: Offcuts };

/** What cutting takes of all bars of a line. Millimetres; together they are the bars. */
type CutSums = {
  bars: number;
  stockLengthMm: number;
  kerfMm: number;
  cuts: number;
  piecesMm: number;
  lostMm: number;
  remnantsMm: number;
  scrapMm: number;
};

/** How the bars of a line are cut: the list as the buyer wrote it and the plan that gives it. */
export type LineCutting = WantedCutting &
  CutSums & { method: CuttingMethod; plan: readonly CutBars[] };

/** On what terms and from what bars a product is cut. */
export type CutProduct = { offer: CuttingOffer; stockLengthMm: number };

/**
 * Plans the cut list of a line. The line is bars: they are what is billed and
 * taken from stock, whatever comes of them (R19: the basis is the bar), since
 * the buyer chooses what becomes of the rest. A list that needs no cut is bars
 * and no cutting; `undefined` where it cannot be cut.
 */
export function planLine(
  { offer, stockLengthMm }: CutProduct,
  wanted: WantedCutting,
): { bars: number; cutting: LineCutting | undefined } | undefined {
  const { kerfMm, leastRemnantMm, method } = offer;
  const { pieces, offcuts } = wanted;
  const planned = planCuts({ stockLengthMm, kerfMm, leastRemnantMm, pieces });
  if (!planned.ok) return undefined;
  const { plan } = planned;
  const bars = plan.barsNeeded;
  if (plan.cuts === 0) return { bars, cutting: undefined };
  return {
    bars,
    cutting: {
      ...{ pieces, offcuts, method, bars, stockLengthMm, kerfMm, cuts: plan.cuts },
      piecesMm: plan.piecesMm,
      lostMm: plan.kerfMm,
      remnantsMm: plan.sellableMm,
      scrapMm: plan.scrapMm,
      plan: plan.patterns,
    },
  };
}
