import { amountForWeight, amountsWithVat } from '../measures/money.ts';
import type { Derivation } from './derivation.ts';
import { type FixedPrice, fixedPriceInForce } from './fixed-price.ts';
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
  derivation: Derivation;
};

/**
 * Prices one line of a cart or order. What a person or a quote fixed for it
 * stands above every list (R7); the derivation still says what the lists ask.
 * The break follows `tierWeightG`, the
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
  fixed?: FixedPrice | null | undefined;
}): PricedLine | undefined {
  const offer = offerAt(line.tierWeightG, line.listed, line.terms);
  const fixed = fixedPriceInForce(line.fixed);
  const asked = fixed ? { ...fixed, level: fixed.kind } : offer && askedBy(offer);
  if (!asked) return undefined;

  const { pricePerTonneMinor, includesVat, level } = asked;
  const amounts = amountsOf(asked, line.weightG, line.terms.vatRateBp);
  const derivation = deriveFrom(line, { offer, fixed, amounts });
  return { ...amounts, pricePerTonneMinor, includesVat, level, derivation };
}

type Asked = { pricePerTonneMinor: number; includesVat: boolean; level: PriceLevel };
type Amounts = { netMinor: number; vatMinor: number; grossMinor: number };

const askedBy = ({ pricePerTonneMinor, link }: Offer): Asked => ({ ...link, pricePerTonneMinor });

function amountsOf(asked: Asked, weightG: number, vatRateBp: number): Amounts {
  const { pricePerTonneMinor, includesVat } = asked;
  const amountMinor = amountForWeight({ weightG, pricePerTonneMinor });
  return amountsWithVat({ amountMinor, includesVat, rateBp: vatRateBp });
}

function deriveFrom(
  line: Parameters<typeof priceLine>[0],
  found: { offer: Offer | undefined; fixed: FixedPrice | undefined; amounts: Amounts },
): Derivation {
  const { offer, fixed = null, amounts } = found;
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
    chosen: offer
      ? {
          versionId: offer.link.versionId,
          fromWeightG: offer.fromWeightG,
          pricePerTonneMinor: offer.pricePerTonneMinor,
        }
      : null,
    fixed,
    ...amounts,
  };
}
