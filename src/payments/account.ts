import { type AgedItem, type Ageing, ageingOf } from './ageing.ts';

/** What the books say of a customer, by bucket. Minor units, none below nothing. */
export type AccountBuckets = {
  unbilledMinor: number;
  receivableMinor: number;
  advanceMinor: number;
  prepaymentMinor: number;
  /** Money that pays for nothing yet. */
  balanceMinor: number;
};

/** What fell or falls due on one day, of goods handed over. Minor units. */
export type OwedOn = {
  dueOn: string | null;
  leftMinor: number;
  objectedMinor: number;
  count: number;
};

/** What a customer owes and has with us, so that the parts are the whole. Minor units. */
export type AccountSums = {
  /** Goods handed over and not paid. */
  goodsMinor: number;
  /** Paid for goods that are still with us. */
  aheadMinor: number;
  /** Paid for nothing yet: the customer's to use. */
  unusedMinor: number;
  /** More than nothing: the customer owes us; less: we owe him. Goods less both. */
  owedMinor: number;
};

/**
 * What is owed between a customer and us: goods that left, less all money that
 * came. What was ordered and is still with us is promised, not owed, so it counts
 * in the exposure (R13) and not here. The same as the last line of his account.
 */
export function accountSums(
  buckets: AccountBuckets,
  owed: readonly Pick<OwedOn, 'leftMinor'>[],
): AccountSums {
  const goodsMinor = owed.reduce((sum, { leftMinor }) => sum + leftMinor, 0);
  const unusedMinor = buckets.balanceMinor;
  const owedMinor = owedMinorOf(buckets);
  return { goodsMinor, unusedMinor, owedMinor, aheadMinor: goodsMinor - unusedMinor - owedMinor };
}

/** What is owed by the books alone: goods billed or not, less what was paid, for whatever. Minor units. */
export const owedMinorOf = (buckets: AccountBuckets): number =>
  buckets.unbilledMinor +
  buckets.receivableMinor -
  buckets.advanceMinor -
  buckets.prepaymentMinor -
  buckets.balanceMinor;

/**
 * What is owed on a day by how long it is overdue. What is disputed stands in no
 * bucket: it is owed and not overdue (R24).
 */
export function accountAgeing(owed: readonly OwedOn[], on: string): Ageing {
  const items = owed.map(({ dueOn, leftMinor, objectedMinor, count }): AgedItem => ({
    ...{ dueOn, dueMinor: leftMinor - objectedMinor, count },
  }));
  return ageingOf(items, on);
}
