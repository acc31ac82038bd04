import { addVat, amountForWeight, splitGross } from '../measures/money.ts';
import type { Derivation } from './derivation.ts';
import { type Offer, offerAt } from './price-level.ts';
import type { ListedPrice, PriceLevel, PriceTerms } from './price-terms.ts';

/** What a line costs, and why. Minor units. */
export type PricedLine = {
  /** As the list writes it: with VAT where `includesVat`. */
  pricePerTonneMinor: number;
  includesVat: boolean;
  netMinor: number;
  vatMinor: number;
  grossMinor: number;
  level: PriceLevel;
  versionId: string;
  derivation: Derivation;
};

/**
 * Prices one line of a cart or order. The break follows `tierWeightG`, the
 * weight of every line of the same tier group (R8). Amounts are rounded half up
 * once: from a list without VAT the net and then its VAT, from a list with VAT
 * the gross, which is then split (R14). `undefined`: a price on request.
 */
export function priceLine(line: {
  tierGroup: string;
  weightG: number;
  tierWeightG: number;
  listed: readonly ListedPrice[];
  terms: PriceTerms;
}): PricedLine | undefined {
  const offer = offerAt(line.tierWeightG, line.listed, line.terms);
  if (!offer) return undefined;

  const amounts = amountsOf(offer, line.weightG, line.terms.vatRateBp);
  const { pricePerTonneMinor, link } = offer;
  const { includesVat, level, versionId } = link;
  return {
    ...amounts,
    pricePerTonneMinor,
    includesVat,
    level,
    versionId,
    derivation: deriveFrom(line, offer, amounts),
  };
}

type Amounts = { netMinor: number; vatMinor: number; grossMinor: number };

function amountsOf(offer: Offer, weightG: number, vatRateBp: number): Amounts {
  const { pricePerTonneMinor, link } = offer;
  const amountMinor = amountForWeight({ weightG, pricePerTonneMinor });
  const split = link.includesVat
    ? splitGross({ grossMinor: amountMinor, rateBp: vatRateBp })
    : addVat(amountMinor, vatRateBp);
  return { ...split, grossMinor: split.netMinor + split.vatMinor };
}

function deriveFrom(
  line: Parameters<typeof priceLine>[0],
  offer: Offer,
  amounts: Amounts,
): Derivation {
  const { terms, listed, tierGroup, tierWeightG, weightG } = line;
  return {
    format: 1,
    on: terms.on,
    agreement: terms.agreement ?? null,
    strategy: terms.strategy,
    publicPriceIfBetter: terms.publicPriceIfBetter,
    vatRateBp: terms.vatRateBp,
    tierGroup,
    tierWeightG,
    weightG,
    lists: terms.chain.flatMap((link) => {
      const price = listed.find((one) => one.versionId === link.versionId);
      if (!price) return [];
      const { fromWeightsG, pricesPerTonneMinor } = price;
      return [
        {
          ...link,
          fromWeightsG: [...fromWeightsG],
          pricesPerTonneMinor: [...pricesPerTonneMinor],
        },
      ];
    }),
    chosen: {
      versionId: offer.link.versionId,
      fromWeightG: offer.fromWeightG,
      pricePerTonneMinor: offer.pricePerTonneMinor,
    },
    ...amounts,
  };
}
