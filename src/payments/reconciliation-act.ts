import type { Ledger, LedgerLine } from './account-ledger.queries.ts';
import { isCreditNote } from './account-line.ts';
import type { AccountPeriod } from './account-period.ts';
import type { Buyer, PaperNamed, Seller } from './document-parties.ts';
import type { ReconciliationAct } from './document.ts';

/** An act holds so many lines. */
export const ACT_LINES_MAX = 500;

type Entry = ReconciliationAct['entries'][number];

/** Between whom an act is, and who makes it out on which day. */
export type ActParties = {
  seller: Seller;
  buyer: Buyer;
  agreement: PaperNamed | null;
  issuedOn: string;
  issuedByName: string;
};

/**
 * The act of reconciliation of some days (акт сверки, L7): every line of the
 * account as our books have it, and beside it what the customer's books say where
 * he disputes it. All lines of the days must be there: an act that leaves one out
 * does not add up and is refused by whoever prints it. Until it is issued the days
 * tell which one it is; the number comes with the issue. Minor units.
 */
export function reconciliationAct(
  { from, to }: AccountPeriod,
  ledger: Ledger,
  parties: ActParties,
): ReconciliationAct {
  const { openingMinor, debitMinor, creditMinor, closingMinor } = ledger;
  return {
    ...{ kind: 'reconciliation', contentVersion: 1, currency: 'KZT', ...parties },
    number: `${digits(from)}-${digits(to)}`,
    ...{ fromDay: from, untilDay: to, openingMinor, debitMinor, creditMinor, closingMinor },
    theirOpeningMinor: null,
    entries: ledger.lines.map(entryOf),
    buyerSignatoryName: null,
  };
}

const digits = (day: string) => day.replaceAll('-', '');

function entryOf(line: LedgerLine): Entry {
  const { on: onDay, amountMinor, objection } = line;
  const isDisputed = objection?.state === 'open' || objection?.state === 'agreed';
  return {
    ...{ onDay, ...namesOf(line), ...sidesOf(amountMinor) },
    theirs: isDisputed ? theirsOf(objection) : null,
  };
}

/** What is owed to us stands in the debit of our books. */
const sidesOf = (owedMinor: number) => ({
  debitMinor: Math.max(0, owedMinor),
  creditMinor: Math.max(0, -owedMinor),
});

/** In the customer's books what he owes stands in the credit. */
function theirsOf({ theirsMinor, note }: NonNullable<LedgerLine['objection']>): Entry['theirs'] {
  const { debitMinor, creditMinor } = sidesOf(-theirsMinor);
  return { debitMinor, creditMinor, note };
}

function namesOf(line: LedgerLine): Pick<Entry, 'kind' | 'number'> {
  const { kind, orderNumber, method, reference, documentNumber } = line;
  // The number of a transfer or a slip is known to both sides; a card payment's is the provider's own.
  const isKnown = method === 'transfer' || method === 'terminal';
  const number = isKnown && reference !== null ? reference : '';
  if (kind === 'handed-over') return { kind: 'goods', number: orderNumber ?? '' };
  if (isCreditNote(kind)) return { kind: 'credit-note', number: documentNumber ?? '' };
  if (kind === 'payment') return { kind, number };
  return kind === 'refund' ? { kind, number } : { kind: 'other', number };
}
