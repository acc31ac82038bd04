import type {
  ClaimKind,
  DeliveryCarrier,
  FreightCharging,
  FreightPrice,
  Language,
  OrderDocument,
} from '../platform/db/schema.ts';

/** Who brings the goods where they go. */
export const carriers = ['pick-up', 'ours'] as const satisfies readonly DeliveryCarrier[];

/** How freight of an order in several shipments is charged (R20). */
export const freightChargings = [
  'once',
  'per-shipment',
  'pro-rata',
] as const satisfies readonly FreightCharging[];

/** What bringing the goods costs: nothing beside their price, the tariff, the tariff up to a size, or it is not offered. */
export const freightPrices = [
  'included',
  'tariff',
  'free-from',
  'none',
] as const satisfies readonly FreightPrice[];

/** From what size an order is brought for nothing; null where that does not matter. Grams, minor units of goods with VAT. */
export type FreeFrom = { weightG: number | null; goodsMinor: number | null };

/** What may come with a shipment, in the order of its file. */
export const orderDocuments = [
  'invoice',
  'delivery-note',
  'certificates',
  'act',
] as const satisfies readonly OrderDocument[];

/**
 * Goods that are ready lie so many days for nothing; then a tonne costs so much a day,
 * minor units with VAT (R21). The cap is a number of days that are charged, not a share
 * of the goods' price: that is how traders write it, everybody counts it on a calendar,
 * and it says at once from which day on the order may be unwound. Null: no cap, and no
 * such right.
 */
export type Storage = { freeDays: number; feeMinor: number; mostDays: number | null };

/** For how many days of business the customer may complain of a kind; a kind that is not told is as for everybody (R24). */
export type ClaimDays = { kind: ClaimKind; days: number };

/**
 * What one customer needs that others do not, as a rule that changes what the shop
 * does: how many business hours an unpaid order holds its stock; where letters
 * about his orders go to as well; and what stands on every order for whoever works on it.
 */
export type Need =
  | { kind: 'hold-hours'; hours: number }
  | { kind: 'letters-copy'; said: string }
  | { kind: 'instruction'; said: string };

/** What is agreed of an order beside its price and its payment. */
export type Agreed = {
  carrier: DeliveryCarrier;
  /** Where the goods change hands, in words as in Incoterms: "DAP Konaev". */
  deliveryPlace: string;
  freight: FreightCharging;
  freightPrice: FreightPrice;
  /** Only where it is free from a size. */
  freeFrom: FreeFrom | null;
  /** Null: storage costs nothing. */
  storage: Storage | null;
  documents: readonly OrderDocument[];
  /** Null: the language of the company. */
  documentsLanguage: Language | null;
  needs: readonly Need[];
  claimDays: readonly ClaimDays[];
};

/** For how many business hours an unpaid order holds its stock: by the customer's need, else as for everybody (R18). */
export function holdHoursOf(agreed: Pick<Agreed, 'needs'> | null, common: number): number {
  const need = agreed?.needs.find((one) => one.kind === 'hold-hours');
  return need?.kind === 'hold-hours' ? need.hours : common;
}
