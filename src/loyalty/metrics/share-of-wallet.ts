/** What part of its metal an account buys from us. */
export type ShareOfWallet = {
  /** From 0 to 1. */
  value: number;
  /** What the customer stated is less than we sold: it is out of date, and the share was capped. */
  flag: 'stated_total_below_our_sales' | null;
};

/**
 * Our sales of all that an account buys in a period, as it or its manager stated
 * (1.17). `null` when nobody stated anything or it is nothing: unknown is not 100%.
 */
export function shareOfWalletOf(ours: number, statedTotal: number | null): ShareOfWallet | null {
  if (statedTotal === null || !(statedTotal > 0)) return null;
  if (ours > statedTotal) return { value: 1, flag: 'stated_total_below_our_sales' };
  return { value: Math.max(0, ours / statedTotal), flag: null };
}

/**
 * The share by the wallet allocation rule, from our place in the customer's own
 * ranking of suppliers; tied places share the mean of their ranks. Throws a
 * RangeError on a place outside the ranking.
 */
export function allocatedShare(rank: number, suppliers: number): number {
  if (!Number.isSafeInteger(suppliers) || suppliers < 1 || !(rank >= 1 && rank <= suppliers)) {
    throw new RangeError(`not a place among suppliers: ${rank} of ${suppliers}`);
  }
  return (1 - rank / (suppliers + 1)) * (2 / suppliers);
}
