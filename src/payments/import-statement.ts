import { createHash } from 'node:crypto';
import { recordEvent } from '../events/record-event.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { firstSigns } from '../platform/first-signs.ts';
import { newId } from '../platform/id.ts';
import { Refusal } from '../platform/refusal.ts';
import { insertContent } from '../platform/stored-file.queries.ts';
import {
  type BankStatement,
  readBankStatement,
  type StatementFileProblem,
} from './bank-statement.ts';
import {
  insertBankLines,
  insertStatements,
  listClosings,
  listStatementsOfFile,
  type NewBankLine,
  type NewStatement,
  type StatementRemark,
} from './bank-statement.queries.ts';
import { foldAccount } from './iban.ts';
import type { OwnAccount } from './own-account.queries.ts';

const FILE_NAME_MAX = 200;
const REMARKS_MAX = 200;
const ZIP = 'PK';

/** Why a file is not taken in: what is wrong, and where. */
export type ImportProblem =
  | { code: StatementFileProblem }
  | { code: 'no-payments'; row: number; why: string }
  | { code: 'no-lines' }
  | { code: 'account-unnamed' }
  | { code: 'account-unknown'; account: string };

/** A statement that was read and may be written. */
export type ReadStatement = { file: { bytes: Buffer; name: string }; statement: BankStatement };

/**
 * Reads a file and says whether it is a statement of accounts of ours: one of
 * another account, one without a single payment, and what is no statement at all
 * are refused with what is wrong and in which row. Where the file names no
 * account, `account` is meant. Rows that say too little are left out and told,
 * since the rest of the day's money need not wait for them.
 */
export async function readStatementFile(
  file: { bytes: Buffer; name: string },
  known: { accounts: readonly OwnAccount[]; account: string; currency: string },
): Promise<({ ok: true } & ReadStatement) | { ok: false; problem: ImportProblem }> {
  const account = foldAccount(known.account);
  const read = await readBankStatement(file.bytes, { account, currency: known.currency });
  if (!read.ok) return { ok: false, problem: { code: read.problem } };
  const { statement } = read;
  const problem = problemOf(statement, new Set(known.accounts.map(({ iban }) => iban)));
  return problem ? { ok: false, problem } : { ok: true, file, statement };
}

function problemOf(statement: BankStatement, ours: ReadonlySet<string>): ImportProblem | undefined {
  const { incoming, outgoing, accounts, ownTransfers, problems } = statement;
  const payments = [...incoming, ...outgoing];
  if (payments.length === 0 && ownTransfers === 0) {
    const wrong = problems.find((one) => 'row' in one);
    if (wrong && 'row' in wrong) return { code: 'no-payments', row: wrong.row, why: wrong.code };
    if (accounts.length === 0) return { code: 'no-lines' };
  }
  const named = new Set([...accounts, ...payments].map(({ account }) => account));
  if (named.has('')) return { code: 'account-unnamed' };
  const foreign = [...named].find((account) => !ours.has(account));
  return foreign === undefined ? undefined : { code: 'account-unknown', account: foreign };
}

/**
 * Writes a statement that was read: the file itself, a statement for each account
 * of it, and the lines that no statement brought before, whatever their days
 * overlap; the same file again is the statements that are there. Nothing is
 * booked: money that came waits until an accountant has looked, either line by
 * line or by booking at once what is certain. So a wrong file does no harm.
 * A handful of statements, however long it is.
 */
export async function importStatement(
  tx: Tx,
  clerk: Staff,
  imported: ReadStatement & { at: Date },
): Promise<{ statementIds: readonly string[]; isNew: boolean }> {
  if (!may(clerk, 'keep-books')) throw new Refusal({ code: 'not-permitted' });
  const { file, statement, at } = imported;
  const { bytes } = file;
  const sha256 = createHash('sha256').update(bytes).digest();
  const kind = bytes.toString('latin1', 0, ZIP.length) === ZIP ? 'xlsx' : 'csv';
  await insertContent(tx, { sha256, kind, bytes, at });
  const before = await listStatementsOfFile(tx, sha256);
  if (before.length > 0) return { statementIds: before.map(({ id }) => id), isNew: false };

  const statements = await statementsOf(tx, statement, at);
  const { personId } = clerk;
  const name = firstSigns(file.name, FILE_NAME_MAX);
  const isFirst = await insertStatements(tx, { file: { sha256, name }, personId, at }, statements);
  if (!isFirst) {
    const others = await listStatementsOfFile(tx, sha256);
    return { statementIds: others.map(({ id }) => id), isNew: false };
  }
  await insertBankLines(tx, linesOf(statement, statements, at));
  for (const { id, account, linesRead } of statements) {
    await recordEvent(
      tx,
      { type: 'bank-statement.imported', statementId: id, account, lines: linesRead },
      { companyId: null, personId, channel: null, subjectId: id, at },
    );
  }
  return { statementIds: statements.map(({ id }) => id), isNew: true };
}

/** A statement for each account; what was wrong with rows stands at the first. */
async function statementsOf(tx: Tx, read: BankStatement, at: Date): Promise<NewStatement[]> {
  const payments = [...read.incoming, ...read.outgoing];
  const stated = new Map(read.accounts.map((one) => [one.account, one]));
  const accounts = [...new Set([...stated.keys(), ...payments.map(({ account }) => account)])];
  const opened = read.accounts.flatMap(({ account, from }) =>
    from === null ? [] : [{ account, fromDay: from }],
  );
  const closings = new Map(
    (await listClosings(tx, opened)).map(({ account, closingMinor }) => [account, closingMinor]),
  );
  return accounts.map((account, i) => {
    const own = stated.get(account);
    const days = payments.filter((one) => one.account === account).map((one) => one.bookedOn);
    const sorted = days.toSorted();
    const remarks: StatementRemark[] = read.problems.filter((one) =>
      'row' in one ? i === 0 : one.account === account,
    );
    const closingMinor = closings.get(account);
    const openingMinor = own?.openingMinor ?? null;
    if (closingMinor !== undefined && openingMinor !== null && closingMinor !== openingMinor) {
      const sums = { statedMinor: openingMinor, countedMinor: closingMinor };
      remarks.unshift({ code: 'opening-differs', account, ...sums });
    }
    return {
      ...{ id: newId(at.getTime()), account, openingMinor, linesRead: days.length },
      ...{ fromDay: own?.from ?? sorted[0] ?? null, toDay: own?.to ?? sorted.at(-1) ?? null },
      closingMinor: own?.closingMinor ?? null,
      ownTransfers: i === 0 ? read.ownTransfers : 0,
      remarks: remarks.slice(0, REMARKS_MAX),
    };
  });
}

function linesOf(
  read: BankStatement,
  statements: readonly NewStatement[],
  at: Date,
): NewBankLine[] {
  const idOf = new Map(statements.map(({ account, id }) => [account, id]));
  return [...read.incoming, ...read.outgoing].map((one) => {
    const { account, bookedOn, amountMinor, currency, documentNumber, purpose, purposeCode } = one;
    const party =
      one.direction === 'in'
        ? { partyName: one.payerName, partyBin: one.payerBin, partyIban: one.payerIban }
        : { partyName: one.payeeName, partyBin: one.payeeBin, partyIban: one.payeeIban };
    return {
      ...{ id: newId(at.getTime()), statementId: idOf.get(account) ?? '', account, ...party },
      ...{ rowNumber: one.row, direction: one.direction, bookedOn, amountMinor, currency },
      ...{ documentNumber, purpose, purposeCode, fingerprint: one.fingerprint },
    };
  });
}
