import type { Agreed } from '../customers/agreed.ts';
import type { FreightStanding } from '../platform/db/schema.ts';
import { Refusal } from '../platform/refusal.ts';
import { chargeForFreight } from '../pricing/freight-charge.ts';
import type { FreightTariff } from '../pricing/freight-tariff.queries.ts';
import { chargeForQuotedFreight, type QuotedFreight } from '../pricing/quoted-freight.ts';
import type { ServiceDerivation } from '../pricing/service-derivation.ts';

/** Bringing an order, with what it follows from. */
export type FreightService = Extract<ServiceDerivation, { kind: 'freight'; format: 1 }>;

/** Bringing what was taken of a quote, at the price that it named. */
export type QuotedFreightService = Extract<ServiceDerivation, { kind: 'freight'; format: 3 }>;

/** What is done for a cart as a whole. */
export type CartService = FreightService | QuotedFreightService;

/** Why nobody but a person can say what bringing goods costs. */
type FreightUnknown = 'no-tariff' | 'unknown-way' | 'too-far';

/**
 * What bringing the goods of a cart costs today: nothing is brought; it is in the
 * price of the goods; it is as a quote says; it is not offered; the tariff says so
 * much, or that much is not charged; or our manager has to name the price.
 */
export type CartFreight =
  | { standing: 'collected' | 'included' | 'quoted' | 'not-offered' }
  | { standing: 'charged' | 'free'; service: FreightService }
  | { standing: 'quoted'; quoted: QuotedFreightService }
  | { standing: 'to-agree'; why: FreightUnknown };

/** A cart as far as its freight needs it. */
export type CartToBring = {
  siteId: string | null;
  siteCity: string | null;
  branchCode: string;
  /** The quote that filled it. */
  quoteId: string | null;
  /** The freight that this quote named; null where it named none. */
  quotedFreight: (QuotedFreight & { quoteVersion: number }) | null;
  agreed: Pick<Agreed, 'freightPrice' | 'freeFrom'> | null;
  freightTariff: FreightTariff | null;
  /** Whole kilometres of road to its site; null where the way is not known. */
  roadKm: number | null;
};

/**
 * The freight of a cart to the site that it goes to. By the agreement; a company
 * that has none pays the tariff like everybody. The load is what the goods weigh by
 * theory when they are ordered: what the scale says later moves the price of goods,
 * not of the way. Where the tariff does not say, the order can still be placed, to
 * be agreed: the trade does not turn an order away because a truck has no price yet.
 */
export function freightOf(
  cart: CartToBring,
  goods: { weightG: number; grossMinor: number },
  vatRateBp: number,
): CartFreight {
  const { siteId, siteCity, branchCode, agreed, freightTariff: tariff, roadKm: km } = cart;
  if (siteId === null) return { standing: 'collected' };
  if (cart.quoteId !== null) return freightAsQuoted(cart, cart.quoteId, vatRateBp);
  if (agreed?.freightPrice === 'none') return { standing: 'not-offered' };
  if (agreed?.freightPrice === 'included') return { standing: 'included' };
  if (!tariff) return { standing: 'to-agree', why: 'no-tariff' };
  if (km === null) return { standing: 'to-agree', why: 'unknown-way' };
  const { id: tariffId, from: tariffFrom, bands } = tariff;
  const { weightG, grossMinor: goodsMinor } = goods;
  const order = { bands, km, weightG, goodsMinor, freeFrom: agreed?.freeFrom ?? null, vatRateBp };
  const charge = chargeForFreight(order);
  if (!charge) return { standing: 'to-agree', why: 'too-far' };
  const way = { branchCode, city: siteCity ?? '', tariffId, tariffFrom };
  const service = { format: 1, kind: 'freight', ...way, ...order, ...charge } as const;
  return {
    standing: charge.isFree ? 'free' : 'charged',
    service: { ...service, bands: [...bands] },
  };
}

/** What the quote said of bringing the goods: a price, or nothing but words. */
function freightAsQuoted(
  { branchCode, siteCity, quotedFreight }: CartToBring,
  quoteId: string,
  vatRateBp: number,
): CartFreight {
  if (!quotedFreight) return { standing: 'quoted' };
  const what = { format: 3, kind: 'freight', branchCode, city: siteCity ?? '', quoteId } as const;
  const charge = chargeForQuotedFreight(quotedFreight, vatRateBp);
  return { standing: 'quoted', quoted: { ...what, ...quotedFreight, vatRateBp, ...charge } };
}

/** What an order remembers of how its freight was priced; null where the buyer collects. */
export function standingToKeep({ standing }: CartFreight): FreightStanding | null {
  if (standing === 'collected') return null;
  if (standing === 'not-offered') throw new Refusal({ code: 'delivery-not-offered' });
  return standing;
}

/** What is done for a cart as a whole, beside what is done to its lines. */
export function servicesOfCart(freight: CartFreight): readonly CartService[] {
  if ('service' in freight) return [freight.service];
  return 'quoted' in freight ? [freight.quoted] : [];
}
