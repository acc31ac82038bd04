import { shareOf } from '../measures/money.ts';
import type { ChainLink, ListedPrice, PriceTerms } from './price-terms.ts';

/** What one list asks for a tonne at some weight. */
export type Offer = {
  link: ChainLink;
  fromWeightG: number;
  /** Minor units per tonne, with or without VAT as the list says. */
  pricePerTonneMinor: number;
};

/** From this weight upwards this offer counts, until the next. */
export type EffectiveBreak = Offer & { fromWeightG: number };

/**
 * The price that counts for a product at the weight of its whole tier group.
 * First-found takes the list of the highest priority that prices the weight at
 * all; a list of lower priority never wins on a larger break (the tier guard),
 * unless the agreement says that a better public price counts: what a stranger
 * would pay, who asks the base lists in the same way. Lowest takes the
 * lowest of all lists, on one VAT basis (R7). `undefined`: a price on request.
 */
export function offerAt(
  tierWeightG: number,
  listed: readonly ListedPrice[],
  terms: PriceTerms,
): Offer | undefined {
  const offers = terms.chain.flatMap((link) => {
    const offer = offerOf(link, tierWeightG, listed);
    return offer ? [offer] : [];
  });
  const lowest = (among: readonly Offer[]) => lowestOf(among, terms.vatRateBp);
  if (terms.strategy === 'lowest') return lowest(offers);

  const found = lowest(firstOf(offers));
  if (!found || !terms.publicPriceIfBetter) return found;
  const ofBase = offers.filter((offer) => offer.link.level === 'base');
  return lowest([found, ...firstOf(ofBase)]);
}

/**
 * All breaks of a product as they count for one company: each weight from which
 * the price differs from the one before, ascending. Grams, minor units.
 */
export function effectiveBreaks(
  listed: readonly ListedPrice[],
  terms: PriceTerms,
): EffectiveBreak[] {
  const weights = [...new Set(listed.flatMap((price) => price.fromWeightsG))].toSorted(
    (one, other) => one - other,
  );
  const breaks: EffectiveBreak[] = [];
  for (const fromWeightG of weights) {
    const offer = offerAt(fromWeightG, listed, terms);
    const before = breaks.at(-1);
    const isSame =
      before?.pricePerTonneMinor === offer?.pricePerTonneMinor &&
      before?.link.versionId === offer?.link.versionId;
    if (offer && !isSame) breaks.push({ ...offer, fromWeightG });
  }
  return breaks;
}

/** A price per tonne with VAT, so that lists with and without it can be compared. Minor units. */
export const withVatMinor = (
  offer: { pricePerTonneMinor: number; link: { includesVat: boolean } },
  vatRateBp: number,
): number =>
  offer.link.includesVat
    ? offer.pricePerTonneMinor
    : offer.pricePerTonneMinor +
      shareOf({ amountMinor: offer.pricePerTonneMinor, rateBp: vatRateBp });

/** The highest break of one list that a weight reaches. */
function offerOf(
  link: ChainLink,
  weightG: number,
  listed: readonly ListedPrice[],
): Offer | undefined {
  const price = listed.find((one) => one.versionId === link.versionId);
  const reached = price?.fromWeightsG.findLastIndex((fromG) => fromG <= weightG) ?? -1;
  const fromWeightG = price?.fromWeightsG[reached];
  const pricePerTonneMinor = price?.pricesPerTonneMinor[reached];
  if (fromWeightG === undefined || pricePerTonneMinor === undefined) return undefined;
  return { link, fromWeightG, pricePerTonneMinor };
}

/** The offers of the list asked first, or of those that stand equal with it. */
function firstOf(offers: readonly Offer[]): Offer[] {
  const firstRank = Math.min(...offers.map((offer) => offer.link.rank));
  return offers.filter((offer) => offer.link.rank === firstRank);
}

/** The lowest price; of equal ones the list asked first. */
function lowestOf(offers: readonly Offer[], vatRateBp: number): Offer | undefined {
  return offers.toSorted(
    (one, other) =>
      withVatMinor(one, vatRateBp) - withVatMinor(other, vatRateBp) ||
      one.link.rank - other.link.rank,
  )[0];
}
