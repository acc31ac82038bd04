import type { Offer, QuoteVersion } from './quote.ts';
import type { QuoteDelivery } from './quote-delivery.ts';

/** What of an offer may differ from the version before, as its columns show it. */
export type ChangedPart = 'goods' | 'quantity' | 'cutting' | 'price' | 'takesMore' | 'note';

/** An offer that is new, gone or other than in the version before. */
export type OfferDifference = {
  position: number;
  alternative: number;
  before: Offer | undefined;
  after: Offer | undefined;
  parts: readonly ChangedPart[];
};

/** How one version differs from the one before; what is equal is left out. */
export type VersionDifference = {
  before: QuoteVersion;
  after: QuoteVersion;
  offers: readonly OfferDifference[];
  isValidOther: boolean;
  isPartOther: boolean;
  isConditionsOther: boolean;
  isDeliveryOther: boolean;
};

/** Compares two versions, offer by offer in the order of their lines: what two people have to look at. */
export function differenceOf(before: QuoteVersion, after: QuoteVersion): VersionDifference {
  const places = new Map(
    [...before.offers, ...after.offers].map((offer) => [placeOf(offer), offer] as const),
  );
  const offers = [...places.values()]
    .toSorted((one, other) => one.position - other.position || one.alternative - other.alternative)
    .map(({ position, alternative }): OfferDifference => {
      const at = (version: QuoteVersion) =>
        version.offers.find(
          (offer) => offer.position === position && offer.alternative === alternative,
        );
      const [old, now] = [at(before), at(after)];
      return { position, alternative, before: old, after: now, parts: partsOf(old, now) };
    })
    .filter(({ parts, before: old, after: now }) => parts.length > 0 || !old || !now);
  return {
    before,
    after,
    offers,
    isValidOther: before.validUntil?.getTime() !== after.validUntil?.getTime(),
    isPartOther: before.takesPart !== after.takesPart,
    isConditionsOther: before.conditions !== after.conditions,
    isDeliveryOther: !isSameDelivery(before.delivery, after.delivery),
  };
}

/** Whether goods are brought to the same place, by the same way, at the same price for all and for a part. */
function isSameDelivery(before: QuoteDelivery | null, after: QuoteDelivery | null): boolean {
  if (before?.way !== after?.way) return false;
  if (before?.way !== 'own-vehicle' || after?.way !== 'own-vehicle') return true;
  const isSamePrice = before.netMinor === after.netMinor && before.grossMinor === after.grossMinor;
  return before.siteId === after.siteId && isSamePrice && before.ofPart === after.ofPart;
}

/** What is cut and what that costs, as text that is the same for the same. */
const cuttingAsText = ({ cutting, services }: Offer): string =>
  JSON.stringify([cutting?.pieces, cutting?.offcuts, services.map((one) => one.grossMinor)]);

const placeOf = ({ position, alternative }: Offer) => `${position} ${alternative}`;

function partsOf(before: Offer | undefined, after: Offer | undefined): ChangedPart[] {
  if (!before || !after) return [];
  const isOther: Record<ChangedPart, boolean> = {
    goods: before.productId !== after.productId || before.typed !== after.typed,
    quantity: before.quantityMilli !== after.quantityMilli || before.unit !== after.unit,
    price:
      before.pricePerTonneMinor !== after.pricePerTonneMinor ||
      before.includesVat !== after.includesVat,
    cutting: cuttingAsText(before) !== cuttingAsText(after),
    takesMore: before.takesMore !== after.takesMore,
    note: before.note !== after.note,
  };
  const parts: readonly ChangedPart[] = [
    'goods',
    'quantity',
    'cutting',
    'price',
    'takesMore',
    'note',
  ];
  return parts.filter((part) => isOther[part]);
}
