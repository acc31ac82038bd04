import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { FileContent } from '../platform/stored-file.queries.ts';

type Waited = readonly { id: string; sha256: Buffer; name: string }[];

/** Puts files that waited beside a request or, with its id, beside a message. */
export async function insertQuoteFiles(
  tx: Tx,
  files: Waited,
  beside: { quoteId: string; companyId: string; messageId: string | null; at: Date },
): Promise<void> {
  if (files.length === 0) return;
  const rows = files.map((file) => ({ ...file, ...beside }));
  await tx.insertInto('quoteFile').values(rows).execute();
}

/** Puts files that waited beside one of our notes. */
export async function insertNoteFiles(
  tx: Tx,
  files: Waited,
  beside: { quoteId: string; noteId: string; at: Date },
): Promise<void> {
  if (files.length === 0) return;
  const rows = files.map((file) => ({ ...file, ...beside }));
  await tx.insertInto('quoteNoteFile').values(rows).execute();
}

/**
 * What is in a file of a quote, for a reader of one company, or for one of ours
 * without one. Files of messages speak of prices; `withMessages` is for who sees these.
 */
export async function findQuoteFile(
  db: Db,
  of: { quoteId: string; fileId: string; companyId: string | undefined; withMessages: boolean },
): Promise<FileContent | undefined> {
  const { quoteId, fileId, companyId, withMessages } = of;
  const found = await sql<FileContent>`
    select file.name, stored.kind, stored.bytes
    from quote_file as file join stored_file as stored on stored.sha256 = file.sha256
    where file.id = ${fileId} and file.quote_id = ${quoteId}
      and (${companyId ?? null}::uuid is null or file.company_id = ${companyId ?? null})
      and (${withMessages} or file.message_id is null)`.execute(db);
  return found.rows[0];
}

/** What is in a file of one of our notes. Only the office asks. */
export async function findNoteFile(
  db: Db,
  of: { quoteId: string; fileId: string },
): Promise<FileContent | undefined> {
  const found = await sql<FileContent>`
    select file.name, stored.kind, stored.bytes
    from quote_note_file as file join stored_file as stored on stored.sha256 = file.sha256
    where file.id = ${of.fileId} and file.quote_id = ${of.quoteId}`.execute(db);
  return found.rows[0];
}
