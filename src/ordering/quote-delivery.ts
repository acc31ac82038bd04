import { divideHalfUp } from '../measures/divide.ts';
import type { FreightOfPart } from '../platform/db/schema.ts';
import type { QuotedFreight } from '../pricing/quoted-freight.ts';
import {
  isOrderable,
  type Offer,
  type OrderableOffer,
  type QuoteVersion,
  type Take,
  type Taken,
} from './quote.ts';

const G_PER_TONNE = 1_000_000;

/** How an answer is written to say that the goods get to the buyer. Minor units without VAT. */
export type WrittenDelivery =
  | { way: 'own-vehicle'; siteId: string; netMinor: number; ofPart: FreightOfPart }
  | { way: 'carrier' | 'pick-up' };

/** The same as a version keeps it: our own vehicle with its site and its price, a carrier whom the buyer pays, or the buyer's own. */
export type QuoteDelivery =
  | {
      way: 'own-vehicle';
      siteId: string;
      siteName: string;
      city: string;
      netMinor: number;
      vatRateBp: number;
      vatMinor: number;
      grossMinor: number;
      /** What whoever takes a part pays: the whole with each order, or a share by weight (R20). */
      ofPart: FreightOfPart;
    }
  | { way: 'carrier' | 'pick-up' };

/** The offers that the total of a version counts: the first one of each line that can be ordered. */
const firstOffers = ({ offers }: Pick<QuoteVersion, 'offers'>) =>
  offers.filter(isOrderable).filter((offer, index, all) => {
    const first = all.findIndex(({ position }) => position === offer.position);
    return first === index;
  });

/** What an offer comes to with VAT, its cutting included. Minor units. */
export const grossOfOffer = ({ grossMinor, services }: Offer): number =>
  (grossMinor ?? 0) + sum(services.map((service) => service.grossMinor));

/** What a version comes to with VAT: its first offers, and what bringing them costs. Minor units. */
export function totalOfVersion(version: Pick<QuoteVersion, 'offers' | 'delivery'>): {
  goodsMinor: number;
  freightMinor: number;
  grossMinor: number;
} {
  const { delivery } = version;
  const goodsMinor = sum(firstOffers(version).map(grossOfOffer));
  const freightMinor = delivery?.way === 'own-vehicle' ? delivery.grossMinor : 0;
  return { goodsMinor, freightMinor, grossMinor: goodsMinor + freightMinor };
}

/** Grams that a version quotes, as its total counts them. */
export const quotedWeightG = (version: Pick<QuoteVersion, 'offers'>): number =>
  firstOffers(version).reduce((sum, { weightG }) => sum + weightG, 0);

/** What the freight of a version comes to for a tonne of it, rounded half up. Minor units without VAT. */
export const freightPerTonne = (
  { netMinor }: { netMinor: number },
  version: Pick<QuoteVersion, 'offers'>,
): number => divideHalfUp(BigInt(netMinor) * BigInt(G_PER_TONNE), BigInt(quotedWeightG(version)));

/** Whether the buyer says where an order of a version goes, since the version does not. */
export const isSiteChosen = ({ delivery }: Pick<QuoteVersion, 'delivery'>): boolean =>
  delivery === null || delivery.way === 'carrier';

/** Where an order of a version goes: where its price of delivery is for, nowhere if it is collected, else where the buyer says. */
export function siteOfOrder({ delivery }: QuoteVersion, chosenId: string | null): string | null {
  if (delivery?.way === 'own-vehicle') return delivery.siteId;
  return isSiteChosen({ delivery }) ? chosenId : null;
}

/** The freight of what is taken now of a version; `undefined` where the version names none. */
export function freightOfTakes(
  version: QuoteVersion,
  taken: readonly Taken[],
  takes: readonly Take[],
): QuotedFreight | undefined {
  const { delivery } = version;
  if (delivery?.way !== 'own-vehicle') return undefined;
  const takenOf = (offer: Offer) =>
    taken.reduce((total, one) => total + (one.offerId === offer.id ? one.takenMilli : 0), 0);
  const before = version.offers
    .filter(isOrderable)
    .map((offer) => weightUntil(offer, takenOf(offer)));
  const now = takes.map(
    ({ offer, fromMilli, quantityMilli }) =>
      weightUntil(offer, fromMilli + quantityMilli) - weightUntil(offer, fromMilli),
  );
  const { netMinor: namedMinor, ofPart } = delivery;
  return {
    ...{ namedMinor, ofPart, quotedG: quotedWeightG(version) },
    ...{ beforeG: sum(before), takenG: sum(now) },
  };
}

/** What an offer weighs up to so much of it, in whole grams: parts that follow each other add up to it. */
const weightUntil = (offer: OrderableOffer, untilMilli: number): number =>
  divideHalfUp(BigInt(offer.weightG) * BigInt(untilMilli), BigInt(offer.quantityMilli));

const sum = (weights: readonly number[]) => weights.reduce((total, one) => total + one, 0);
