import { quantileOf, rising } from './sample.ts';

/**
 * What an account that renews every year with the same probability is worth
 * without end, at a yearly discount: with the first margin earned now, or only
 * after a year. Always say which. `null` when it grows without end.
 */
export function contractValue(
  marginPerYear: number,
  retention: number,
  discount: number,
): { firstNow: number | null; firstAfterAYear: number | null } {
  const below = 1 + discount - retention;
  if (!(below > 0)) return { firstNow: null, firstAfterAYear: null };
  return {
    firstNow: (marginPerYear * (1 + discount)) / below,
    firstAfterAYear: (marginPerYear * retention) / below,
  };
}

const MONTHS = 24;

/**
 * The margin to be expected of an account over the next 24 months, discounted by
 * the month (1.16). `expectedPurchases` tells how many purchases a model expects of
 * it within so many months; `spending` is what it spends at a time.
 */
export function expectedMargin(
  expectedPurchases: (months: number) => number,
  {
    spending,
    margin,
    discountPerYear,
  }: {
    spending: number;
    /** Share of the revenue. */
    margin: number;
    discountPerYear: number;
  },
): number {
  let sum = 0;
  let before = 0;
  for (let month = 1; month <= MONTHS; month += 1) {
    const until = expectedPurchases(month);
    sum += (until - before) / (1 + discountPerYear) ** (month / 12);
    before = until;
  }
  return margin * spending * sum;
}

/**
 * The range that is printed instead of a single figure: P10 to P90 of what the
 * models of a bootstrap say of the account. `null` of no models.
 */
export function valueRange(values: ArrayLike<number>): readonly [p10: number, p90: number] | null {
  const sorted = rising(values);
  const [p10, p90] = [quantileOf(sorted, 0.1), quantileOf(sorted, 0.9)];
  return p10 === null || p90 === null ? null : [p10, p90];
}
