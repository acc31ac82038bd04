import type { RefusalReason } from '../../src/platform/refusal.ts';

type FactsOf<Code extends RefusalReason['code']> = Omit<
  Extract<RefusalReason, { code: Code }>,
  'code'
>;

/** A sentence for every reason to refuse, made from its facts: what is wrong and what to do. A new code does not compile until it is worded. */
export type RefusalWords = {
  readonly [Code in RefusalReason['code']]: (facts: FactsOf<Code>) => string;
} & {
  readonly 'override-beyond-authority': (facts: { maxBp: number }) => string;
};

/** The reasons of a delivery; their words stand in a file of their own. */
export type DeliveryRefusal =
  | 'order-has-shipments'
  | 'nothing-stored'
  | 'vehicles-planned'
  | 'unwound-too-early'
  | 'goods-missing'
  | 'goods-not-held'
  | 'order-over'
  | 'nothing-left-of-order'
  | 'left-out-on-vehicle'
  | 'shortage-beyond'
  | 'shipment-too-early'
  | 'shipment-empty'
  | 'shipment-beyond'
  | 'shipment-over'
  | 'shipment-not-loaded'
  | 'shipment-not-weighed'
  | 'shipment-not-left'
  | 'weighed-by-one'
  | 'shipment-fetched'
  | 'scale-silent'
  | 'scale-unstable'
  | 'scale-empty'
  | 'reading-missing'
  | 'transfer-over'
  | 'transfer-not-left'
  | 'transfer-beyond'
  | 'gross-below-tare'
  | 'ticket-taken'
  | 'reweighed-without-reason'
  | 'tags-beyond'
  | 'excess-none'
  | 'site-missing'
  | 'lot-short'
  | 'certificate-missing'
  | 'authority-missing'
  | 'authority-over';

/** The word for a code that came as plain text; an unknown one is shown as it is. */
export function wordFor(words: Record<string, string>, code: string): string {
  return words[code] ?? code;
}
