import { setImmediate } from 'node:timers/promises';
import { readTable, type TableProblem } from '../platform/gateways/spreadsheet.ts';
import { foldAccount } from './iban.ts';
import { paymentFingerprints } from './payment-fingerprint.ts';
import { balanceRemarks, statementAccounts, type StatementAccount } from './statement-balance.ts';
import { STATEMENT_COLUMNS_MAX } from './statement-columns.ts';
import { isExchange, readExchange, type StatedStatement } from './statement-exchange.ts';
import { type BankedRow, type RowProblem, understandRow } from './statement-row.ts';
import { readStatementTable } from './statement-table.ts';

/** What every payment of a statement has. Minor units. */
type StatementPayment = {
  /** Of the file, the first is 1: a line of text, or a row of a table. */
  row: number;
  /** The same payment has the same one in every statement: the reference under which it is booked once. */
  fingerprint: string;
  /** Our account; empty where neither the file nor the person said it. */
  account: string;
  /** The payer's own number of the payment order; empty where there is none. */
  documentNumber: string;
  bookedOn: string;
  amountMinor: number;
  currency: string;
  purpose: string;
  /** КНП; 710 is for goods. */
  purposeCode: string;
};

/** Money that came. The BIN and the IBAN are valid, or null. */
type IncomingPayment = StatementPayment & {
  direction: 'in';
  payerBin: string | null;
  payerName: string;
  payerIban: string | null;
};

/** Money that went: refunds are among it. */
type OutgoingPayment = StatementPayment & {
  direction: 'out';
  payeeBin: string | null;
  payeeName: string;
  payeeIban: string | null;
};

/** A line that gives no payment, or a doubt about the whole: a code with the row, or with the two sums that differ. */
export type StatementProblem =
  | { code: RowProblem; row: number }
  | {
      code: 'balances-differ' | 'incoming-differs' | 'outgoing-differs';
      account: string;
      statedMinor: number;
      countedMinor: number;
    };

/** A statement understood. Lines from one of our accounts to another are counted in the turnovers and paid by nobody. */
export type BankStatement = {
  accounts: StatementAccount[];
  incoming: IncomingPayment[];
  outgoing: OutgoingPayment[];
  ownTransfers: number;
  problems: StatementProblem[];
};

/** Why a file is no statement: as any other table, or because no row names a day, a sum and a payer or purpose. */
export type StatementFileProblem = TableProblem | 'no-columns';

export const STATEMENT_BYTES_MAX = 5 * 1024 * 1024;
const ROWS_MAX = 10_000;
const ROWS_AT_ONCE = 500;
const CELL_CHARS_MAX = 4000;

/**
 * Reads a bank statement: the exchange format of 1C, or a table as CSV or XLSX;
 * UTF-8 with or without its mark, UTF-16, windows-1251, and for 1C the code page
 * of DOS. What kind it is, its content tells. `account` is ours where the file
 * does not name it, `currency` that of a file that names none. Nothing is
 * guessed: lines that do not say what they should are told with a code, and so
 * is a statement whose payments do not add up to its own sums. The work grows
 * with the size of the file, which is capped; no file makes it throw.
 */
export async function readBankStatement(
  bytes: Uint8Array,
  known: { account: string; currency: string },
): Promise<{ ok: true; statement: BankStatement } | { ok: false; problem: StatementFileProblem }> {
  if (bytes.length > STATEMENT_BYTES_MAX) return { ok: false, problem: 'fileTooLarge' };
  const text = exchangeText(bytes);
  if (text !== undefined) {
    const stated = readExchange(text, ROWS_MAX);
    if (!stated) return { ok: false, problem: `fileRows:${ROWS_MAX}` };
    return { ok: true, statement: await understand(stated, known) };
  }
  const table = await readTable(bytes, {
    ...{ rowsMax: ROWS_MAX, columnsMax: STATEMENT_COLUMNS_MAX, cellCharsMax: CELL_CHARS_MAX },
  });
  if (!table.ok) return table;
  const stated = readStatementTable(table.rows);
  if (!stated) return { ok: false, problem: 'no-columns' };
  return { ok: true, statement: await understand(stated, known) };
}

/** The text of a file in the format of 1C; `undefined` for any other file. */
function exchangeText(bytes: Uint8Array): string | undefined {
  const utf8 = decoded(bytes.subarray(0, 400), 'utf-8');
  const utf16 = [0xfe, 0xff].includes(bytes[0] ?? 0) ? utf16Of(bytes) : undefined;
  if (utf16 !== undefined) return isExchange(utf16) ? utf16 : undefined;
  // The first line is Latin but for a С that may be Cyrillic.
  if (!isExchange(utf8) && !isExchange(decoded(bytes.subarray(0, 400), 'windows-1251'))) {
    return undefined;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const dos = decoded(bytes.subarray(0, 400), 'ibm866');
    return decoded(bytes, /Кодировка\s*=\s*DOS/iu.test(dos) ? 'ibm866' : 'windows-1251');
  }
}

const decoded = (bytes: Uint8Array, encoding: string) => new TextDecoder(encoding).decode(bytes);

function utf16Of(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoded(bytes, 'utf-16le');
  return bytes[0] === 0xfe && bytes[1] === 0xff ? decoded(bytes, 'utf-16be') : undefined;
}

async function understand(
  stated: StatedStatement,
  known: { account: string; currency: string },
): Promise<BankStatement> {
  const account = foldAccount(known.account);
  const accounts = statementAccounts(stated.accounts, account);
  const ours = new Set(accounts.flatMap((one) => (one.account === '' ? [] : [one.account])));
  const currency = stated.currency || known.currency;
  const banked: BankedRow[] = [];
  const problems: StatementProblem[] = stated.problems.map(({ row, problem }) => ({
    ...{ code: problem, row },
  }));
  for (const [at, row] of stated.rows.entries()) {
    // Others are answered meanwhile.
    if (at % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await setImmediate();
    const named = { ...row, account: row.account || account };
    const understood = understandRow(named, { accounts: ours, currency });
    if (typeof understood === 'string') problems.push({ code: understood, row: row.row });
    else banked.push(understood);
  }
  const { again, ...payments } = eachOnce(banked);
  problems.push(...again.map((row) => ({ code: 'same-again' as const, row })));
  problems.push(...balanceRemarks(accounts, banked));
  return { accounts, ...payments, problems };
}

/** Payments that came, and that went, each with its fingerprint; and the lines that say one again. */
function eachOnce(
  banked: readonly BankedRow[],
): Pick<BankStatement, 'incoming' | 'outgoing' | 'ownTransfers'> & { again: number[] } {
  const incoming: IncomingPayment[] = [];
  const outgoing: OutgoingPayment[] = [];
  const again: number[] = [];
  const foreign = banked.flatMap((row) =>
    row.direction === 'own' ? [] : [{ ...row, direction: row.direction }],
  );
  const fingerprints = paymentFingerprints(foreign);
  for (const [at, { direction, party, into, outOf, ...row }] of foreign.entries()) {
    const fingerprint = fingerprints[at];
    const { bin, iban, name } = party;
    if (fingerprint === undefined) again.push(row.row);
    else if (direction === 'in') {
      const payer = { payerBin: bin, payerName: name, payerIban: iban };
      incoming.push({ ...row, account: into, fingerprint, direction, ...payer });
    } else {
      const payee = { payeeBin: bin, payeeName: name, payeeIban: iban };
      outgoing.push({ ...row, account: outOf, fingerprint, direction, ...payee });
    }
  }
  return { incoming, outgoing, ownTransfers: banked.length - foreign.length, again };
}
