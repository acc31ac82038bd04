import { hideCardNumbers } from '../platform/card-number.ts';
import { foldAccount, isIban } from './iban.ts';
import {
  plainText,
  readStatementBin,
  readStatementCurrency,
  readStatementDay,
  readStatementSum,
} from './statement-values.ts';

/** One side of a payment, as a statement writes it. */
export type StatedParty = { name: string; bin: string; account: string };

/** A line of a statement as it stands there, whatever the statement looks like; empty texts where nothing is said. */
export type StatedRow = {
  /** Of the file, the first is 1. */
  row: number;
  documentNumber: string;
  day: string;
  /** One sum, whose direction stands elsewhere or is its sign. */
  amount: string;
  credit: string;
  debit: string;
  /** What the line says of its direction; or that the sign of the sum is it, a minus for what went. */
  direction: 'in' | 'out' | 'sign' | undefined;
  currency: string;
  payer: StatedParty;
  payee: StatedParty;
  /** The account of ours that the line belongs to, where its parties do not tell. */
  account: string;
  purpose: string;
  /** КНП. */
  purposeCode: string;
};

/** Why a line gives no payment that may be booked. */
export type RowProblem =
  | 'no-day'
  | 'not-booked'
  | 'no-amount'
  | 'amount-unreadable'
  | 'amount-unclear'
  | 'amount-reversed'
  | 'two-directions'
  | 'no-direction'
  | 'unknown-currency'
  | 'field-twice'
  | 'cut-off'
  | 'same-again';

/** A line understood. Minor units. */
export type BankedRow = {
  row: number;
  direction: 'in' | 'out' | 'own';
  account: string;
  /** The accounts of ours whose turnover it is, and whether it came or went; both for one from us to us. */
  into: string;
  outOf: string;
  documentNumber: string;
  bookedOn: string;
  amountMinor: number;
  currency: string;
  party: { bin: string | null; account: string; iban: string | null; name: string };
  purpose: string;
  purposeCode: string;
};

const NAME_CHARS_MAX = 200;
const PURPOSE_CHARS_MAX = 1000;
const NUMBER_CHARS_MAX = 50;

/** Some banks write the number of a company before its name or behind it. */
const BIN_IN_NAME =
  /[,;(]?\s*(?:ИИН\/БИН|БИН\/ИИН|БИН|ИИН|ИНН|БСН|ЖСН|BIN|IIN)[\s:№]{0,3}(\d{9,12})\)?[,;]?/iu;

/**
 * Understands one line: the day on which the bank booked it, the sum and its
 * direction, and who is on the other side. The direction is what the line says;
 * else an account of ours on one side tells. A line that says two things, or
 * none, is a problem and never a guess.
 */
export function understandRow(
  stated: StatedRow,
  known: { accounts: ReadonlySet<string>; currency: string },
): BankedRow | RowProblem {
  const bookedOn = readStatementDay(stated.day);
  if (bookedOn === undefined) return 'no-day';
  const currency = readStatementCurrency(stated.currency || known.currency);
  if (currency === undefined) return 'unknown-currency';
  const money = moneyOf(stated);
  if (typeof money === 'string') return money;
  const sides = sidesOf(stated, money.direction, known.accounts);
  if (typeof sides === 'string') return sides;
  return {
    ...sides,
    row: stated.row,
    documentNumber: plainText(stated.documentNumber, NUMBER_CHARS_MAX),
    bookedOn,
    amountMinor: money.amountMinor,
    currency,
    purpose: hideCardNumbers(plainText(stated.purpose, PURPOSE_CHARS_MAX)),
    purposeCode: plainText(stated.purposeCode, NUMBER_CHARS_MAX),
  };
}

type Money = { amountMinor: number; direction: 'in' | 'out' | undefined };

function moneyOf(stated: StatedRow): Money | RowProblem {
  const [credit, debit, amount] = [stated.credit, stated.debit, stated.amount].map(
    readStatementSum,
  );
  if (!credit?.ok) return credit?.problem ?? 'no-amount';
  if (!debit?.ok) return debit?.problem ?? 'no-amount';
  const [creditMinor, debitMinor] = [credit.minor ?? 0, debit.minor ?? 0];
  if (creditMinor < 0 || debitMinor < 0) return 'amount-reversed';
  if (creditMinor > 0 && debitMinor > 0) return 'two-directions';
  if (creditMinor > 0) return { amountMinor: creditMinor, direction: 'in' };
  if (debitMinor > 0) return { amountMinor: debitMinor, direction: 'out' };

  if (!amount?.ok) return amount?.problem ?? 'no-amount';
  const minor = amount.minor ?? 0;
  if (minor === 0) return 'no-amount';
  if (stated.direction === 'sign') {
    return { amountMinor: Math.abs(minor), direction: minor > 0 ? 'in' : 'out' };
  }
  if (minor < 0) return 'amount-reversed';
  return { amountMinor: minor, direction: stated.direction };
}

type Sides = Pick<BankedRow, 'direction' | 'account' | 'into' | 'outOf' | 'party'>;

/** Which side is ours. What the sum says goes before what the accounts say. */
function sidesOf(
  stated: StatedRow,
  said: 'in' | 'out' | undefined,
  accounts: ReadonlySet<string>,
): Sides | RowProblem {
  const [from, to] = [foldAccount(stated.payer.account), foldAccount(stated.payee.account)];
  const [isFromUs, isToUs] = [accounts.has(from), accounts.has(to)];
  if (isFromUs && isToUs && from !== to) {
    const moved = { into: said === 'out' ? '' : to, outOf: said === 'in' ? '' : from };
    return { direction: 'own', account: from, ...moved, party: partyOf(stated.payee) };
  }
  const direction = said ?? directionBy(isFromUs, isToUs);
  if (direction === undefined) return 'no-direction';
  const side = direction === 'in' ? to : from;
  const account = accounts.has(side) ? side : foldAccount(stated.account);
  const party = partyOf(direction === 'in' ? stated.payer : stated.payee);
  const moved = direction === 'in' ? { into: account, outOf: '' } : { into: '', outOf: account };
  return { direction, account, ...moved, party };
}

function directionBy(isFromUs: boolean, isToUs: boolean): 'in' | 'out' | undefined {
  if (isFromUs === isToUs) return undefined;
  return isToUs ? 'in' : 'out';
}

function partyOf(stated: StatedParty): BankedRow['party'] {
  const account = foldAccount(plainText(stated.account, NAME_CHARS_MAX));
  const name = plainText(stated.name, NAME_CHARS_MAX);
  const inName = BIN_IN_NAME.exec(name);
  const bin = readStatementBin(stated.bin) ?? readStatementBin(inName?.[1] ?? '');
  return {
    bin,
    account,
    iban: isIban(account) ? account : null,
    name: hideCardNumbers(plainText(name.replace(BIN_IN_NAME, ' '), NAME_CHARS_MAX)),
  };
}
