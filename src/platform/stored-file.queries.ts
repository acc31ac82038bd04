import { sql } from 'kysely';
import type { Db, Tx } from './db/database.ts';
import type { FileKind } from './db/schema.ts';

/** A file as it is shown before it is opened. */
export type FileNamed = { id: string; name: string; kind: FileKind; sizeBytes: number };

/** What is in a file, under the name that it is saved by. */
export type FileContent = { name: string; kind: FileKind; bytes: Buffer };

/** Keeps what is in a file, once, however many send it; locks it, so that nobody forgets it meanwhile. */
export async function insertContent(
  tx: Tx,
  file: { sha256: Buffer; kind: FileKind; bytes: Buffer; at: Date },
): Promise<void> {
  const { sha256, kind, bytes, at } = file;
  await sql`
    insert into stored_file (sha256, kind, bytes, size_bytes, created_at)
    values (${sha256}, ${kind}, ${bytes}, ${bytes.length}, ${at})
    on conflict (sha256) do update set sha256 = excluded.sha256`.execute(tx);
}

/** Lets a file wait for the form that it was chosen in. */
export async function insertWaiting(
  tx: Tx,
  file: {
    id: string;
    sha256: Buffer;
    name: string;
    personId: string;
    aboutId: string | null;
    at: Date;
  },
): Promise<void> {
  await tx.insertInto('waitingFile').values(file).execute();
}

/** The files that wait for a person, of those that are named, in their order. */
export async function listWaiting(
  db: Db,
  of: { ids: readonly string[]; personId: string },
): Promise<FileNamed[]> {
  const found = await sql<FileNamed>`
    select waiting.id, waiting.name, stored.kind, stored.size_bytes
    from waiting_file as waiting join stored_file as stored on stored.sha256 = waiting.sha256
    where waiting.id = any(${[...of.ids]}::uuid[]) and waiting.person_id = ${of.personId}
    order by waiting.at, waiting.id`.execute(db);
  return found.rows;
}

/** The files that wait for a person's form about something, an order: chosen before the session was lost. */
export async function listWaitingAbout(
  db: Db,
  of: { aboutId: string; personId: string },
): Promise<FileNamed[]> {
  const found = await sql<FileNamed>`
    select waiting.id, waiting.name, stored.kind, stored.size_bytes
    from waiting_file as waiting join stored_file as stored on stored.sha256 = waiting.sha256
    where waiting.about_id = ${of.aboutId} and waiting.person_id = ${of.personId}
    order by waiting.at, waiting.id limit 20`.execute(db);
  return found.rows;
}

/** Takes files out of waiting for whoever keeps them now; of two at the same time the second finds none. */
export async function takeWaiting(
  tx: Tx,
  of: { ids: readonly string[]; personId: string },
): Promise<{ id: string; sha256: Buffer; name: string }[]> {
  if (of.ids.length === 0) return [];
  return tx
    .deleteFrom('waitingFile')
    .where('id', 'in', [...of.ids])
    .where('personId', '=', of.personId)
    .returning(['id', 'sha256', 'name'])
    .execute();
}

/** Throws away what has waited since before a moment; gives the hashes of what nobody may refer to any more. */
export async function deleteWaitingSince(tx: Tx, before: Date): Promise<Buffer[]> {
  const gone = await tx
    .deleteFrom('waitingFile')
    .where('at', '<', before)
    .returning('sha256')
    .execute();
  return gone.map(({ sha256 }) => sha256);
}

/** Forgets what is in a file, unless something still refers to it. */
export async function forgetContent(tx: Tx, sha256: Buffer): Promise<void> {
  await sql`select forget_stored_file(${sha256})`.execute(tx);
}
