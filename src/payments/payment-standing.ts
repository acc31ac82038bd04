/** How an order, an instalment or an invoice stands with its money. */
export type PaymentStanding =
  | 'unpaid'
  | 'part-paid'
  | 'paid'
  | 'overpaid'
  | 'part-refunded'
  | 'refunded';

/**
 * How something stands with its money, computed from what pays for it now and
 * never from what was once received (features.md K5). Minor units of one currency.
 *
 * `totalMinor`: what it comes to today. `allocatedMinor`: payments allocated to
 * it, less what was taken back. `forgivenMinor`: bank fees within the tolerance
 * that were written off (R12). `refundedMinor`: of what had been allocated to
 * it, money that really went back to the payer; a refund that is still on its
 * way has not.
 *
 * Nothing to pay counts as paid. Where money was given back, that is said also
 * of what is settled; what is still owed is in `dueMinor`, which is never less
 * than nothing, and what lies here too much is in `excessMinor`.
 */
export function paymentStanding(of: {
  totalMinor: number;
  allocatedMinor: number;
  forgivenMinor: number;
  refundedMinor: number;
}): { standing: PaymentStanding; dueMinor: number; excessMinor: number } {
  const excessMinor = Math.max(0, of.allocatedMinor - of.totalMinor);
  const dueMinor = Math.max(0, of.totalMinor - of.allocatedMinor - of.forgivenMinor);
  const standing = standingOf({ ...of, dueMinor, excessMinor });
  return { standing, dueMinor, excessMinor };
}

function standingOf(of: {
  allocatedMinor: number;
  refundedMinor: number;
  dueMinor: number;
  excessMinor: number;
}): PaymentStanding {
  if (of.excessMinor > 0) return 'overpaid';
  if (of.refundedMinor > 0) return of.allocatedMinor > 0 ? 'part-refunded' : 'refunded';
  if (of.dueMinor === 0) return 'paid';
  return of.allocatedMinor > 0 ? 'part-paid' : 'unpaid';
}
