import type { CreditKind } from '../platform/db/schema.ts';

/** What a company may owe and what it owes or has promised already. Minor units. */
export type CreditStanding = {
  creditKind: CreditKind;
  /** Of the day, with what was granted for a time. Only with kind `amount`; zero means zero (R13). */
  limitMinor: number | null;
  exposureMinor: number;
};

/**
 * How much may still be bought on account: `undefined` without a limit, zero
 * for a company without credit, never negative. Minor units.
 */
export function creditLeftMinor(standing: CreditStanding): number | undefined {
  switch (standing.creditKind) {
    case 'none':
      return 0;
    case 'unlimited':
      return undefined;
    case 'amount':
      return Math.max(0, (standing.limitMinor ?? 0) - standing.exposureMinor);
  }
}

/** Whether an order on account fits into what is left. The order itself is not yet in the exposure (R13). */
export function coversOrder(standing: CreditStanding, orderMinor: number): boolean {
  const leftMinor = creditLeftMinor(standing);
  return leftMinor === undefined || orderMinor <= leftMinor;
}
