import type { ListedPrice } from '../pricing/price-terms.ts';

/** Prices of one product as the database packs them: per list its version, weights in grams, minor units per tonne. */
export type PackedPrices =
  | [versionId: string, fromWeightsG: number[], pricesPerTonneMinor: number[]][]
  | null;

/**
 * Unpacks what JSON carried past the parsers of the pool: a number that
 * JavaScript cannot hold exactly stops the page rather than sell at a wrong price.
 */
export function readPackedPrices(packed: PackedPrices): ListedPrice[] {
  return (packed ?? []).map(([versionId, fromWeightsG, pricesPerTonneMinor]) => {
    if (![...fromWeightsG, ...pricesPerTonneMinor].every(Number.isSafeInteger)) {
      throw new RangeError('price out of range');
    }
    return { versionId, fromWeightsG, pricesPerTonneMinor };
  });
}
