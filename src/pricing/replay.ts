import type { Derivation } from './derivation.ts';
import { priceLine, type PricedLine } from './price-line.ts';

/**
 * Prices a line again from its stored derivation alone. Gives the same tiyin as
 * on the day it was placed, or something is wrong (reliability, invariant 40).
 */
export function replay(derivation: Derivation): PricedLine | undefined {
  const { on, agreement, strategy, publicPriceIfBetter, vatRateBp, lists } = derivation;
  const { tierGroup, tierWeightG, weightG, fixed } = derivation;
  return priceLine({
    tierGroup,
    tierWeightG,
    weightG,
    fixed,
    listed: lists,
    terms: {
      on,
      agreement: agreement ?? undefined,
      strategy,
      publicPriceIfBetter,
      vatRateBp,
      chain: lists,
    },
  });
}
