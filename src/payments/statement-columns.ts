/** Whose name, number or account a column holds: of a side, or of whoever is on the other side. */
export type ColumnSide = 'payer' | 'payee' | 'other';

/** What a column of a statement says. */
export type StatementColumn =
  | { means: 'name' | 'bin' | 'account'; side: ColumnSide }
  | {
      means:
        | 'number'
        | 'booked-day'
        | 'document-day'
        | 'credit'
        | 'debit'
        | 'amount'
        | 'direction'
        | 'currency'
        | 'purpose'
        | 'purpose-code'
        | 'idle';
    };

/** The columns of a table, and the row of its head, counted from 0. */
export type StatementColumns = { headRow: number; columns: readonly StatementColumn[] };

/** A head stands below the name of the bank, the account, the days and the balances. */
const HEAD_ROWS_MAX = 40;
export const STATEMENT_COLUMNS_MAX = 60;

/** In this order: what is looked for first stands in heads that later words stand in too. */
const WORDS: readonly [RegExp, Exclude<StatementColumn['means'], 'name' | 'bin' | 'account'>][] = [
  [
    /^(?:№|№ п п|п п|пп|n|no)$|банк|bank|(?:^| )(?:бик|bic|swift|кбе|kbe|курс\p{L}*|rate|код)$/u,
    'idle',
  ],
  [
    /^(?:кнп|knp|ттк|тбк)$|^код назначения|^purpose code|(?:мақсат|тағайында)\p{L}* коды/u,
    'purpose-code',
  ],
  [/назначение|purpose|details|description|основание|мақсат|тағайында/u, 'purpose'],
  [
    /(?:приход|дебет|дт|д|debit) (?:расход|кредит|кт|к|credit)|^(?:тип|вид|direction|type|түрі)(?: |$)/u,
    'direction',
  ],
  [/(?:дата|date|күн).* (?:док|валютир|doc|value)|құжат\p{L}* күн/u, 'document-day'],
  [/(?:^| )(?:дата|date|күн\p{L}*)(?: |$)/u, 'booked-day'],
  [/(?:^| )(?:кредит|приход|поступ|зачисл|credit|deposit|кіріс|түсім)/u, 'credit'],
  [/(?:^| )(?:дебет|расход|спис|debit|withdraw|шығыс)/u, 'debit'],
  [/(?:^| )(?:сумма|amount|sum|сома)/u, 'amount'],
  [/(?:^| )(?:валюта|currency|ccy)/u, 'currency'],
  [/^(?:номер|number|нөмірі?|reference|ref)$/u, 'number'],
  [/(?:^| )(?:№|номер|number|no) .*(?:док|doc|платеж|поруч)/u, 'number'],
  [/(?:^| )(?:док|doc|құжат|поруч)\p{L}* (?:№|номер|number|no|нөмір)/u, 'number'],
];

const BIN = /(?:^| )(?:бин|иин|инн|бсн|жсн|bin|iin)(?: |$)/u;
const ACCOUNT = /(?:^| )(?:иик|жск|iban|сч[её]т\p{L}*|р с|account|шот\p{L}*)(?: |$)/u;
const PAYER = /плательщик|отправител|payer|sender|remitter|төлеуші|жіберуші/u;
const PAYEE = /получател|бенефициар|payee|beneficiary|recipient|receiver|алушы/u;
const OTHER = /контрагент|корреспондент|counterparty|partner|әріптес/u;
const NAME = /^(?:наименование|название|name|атауы)$/u;

/** The columns of a statement by its head, in Russian, Kazakh or English, in any order; `undefined` where no row is one. */
export function statementColumns(
  rows: readonly (readonly string[])[],
): StatementColumns | undefined {
  for (const [headRow, row] of rows.slice(0, HEAD_ROWS_MAX).entries()) {
    const columns = onlyFirst(row.slice(0, STATEMENT_COLUMNS_MAX).map(columnBy));
    if (areComplete(columns)) return { headRow, columns: withSides(columns) };
  }
  return undefined;
}

/** A head as it is compared: small letters, no brackets, signs as spaces. */
const headOf = (cell: string) =>
  cell
    .slice(0, 200)
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/\([^)]*\)/g, ' ')
    .replaceAll(/[^\p{L}\d№]+/gu, ' ')
    .replaceAll('№', ' № ')
    .replaceAll(/ +/g, ' ')
    .trim();

function columnBy(cell: string): StatementColumn {
  const head = headOf(cell);
  if (head === '') return { means: 'idle' };
  const side = sideOf(head);
  const isBank = /банк|bank|бик(?: |$)|(?:^| )bic/u.test(head);
  if (!isBank && BIN.test(head)) return { means: 'bin', side };
  const [, means] = WORDS.find(([words]) => words.test(head)) ?? [];
  if (means) return { means };
  if (ACCOUNT.test(head)) return { means: 'account', side };
  const isParty = PAYER.test(head) || PAYEE.test(head) || OTHER.test(head) || NAME.test(head);
  return isParty ? { means: 'name', side } : { means: 'idle' };
}

/** «Бенефициар / отправитель» is whoever is on the other side. */
function sideOf(head: string): ColumnSide {
  if (PAYER.test(head) === PAYEE.test(head)) return 'other';
  return PAYER.test(head) ? 'payer' : 'payee';
}

/** Of several columns that mean the same the first one counts. */
function onlyFirst(columns: readonly StatementColumn[]): StatementColumn[] {
  const seen = new Set<string>();
  return columns.map((column) => {
    const meaning = JSON.stringify(column);
    if (seen.has(meaning)) return { means: 'idle' };
    seen.add(meaning);
    return column;
  });
}

function areComplete(columns: readonly StatementColumn[]): boolean {
  const has = (...means: StatementColumn['means'][]) =>
    columns.some((column) => means.includes(column.means));
  return (
    has('booked-day', 'document-day') && has('credit', 'amount') && has('purpose', 'name', 'bin')
  );
}

/** Some banks call whoever is on the other side a beneficiary, also of what came to us. */
function withSides(columns: readonly StatementColumn[]): StatementColumn[] {
  const hasPayer = columns.some((column) => 'side' in column && column.side === 'payer');
  return columns.map((column) =>
    'side' in column && column.side === 'payee' && !hasPayer
      ? { ...column, side: 'other' }
      : column,
  );
}
