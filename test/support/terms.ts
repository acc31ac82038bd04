import type { TermsChange } from '../../src/credit/change-terms.ts';
import type { Terms } from '../../src/customers/agreement.ts';
import { at } from './world.ts';

/** Terms on account that a manager may agree alone. */
export const modestTerms: Terms = {
  priceStrategy: 'first-found',
  publicPriceIfBetter: true,
  pricingDate: 'order',
  payment: 'on-account',
  paymentDays: 14,
  overdueGraceDays: null,
  overdueLeastMinor: null,
  toleranceBp: 300,
  creditKind: 'amount',
  creditLimitMinor: 500_000_000,
  requiredFields: [],
  carrier: 'pick-up',
  deliveryPlace: '',
  freight: 'per-shipment',
  freightPrice: 'tariff',
  freeFrom: null,
  storage: null,
  documents: ['invoice', 'delivery-note'],
  documentsLanguage: null,
  needs: [],
  claimDays: [],
  instalments: [],
};

/** More credit than a manager may give alone, from today. */
export const beyondManager = (companyId: string): TermsChange => ({
  companyId,
  seenVersion: 1,
  from: '2026-11-26',
  terms: { ...modestTerms, creditLimitMinor: 9_000_000_000 },
  reason: 'a large site begins',
  at,
});
