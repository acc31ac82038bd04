import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { BankDirection } from '../platform/db/schema.ts';
import type { StatementProblem } from './bank-statement.ts';

/** A statement of one account, out of one file. Minor units; null for what the file does not say. */
export type NewStatement = {
  id: string;
  account: string;
  fromDay: string | null;
  toDay: string | null;
  openingMinor: number | null;
  closingMinor: number | null;
  linesRead: number;
  ownTransfers: number;
  remarks: readonly StatementRemark[];
};

/** What was wrong with a statement, or looks it. */
export type StatementRemark =
  | StatementProblem
  | { code: 'opening-differs'; account: string; statedMinor: number; countedMinor: number };

/** A line as it is written the first time. Minor units. */
export type NewBankLine = {
  id: string;
  statementId: string;
  account: string;
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
  purposeCode: string;
  fingerprint: string;
};

/** The statements that a file brought before. */
export async function listStatementsOfFile(db: Db, sha256: Buffer): Promise<{ id: string }[]> {
  return db
    .selectFrom('bankStatement')
    .where('fileSha256', '=', sha256)
    .orderBy('account')
    .select('id')
    .execute();
}

/** What the last statement before a day closed with, for each account that is named. Minor units. */
export async function listClosings(
  db: Db,
  before: readonly { account: string; fromDay: string }[],
): Promise<{ account: string; closingMinor: number }[]> {
  if (before.length === 0) return [];
  const rows = before.map(({ account, fromDay }) => ({ account, from_day: fromDay }));
  const found = await sql<{ account: string; closingMinor: number }>`
    select asked.account, earlier.closing_minor
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as asked (account text, from_day date)
    join lateral (
      select closing_minor from bank_statement as known
      where known.account = asked.account and known.to_day = asked.from_day - 1 and known.closing_minor is not null
      order by known.imported_at desc limit 1
    ) as earlier on true`.execute(db);
  return found.rows;
}

/** Writes statements of one file. Returns false where another took the same file for one of the accounts meanwhile. */
export async function insertStatements(
  tx: Tx,
  of: { file: { sha256: Buffer; name: string }; personId: string; at: Date },
  statements: readonly NewStatement[],
): Promise<boolean> {
  const { file, personId, at } = of;
  const rows = statements.map((one) => ({
    ...{ id: one.id, account: one.account, from_day: one.fromDay, to_day: one.toDay },
    ...{ opening_minor: one.openingMinor, closing_minor: one.closingMinor },
    ...{ lines_read: one.linesRead, own_transfers: one.ownTransfers, remarks: one.remarks },
  }));
  const written = await sql`
    insert into bank_statement (id, account, file_sha256, file_name, from_day, to_day, opening_minor, closing_minor,
                                lines_read, own_transfers, remarks, imported_by, imported_at)
    select id, account, ${file.sha256}, ${file.name}, from_day, to_day, opening_minor, closing_minor, lines_read,
           own_transfers, remarks, ${personId}, ${at}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one (
      id uuid, account text, from_day date, to_day date, opening_minor bigint, closing_minor bigint, lines_read integer,
      own_transfers integer, remarks jsonb)
    on conflict (account, file_sha256) do nothing`.execute(tx);
  return Number(written.numAffectedRows ?? 0n) === statements.length;
}

/**
 * Writes the lines that no statement has brought yet and counts them at their
 * statements. In the order of their fingerprints, so that two statements that
 * overlap wait for each other and never block.
 */
export async function insertBankLines(tx: Tx, lines: readonly NewBankLine[]): Promise<void> {
  if (lines.length === 0) return;
  const rows = lines.map((one) => ({
    ...{ id: one.id, statement_id: one.statementId, account: one.account },
    ...{ row_number: one.rowNumber, direction: one.direction, booked_on: one.bookedOn },
    ...{ amount_minor: one.amountMinor, currency: one.currency, party_name: one.partyName },
    ...{ party_bin: one.partyBin, party_iban: one.partyIban, purpose: one.purpose },
    ...{ document_number: one.documentNumber, purpose_code: one.purposeCode },
    fingerprint: one.fingerprint,
  }));
  await sql`
    with added as (
      insert into bank_line (id, statement_id, account, row_number, direction, booked_on, amount_minor, currency, party_name,
                             party_bin, party_iban, document_number, purpose, purpose_code, fingerprint, state)
      select id, statement_id, account, row_number, direction, booked_on, amount_minor, currency, party_name, party_bin,
             party_iban, document_number, purpose, purpose_code, fingerprint,
             case direction when 'in' then 'waits'::bank_line_state else 'outgoing' end
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one (
        id uuid, statement_id uuid, account text, row_number integer, direction bank_direction, booked_on date,
        amount_minor bigint, currency text, party_name text, party_bin text, party_iban text, document_number text,
        purpose text, purpose_code text, fingerprint text)
      order by account, fingerprint
      on conflict (account, fingerprint) do nothing
      returning statement_id
    )
    update bank_statement set lines_new = counted.lines
    from (select statement_id, count(*)::integer as lines from added group by statement_id) as counted
    where bank_statement.id = counted.statement_id`.execute(tx);
}

/** A statement as it is shown. Minor units. */
export type ShownStatement = Omit<NewStatement, 'remarks'> & {
  fileName: string;
  linesNew: number;
  /** Of those it brought first: what waits, was booked, was set aside, and went out. */
  waits: number;
  booked: number;
  setAside: number;
  outgoing: number;
  remarks: StatementRemark[];
  importedByName: string | null;
  importedAt: Date;
  /** Whether what is certain of it is being booked at this moment. */
  isBooking: boolean;
};

const shown = sql`
  select statement.id, statement.account, statement.from_day, statement.to_day, statement.opening_minor,
         statement.closing_minor, statement.lines_read, statement.lines_new, statement.own_transfers, statement.file_name,
         statement.remarks, person.name as imported_by_name, statement.imported_at,
         statement.booking_asked_at is not null and statement.booking_ended_at is null as is_booking,
         counted.waits, counted.booked, counted.set_aside, counted.outgoing
  from bank_statement as statement
  left join person on person.id = statement.imported_by
  cross join lateral (
    select count(*) filter (where state = 'waits') as waits, count(*) filter (where state = 'booked') as booked,
           count(*) filter (where state = 'set-aside') as set_aside, count(*) filter (where state = 'outgoing') as outgoing
    from bank_line where statement_id = statement.id
  ) as counted`;

/** The statements, the newest first, page by page. */
export async function listStatements(
  db: Db,
  of: { limit: number; offset: number },
): Promise<ShownStatement[]> {
  const found = await sql<ShownStatement>`
    ${shown} order by statement.imported_at desc, statement.id limit ${of.limit} offset ${of.offset}`.execute(
    db,
  );
  return found.rows;
}

/** One statement. */
export async function findStatement(db: Db, id: string): Promise<ShownStatement | undefined> {
  const found = await sql<ShownStatement>`${shown} where statement.id = ${id}`.execute(db);
  return found.rows[0];
}

/** The file that a statement came in. */
export async function findStatementFile(
  db: Db,
  id: string,
): Promise<{ name: string; kind: 'csv' | 'xlsx'; bytes: Buffer } | undefined> {
  const found = await sql<{ name: string; kind: 'csv' | 'xlsx'; bytes: Buffer }>`
    select statement.file_name as name, stored.kind, stored.bytes
    from bank_statement as statement join stored_file as stored on stored.sha256 = statement.file_sha256
    where statement.id = ${id}`.execute(db);
  return found.rows[0];
}

/** Remembers that what is certain of a statement is to be booked, and by whose word; false while that is being done. */
export async function askBooking(
  tx: Tx,
  of: { id: string; personId: string; at: Date },
): Promise<boolean> {
  const asked = await tx
    .updateTable('bankStatement')
    .set({ bookingAskedBy: of.personId, bookingAskedAt: of.at, bookingEndedAt: null })
    .where('id', '=', of.id)
    .where((row) =>
      row.or([row('bookingAskedAt', 'is', null), row('bookingEndedAt', 'is not', null)]),
    )
    .executeTakeFirst();
  return asked.numUpdatedRows > 0n;
}

/** By whose word the certain lines of a statement are being booked; `undefined` where that is over. */
export async function findBookingAsked(
  db: Db,
  id: string,
): Promise<{ personId: string } | undefined> {
  const found = await db
    .selectFrom('bankStatement')
    .where('id', '=', id)
    .where('bookingAskedBy', 'is not', null)
    .where('bookingEndedAt', 'is', null)
    .select('bookingAskedBy as personId')
    .$narrowType<{ personId: string }>()
    .executeTakeFirst();
  return found;
}

/** Remembers that what was certain is booked. */
export async function endBooking(tx: Tx, of: { id: string; at: Date }): Promise<void> {
  await tx
    .updateTable('bankStatement')
    .set({ bookingEndedAt: of.at })
    .where('id', '=', of.id)
    .execute();
}
