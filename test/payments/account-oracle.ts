import { tradingDay } from '../../src/measures/calendar.ts';

/** An entry in the account of a company: what it owes more, or less. Minor units, one currency, none below nothing. */
export type AccountEntry = {
  at: Date;
  kind: 'invoice' | 'payment' | 'refund' | 'credit-note' | 'write-off' | 'correction';
  number: string;
  /** What it owes more by it: an invoice, a refund. */
  debitMinor: number;
  /** What it owes less by it: a payment, a credit note. */
  creditMinor: number;
};

/** A line of a reconciliation act, with what the company owes after it. */
type ReconciliationLine = AccountEntry & { balanceMinor: number };

/**
 * What both sides agree on for a period (акт сверки, L7). Balances above nothing
 * are what the company owes us, below nothing what we owe it.
 */
export type Reconciliation = {
  from: string;
  to: string;
  openingMinor: number;
  lines: ReconciliationLine[];
  debitMinor: number;
  creditMinor: number;
  /** Opening with all debits, less all credits; the same as behind the last line. */
  closingMinor: number;
};

/**
 * The account of a company from one day to another, both included: the balance
 * before, every entry with the balance after it, the turnovers, the balance
 * behind. Entries are taken by their moments, and those of one moment in the
 * order given; the day of a moment is that of Almaty. Two acts of adjoining
 * periods say what one of both says.
 */
export function reconcile(
  entries: readonly AccountEntry[],
  period: { from: string; to: string },
): Reconciliation {
  const dated = entries.map((entry) => ({ entry, day: tradingDay(entry.at) }));
  const before = dated.filter(({ day }) => day < period.from).map(({ entry }) => entry);
  const inPeriod = dated
    .filter(({ day }) => day >= period.from && day <= period.to)
    .map(({ entry }) => entry)
    .toSorted((one, other) => one.at.getTime() - other.at.getTime());
  const openingMinor = balanceOf(before);
  let balanceMinor = openingMinor;
  const lines = inPeriod.map((entry) => {
    balanceMinor += entry.debitMinor - entry.creditMinor;
    return { ...entry, balanceMinor };
  });
  return {
    ...{ from: period.from, to: period.to, openingMinor, lines },
    debitMinor: inPeriod.reduce((total, entry) => total + entry.debitMinor, 0),
    creditMinor: inPeriod.reduce((total, entry) => total + entry.creditMinor, 0),
    closingMinor: balanceMinor,
  };
}

const balanceOf = (entries: readonly AccountEntry[]) =>
  entries.reduce((total, entry) => total + entry.debitMinor - entry.creditMinor, 0);
