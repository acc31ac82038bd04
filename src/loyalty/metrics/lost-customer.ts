/** What is taken to be known of a customer who might be lost. */
export type LostCustomerTerms = {
  /** Revenue of the first lost year, in any unit of money; the answer is in the same. */
  firstYear: number;
  /** By which the revenue grows every year; below zero it shrinks, to nothing at the least. */
  yearlyIncrease: number;
  years: number;
  /** Share of the revenue. */
  margin: number;
  /** Yearly; none unless given. */
  discount?: number;
  /** Probability that he would have stayed another year; certain unless given. */
  retention?: number;
};

/**
 * What a lost customer costs (R33): the training arithmetic of seed 001, without
 * discount and as if he had stayed for certain, and beside it the same margin as it
 * may be expected, in which year k counts retention^k / (1 + discount)^k. The cost of
 * winning another is not in it. Throws a RangeError on years that are no count.
 */
export function lostCustomerCost(terms: LostCustomerTerms): {
  revenues: number[];
  lostRevenue: number;
  lostMargin: number;
  expectedDiscountedMargin: number;
} {
  const { firstYear, yearlyIncrease, years, margin, discount = 0, retention = 1 } = terms;
  if (!Number.isSafeInteger(years) || years < 0) throw new RangeError(`not years: ${years}`);
  const revenues = Array.from({ length: years }, (_, year) =>
    Math.max(0, firstYear + year * yearlyIncrease),
  );
  const lostRevenue = revenues.reduce((sum, revenue) => sum + revenue, 0);
  const kept = retention / (1 + discount);
  return {
    revenues,
    lostRevenue,
    lostMargin: lostRevenue * margin,
    expectedDiscountedMargin: revenues.reduce(
      (sum, revenue, year) => sum + revenue * margin * kept ** year,
      0,
    ),
  };
}
