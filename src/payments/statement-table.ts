import { isIban } from './iban.ts';
import { type ColumnSide, type StatementColumn, statementColumns } from './statement-columns.ts';
import type { StatedAccount, StatedStatement } from './statement-exchange.ts';
import type { StatedParty, StatedRow } from './statement-row.ts';
import { readStatementDay, readStatementSum } from './statement-values.ts';

type Rows = readonly (readonly string[])[];

const OPENING = /(?:входящ|начальн|на начало|opening|кіріс\p{L}{0,9} қалды|бастапқы қалды)/iu;
const CLOSING = /(?:исходящ|конечн|на конец|closing|шығыс\p{L}{0,9} қалды|соңғы қалды)/iu;
const BALANCE = /(?:остат|сальдо|balance|қалды)/iu;
const TOTAL = /^(?:итог|всего|оборот|total|turnover|барлығы|жиыны|айналым)/iu;
const PERIOD = /(?:период|period|выписк|statement|кезең|үзінді|(?:^|\s)за\s|(?:^|\s)с\s)/iu;
const CURRENCY =
  /(?:валюта|currency)(?:\s+\p{L}{1,20})?\s{0,3}[:-]?\s{0,3}([A-Z]{3}|тенге|теңге)(?!\p{L})/iu;
const DAYS = /\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d\d-\d\d/g;
const IBANS = /(?<![A-Z\d])KZ\d{2}\s?(?:[A-Z\d]{4}\s?){4}(?![A-Z\d])/gi;

const INCOMING =
  /^(?:приход|кредит|поступлени\p{L}*|зачислени\p{L}*|вход\p{L}*|кіріс|кт|\+|c|cr|credit|in|incoming)$/iu;
const OUTGOING =
  /^(?:расход|дебет|списани\p{L}*|исход\p{L}*|шығыс|дт|-|d|dr|debit|out|outgoing)$/iu;

/**
 * Reads a statement from the rows of a table: a head in Russian, Kazakh or
 * English in any order, above it the account, the days and the balances, below
 * it the payments, and totals. `undefined` where no row is such a head. Rows
 * that number the columns, and empty ones, say nothing.
 */
export function readStatementTable(rows: Rows): StatedStatement | undefined {
  const found = statementColumns(rows);
  if (!found) return undefined;
  const above = rows.slice(0, found.headRow).map((row) => [...row]);
  const at = placesOf(found.columns);
  const body = rows.slice(found.headRow + 1);
  const lines = body.flatMap((cells, i) =>
    isPayment(cells, at) ? [rowOf(cells, at, found.headRow + 2 + i)] : [],
  );
  const others = body.filter((cells) => !isPayment(cells, at));
  const account = accountOf(above, others, at);
  const isSigned = lines.some(({ amount }) => isNegative(amount));
  const direction =
    at.debit === undefined && at.credit === undefined && isSigned ? 'sign' : undefined;
  return {
    accounts: [account],
    currency: CURRENCY.exec(above.flat().join('\n'))?.[1] ?? '',
    rows: lines.map((line) => ({
      ...line,
      account: account.account,
      direction: line.direction ?? direction ?? onlyComes(at),
    })),
    problems: [],
  };
}

/** In which column each thing stands. */
type Places = Partial<
  Record<Exclude<StatementColumn['means'], 'name' | 'bin' | 'account'>, number>
> & {
  parties: Readonly<Record<ColumnSide, Partial<Record<'name' | 'bin' | 'account', number>>>>;
};

function placesOf(columns: readonly StatementColumn[]): Places {
  const places: Places = { parties: { payer: {}, payee: {}, other: {} } };
  for (const [at, column] of columns.entries()) {
    if ('side' in column) places.parties[column.side][column.means] = at;
    else places[column.means] = at;
  }
  return places;
}

const cellAt = (cells: readonly string[], at: number | undefined) =>
  at === undefined ? '' : (cells[at] ?? '');

const dayIn = (cells: readonly string[], at: Places) =>
  cellAt(cells, at['booked-day']) || cellAt(cells, at['document-day']);

/** A payment has a day, or a number or a purpose with its sum. Totals, balances and numbers of columns have not. */
function isPayment(cells: readonly string[], at: Places): boolean {
  const first = firstText(cells);
  const isBalance = BALANCE.test(first) && (OPENING.test(first) || CLOSING.test(first));
  if (isBalance || isNumbering(cells)) return false;
  if (readStatementDay(dayIn(cells, at)) !== undefined) return true;
  if (TOTAL.test(first)) return false;
  const says = [at.purpose, at.number, at['booked-day']].some(
    (place) => cellAt(cells, place) !== '',
  );
  const sums = [at.credit, at.debit, at.amount].some((place) => cellAt(cells, place) !== '');
  return says && sums;
}

const firstText = (cells: readonly string[]) =>
  cells.find((cell) => cell.trim() !== '')?.trim() ?? '';

/** A row 1, 2, 3 … under the head. */
const isNumbering = (cells: readonly string[]) => {
  const said = cells.filter((cell) => cell !== '');
  return said.length > 2 && said.every((cell, at) => cell === String(at + 1));
};

function rowOf(cells: readonly string[], at: Places, row: number): StatedRow {
  const of = (place: number | undefined) => cellAt(cells, place);
  return {
    row,
    documentNumber: of(at.number),
    day: dayIn(cells, at),
    amount: of(at.amount),
    credit: of(at.credit),
    debit: of(at.debit),
    direction: directionBy(of(at.direction).trim()),
    currency: of(at.currency),
    payer: partyOf(cells, at, 'payer'),
    payee: partyOf(cells, at, 'payee'),
    account: '',
    purpose: of(at.purpose),
    purposeCode: of(at['purpose-code']),
  };
}

function directionBy(word: string): 'in' | 'out' | undefined {
  if (INCOMING.test(word)) return 'in';
  return OUTGOING.test(word) ? 'out' : undefined;
}

function partyOf(cells: readonly string[], at: Places, side: 'payer' | 'payee'): StatedParty {
  const of = (what: 'name' | 'bin' | 'account') =>
    cellAt(cells, at.parties[side][what]) || cellAt(cells, at.parties.other[what]);
  return { name: of('name'), bin: of('bin').replaceAll(/\D+/g, ''), account: of('account') };
}

const isNegative = (text: string) => {
  const sum = readStatementSum(text);
  return sum.ok && sum.minor !== undefined && sum.minor < 0;
};

/** A list that names payers and nobody else, with one sum, is a list of what came. */
const onlyComes = ({ parties, debit, credit, direction }: Places) => {
  const isList = debit === undefined && credit === undefined && direction === undefined;
  const saysPayer = Object.keys(parties.payer).length > 0;
  const saysOther = Object.keys(parties.payee).length > 0 || parties.other.name !== undefined;
  return isList && saysPayer && !saysOther ? 'in' : undefined;
};

/** What stands around the payments of the account, its days, balances and turnovers. */
function accountOf(above: Rows, others: Rows, at: Places): StatedAccount {
  const ibans = above.flatMap((cells) =>
    [...cells.join(' ').matchAll(IBANS)].map(([text]) => text.replaceAll(/\s/g, '').toUpperCase()),
  );
  const valid = [...new Set(ibans.filter(isIban))];
  const days = above
    .filter((cells) => PERIOD.test(cells.join(' ')))
    .map((cells) => cells.join(' ').match(DAYS) ?? [])
    .find((found) => found.length >= 2);
  const around = [...above, ...others];
  const total = others.findLast((cells) => TOTAL.test(firstText(cells)));
  return {
    account: valid.length === 1 ? (valid[0] ?? '') : '',
    from: days?.[0] ?? '',
    to: days?.[1] ?? '',
    opening: balanceIn(around, OPENING),
    closing: balanceIn(around, CLOSING),
    incoming: total ? cellAt(total, at.credit) : '',
    outgoing: total ? cellAt(total, at.debit) : '',
  };
}

/** The sum behind a label, in its own cell or in the next one that has one. */
function balanceIn(rows: Rows, label: RegExp): string {
  for (const cells of rows) {
    const at = cells.findIndex((cell) => label.test(cell) && BALANCE.test(cell));
    if (at < 0) continue;
    const behind = /[:=]\s*([^:=]+)$/.exec(cells[at] ?? '')?.[1] ?? '';
    const said = [behind, ...cells.slice(at + 1)].find((text) => {
      const sum = readStatementSum(text);
      return sum.ok && sum.minor !== undefined;
    });
    if (said !== undefined) return said;
  }
  return '';
}
