/** How long a budget lasts: a calendar month, quarter or year in Almaty. */
export const budgetPeriods = ['month', 'quarter', 'year'] as const;

/** What a budget does with an order that goes beyond it. */
export const budgetEffects = ['warn', 'block'] as const;

/** What may be ordered for a cost centre in the period of a day, and has been. Minor units with VAT. */
export type Budget = {
  period: (typeof budgetPeriods)[number];
  amountMinor: number;
  effect: (typeof budgetEffects)[number];
  /** Orders of the period that nobody cancelled, and what waits for approval. */
  spentMinor: number;
};

/** Whether an order goes beyond what is left of a budget (R17); to the last tiyin it does not. */
export const isBeyond = ({ amountMinor, spentMinor }: Budget, orderMinor: number): boolean =>
  spentMinor + orderMinor > amountMinor;
