import { lostCustomerCost } from '../metrics/lost-customer.ts';
import { valueRange } from '../metrics/ltv.ts';
import type { CompanyPurchases } from './inputs.ts';
import type { Models } from './reckon-models.ts';
import { worthDraws } from './reckon-worth.ts';

/** The sum of seed 001: five years; to be expected of it is what a yearly retention and discount leave (R33). */
const LOST_YEARS = 5;
const RETENTION = 0.8;
const DISCOUNT = 0.15;

/** What a company is worth over 24 months, P10 to P90 of the draws of the models, in minor units. */
export function worthOf(
  company: CompanyPurchases,
  today: number,
  {
    models,
    ofAll,
    clock,
  }: { models: Models; ofAll: number | null; clock: (day: number) => number },
) {
  const { worth } = models;
  const margin = marginShare(company, ofAll);
  const range =
    worth && models.buying?.isTrusted && margin !== null
      ? valueRange(worthDraws(company, { worth, margin, today, clock }))
      : null;
  const [low, high] = range ?? [null, null];
  return {
    worthLowMinor: low === null ? null : Math.round(low),
    worthHighMinor: high === null ? null : Math.round(high),
  };
}

/** The share of a company's revenue above cost, or of all where its own is not known; null where none is. */
export function marginShare(
  { costedNetMinor, costMinor }: CompanyPurchases,
  ofAll: number | null,
): number | null {
  if (costedNetMinor > 0) return Math.max(0, (costedNetMinor - costMinor) / costedNetMinor);
  return ofAll === null ? null : Math.max(0, ofAll);
}

/** The margin of a year as far as its costs are known, in minor units, and the share that is reckoned with. */
export function marginOf(
  { costedNetMinor, costMinor }: CompanyPurchases,
  yearMinor: number,
  ofAll: number | null,
): { known: number | null; share: number } {
  if (costedNetMinor <= 0) return { known: null, share: Math.max(0, ofAll ?? 0) };
  const share = (costedNetMinor - costMinor) / costedNetMinor;
  return { known: Math.round(yearMinor * share), share: Math.max(0, share) };
}

/** The margin that losing a customer costs over five years (R33), in minor units: as if it stayed for certain, and to be expected. */
export function costOfLosing(firstYear: number, margin: number) {
  const terms = { firstYear, yearlyIncrease: 0, years: LOST_YEARS, margin };
  const expected = lostCustomerCost({ ...terms, retention: RETENTION, discount: DISCOUNT });
  return {
    lostMinor: Math.round(expected.lostMargin),
    lostExpectedMinor: Math.round(expected.expectedDiscountedMargin),
  };
}
