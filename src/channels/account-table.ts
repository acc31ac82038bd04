import { lineInWords } from '../../views/account-words.ts';
import type { Words } from '../../views/words/en.ts';
import type { Ledger } from '../payments/account-ledger.queries.ts';
import type { Cell } from '../platform/gateways/spreadsheet.ts';

const MINOR_PER_TENGE = 100;

/**
 * An account over some days as a table to be saved: opening balance, lines with
 * what is owed after each, turnovers and closing balance. Amounts are numbers in
 * tenge, to be reckoned with; everything else is text.
 */
export function ledgerRows(
  words: Words,
  of: { ledger: Ledger; from: string; to: string },
): readonly (readonly Cell[])[] {
  const { statements } = words;
  const { columns } = statements;
  const { ledger, from, to } = of;
  const tenge = (minor: number): Cell => minor / MINOR_PER_TENGE;
  const side = (minor: number): Cell => (minor > 0 ? tenge(minor) : '');
  return [
    [
      ...[columns.day, columns.what, columns.order],
      ...[columns.debit, columns.credit, columns.balance, columns.books],
    ],
    [from, statements.opening(from), '', '', '', tenge(ledger.openingMinor), ''],
    ...ledger.lines.map((line): Cell[] => [
      ...[line.on, lineInWords(words, line), line.orderNumber ?? ''],
      ...[side(line.amountMinor), side(-line.amountMinor), tenge(line.balanceMinor)],
      line.objection ? `${statements.states[line.objection.state]}: ${line.objection.note}` : '',
    ]),
    [
      ...[to, statements.turnover, ''],
      ...[tenge(ledger.debitMinor), tenge(ledger.creditMinor), '', ''],
    ],
    [to, statements.closing(to), '', '', '', tenge(ledger.closingMinor), ''],
  ];
}
