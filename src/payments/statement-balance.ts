import { foldAccount } from './iban.ts';
import type { StatedAccount } from './statement-exchange.ts';
import type { BankedRow } from './statement-row.ts';
import { readStatementDay, readStatementSum } from './statement-values.ts';

/** An account of ours in a statement; null for what the statement does not say. Minor units. */
export type StatementAccount = {
  account: string;
  from: string | null;
  to: string | null;
  openingMinor: number | null;
  closingMinor: number | null;
  incomingMinor: number | null;
  outgoingMinor: number | null;
};

type Remark = {
  code: 'balances-differ' | 'incoming-differs' | 'outgoing-differs';
  account: string;
  statedMinor: number;
  countedMinor: number;
};

/**
 * The accounts of a statement, each once: a file may have a part for each day,
 * and a head that names the account again. The first day opens, the last one
 * closes, turnovers add up. `account` is the one to be taken where none is named;
 * where nobody says it, it is empty.
 */
export function statementAccounts(
  stated: readonly StatedAccount[],
  account: string,
): StatementAccount[] {
  const accounts = new Map<string, StatementAccount>();
  const parts = stated.map((part) => partOf(part, account));
  const byDay = parts.toSorted((one, other) => compare(one.from, other.from));
  for (const part of byDay) {
    const before = accounts.get(part.account);
    accounts.set(part.account, before ? joined(before, part) : part);
  }
  return [...accounts.values()];
}

function partOf(stated: StatedAccount, account: string): StatementAccount {
  return {
    account: foldAccount(stated.account) || account,
    from: readStatementDay(stated.from) ?? null,
    to: readStatementDay(stated.to) ?? null,
    openingMinor: minorOf(stated.opening),
    closingMinor: minorOf(stated.closing),
    incomingMinor: minorOf(stated.incoming),
    outgoingMinor: minorOf(stated.outgoing),
  };
}

const minorOf = (text: string): number | null => {
  const sum = readStatementSum(text);
  return sum.ok ? (sum.minor ?? null) : null;
};

const joined = (before: StatementAccount, next: StatementAccount): StatementAccount => ({
  account: before.account,
  from: before.from ?? next.from,
  to: [before.to, next.to].toSorted(compare).at(-1) ?? null,
  openingMinor: before.openingMinor ?? next.openingMinor,
  closingMinor: next.closingMinor ?? before.closingMinor,
  incomingMinor: plus(before.incomingMinor, next.incomingMinor),
  outgoingMinor: plus(before.outgoingMinor, next.outgoingMinor),
});

const plus = (one: number | null, other: number | null) =>
  one === null || other === null ? (one ?? other) : one + other;

/** Days in their order, nothing first. */
function compare(one: string | null, other: string | null): number {
  if ((one ?? '') === (other ?? '')) return 0;
  return (one ?? '') < (other ?? '') ? -1 : 1;
}

/**
 * Where the payments of a statement do not add up to what it says of itself: all
 * that came, all that went, and the opening balance with both against the
 * closing one. Lines that could not be read are missing in the counted sums.
 */
export function balanceRemarks(
  accounts: readonly StatementAccount[],
  rows: readonly Pick<BankedRow, 'into' | 'outOf' | 'amountMinor'>[],
): Remark[] {
  const [came, went] = [new Map<string, number>(), new Map<string, number>()];
  for (const { into, outOf, amountMinor } of rows) {
    came.set(into, (came.get(into) ?? 0) + amountMinor);
    went.set(outOf, (went.get(outOf) ?? 0) + amountMinor);
  }
  return accounts.flatMap((of) => {
    const [inMinor, outMinor] = [came.get(of.account) ?? 0, went.get(of.account) ?? 0];
    const closing = of.openingMinor === null ? null : of.openingMinor + inMinor - outMinor;
    return [
      ...differing('incoming-differs', of.account, of.incomingMinor, inMinor),
      ...differing('outgoing-differs', of.account, of.outgoingMinor, outMinor),
      ...differing('balances-differ', of.account, of.closingMinor, closing),
    ];
  });
}

const differing = (
  code: Remark['code'],
  account: string,
  statedMinor: number | null,
  countedMinor: number | null,
): Remark[] =>
  statedMinor === null || countedMinor === null || statedMinor === countedMinor
    ? []
    : [{ code, account, statedMinor, countedMinor }];
