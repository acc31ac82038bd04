import type {
  BankDirection,
  BankLineState,
  ReversalState,
  SetAsideReason,
} from '../platform/db/schema.ts';
import type { MatchedPayment, Suggestion } from './match-payment.ts';

/** A line of a bank statement and what became of it. Minor units. */
export type BankLine = {
  id: string;
  statementId: string;
  account: string;
  /** Of the file that brought it. */
  rowNumber: number;
  direction: BankDirection;
  bookedOn: string;
  amountMinor: number;
  currency: string;
  partyName: string;
  partyBin: string | null;
  partyIban: string | null;
  documentNumber: string;
  purpose: string;
  state: BankLineState;
  companyId: string | null;
  companyName: string | null;
  paymentId: string | null;
  refundId: string | null;
  setAsideAs: SetAsideReason | null;
  note: string;
  /** So often it was booked and taken back. */
  timesReversed: number;
  settledByName: string | null;
  settledAt: Date | null;
};

/** A wish to take back what was booked by mistake. */
export type Reversal = {
  id: string;
  reason: string;
  state: ReversalState;
  askedBy: string;
  askedByName: string;
};

export const setAsideReasons: readonly SetAsideReason[] = ['not-customer', 'returned', 'other'];

/** A line as matching looks at it. */
export const asPayment = (line: BankLine): MatchedPayment => ({
  id: line.id,
  bookedOn: line.bookedOn,
  payerBin: line.partyBin,
  amountMinor: line.amountMinor,
  currency: line.currency,
  purpose: line.purpose,
});

/**
 * Whether a suggestion may be booked without a person: it is sure; or the payer's
 * own BIN and the number of one order agree, nothing else could be meant, and the
 * sum is within what is due of it, as a deposit or an instalment is.
 */
export function isCertain(suggestion: Suggestion): boolean {
  const { level, reasons, items, restMinor, isClear } = suggestion;
  if (level === 'sure') return true;
  const isNamed = reasons.includes('number-named') && reasons.includes('bin-agrees');
  return isNamed && isClear && items.length === 1 && restMinor === 0;
}
