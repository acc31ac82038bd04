import { effectiveBreaks, withVatMinor } from './price-level.ts';
import { priceLine, type PricedLine } from './price-line.ts';
import type { ListedPrice, PriceTerms } from './price-terms.ts';

/** A line as far as its price needs it. */
export type LineToPrice = { id: string; productId: string; tierGroup: string; weightG: number };

/** What lists ask, by product. */
export type ListedByProduct = ReadonlyMap<string, readonly ListedPrice[]>;

/**
 * Prices lines together: the weights of each tier group are summed over all
 * lines first, so the order of entry cannot change a price (R8). Lines without
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
    });
    return price ? [[line.id, price] as const] : [];
  });
  return new Map(priced);
}

/** How much more of a tier group reaches the next break of one of its lines, and what a tonne then costs less, with VAT. */
export type NextBreak = {
  tierGroup: string;
  productId: string;
  moreG: number;
  savedPerTonneMinor: number;
};

/** For each tier group the nearest weight from which one of its lines costs less; groups without one are absent. */
export function nextBreaks(
  lines: readonly LineToPrice[],
  listed: ListedByProduct,
  terms: PriceTerms,
): NextBreak[] {
  const tierWeightsG = tierWeights(lines);
  const nearest = new Map<string, NextBreak>();
  for (const { tierGroup, productId } of lines) {
    const tierWeightG = tierWeightsG.get(tierGroup) ?? 0;
    const breaks = effectiveBreaks(listed.get(productId) ?? [], terms);
    const now = breaks.findLast((step) => step.fromWeightG <= tierWeightG);
    const cheaper = breaks.find(
      (step) =>
        step.fromWeightG > tierWeightG &&
        now &&
        withVatMinor(step, terms.vatRateBp) < withVatMinor(now, terms.vatRateBp),
    );
    if (!now || !cheaper) continue;
    const moreG = cheaper.fromWeightG - tierWeightG;
    const known = nearest.get(tierGroup);
    if (known && known.moreG <= moreG) continue;
    const savedPerTonneMinor =
      withVatMinor(now, terms.vatRateBp) - withVatMinor(cheaper, terms.vatRateBp);
    nearest.set(tierGroup, { tierGroup, productId, moreG, savedPerTonneMinor });
  }
  return [...nearest.values()];
}

function tierWeights(lines: readonly LineToPrice[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { tierGroup, weightG } of lines) {
    sums.set(tierGroup, (sums.get(tierGroup) ?? 0) + weightG);
  }
  return sums;
}
