import type { FixedPrice } from './fixed-price.ts';
import { priceLine, type PricedLine } from './price-line.ts';
import type { ListedPrice, PriceTerms } from './price-terms.ts';

/** A line as far as its price needs it. */
export type LineToPrice = {
  id: string;
  productId: string;
  tierGroup: string;
  weightG: number;
  /** What a person or a quote fixed for it; without it the lists decide. */
  fixed?: FixedPrice | null | undefined;
};

/** What lists ask, by product. */
export type ListedByProduct = ReadonlyMap<string, readonly ListedPrice[]>;

/**
 * Prices lines together: the weights of each tier group are summed over all
 * lines first, so the order of entry cannot change a price (R8). A line with a fixed price is
 * metal like any other: its weight counts for the tier of the others while its
 * own price does not move; only services weigh nothing. Lines without
 * a price are absent from the answer.
 */
export function priceLines(
  lines: readonly LineToPrice[],
  listed: ListedByProduct,
  terms: PriceTerms,
): Map<string, PricedLine> {
  const tierWeightsG = tierWeights(lines);
  const priced = lines.flatMap((line) => {
    const price = priceLine({
      tierGroup: line.tierGroup,
      weightG: line.weightG,
      tierWeightG: tierWeightsG.get(line.tierGroup) ?? line.weightG,
      listed: listed.get(line.productId) ?? [],
      terms,
      fixed: line.fixed,
    });
    return price ? [[line.id, price] as const] : [];
  });
  return new Map(priced);
}

function tierWeights(lines: readonly LineToPrice[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { tierGroup, weightG } of lines) {
    sums.set(tierGroup, (sums.get(tierGroup) ?? 0) + weightG);
  }
  return sums;
}
