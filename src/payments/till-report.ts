/** What happened in a shift of a till. Minor units. */
export type ShiftSums = {
  floatMinor: number;
  /** Cash received, less the change. */
  cashMinor: number;
  cashCount: number;
  terminalMinor: number;
  terminalCount: number;
  refundedCashMinor: number;
  refundedTerminalMinor: number;
  paidInMinor: number;
  paidOutMinor: number;
};

/**
 * What ought to lie in the till: the float with what was brought, and the cash
 * that was taken less change, less what went back and was taken away. The same
 * for the report of any moment (X) and of the close (Z). Minor units.
 */
export const expectedInTillMinor = (sums: ShiftSums): number =>
  sums.floatMinor + sums.cashMinor - sums.refundedCashMinor + sums.paidInMinor - sums.paidOutMinor;
