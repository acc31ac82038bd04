import { createHash } from 'node:crypto';
import type { Db, Tx } from './db/database.ts';
import { transact } from './db/transact.ts';
import { FILE_BYTES_MAX, kindOfFile, nameOfFile } from './file-kind.ts';
import { newId } from './id.ts';
import {
  deleteWaitingSince,
  type FileNamed,
  forgetContent,
  insertContent,
  insertWaiting,
} from './stored-file.queries.ts';

/** What waits for its form so long is thrown away. */
const WAITS_MS = 86_400_000;

/** Why a file is not taken: a code of `words.problems`. */
type FileProblem = 'fileEmpty' | 'tooBig:10 MB' | 'fileKinds';

/**
 * Keeps a file that somebody sent under a random name, until the form that it
 * was chosen in is taken; nobody else may send it along. What it is, is told by
 * what is in it. A file of another kind, an empty and a too large one are an answer, not an error.
 */
export async function keepFile(
  tx: Tx,
  sent: { name: string; bytes: Buffer; personId: string; aboutId?: string | undefined; at: Date },
): Promise<{ ok: true; file: FileNamed } | { ok: false; problem: FileProblem }> {
  const { bytes, personId, aboutId, at } = sent;
  if (bytes.length === 0) return { ok: false, problem: 'fileEmpty' };
  if (bytes.length > FILE_BYTES_MAX) return { ok: false, problem: 'tooBig:10 MB' };
  const kind = kindOfFile(bytes);
  if (!kind) return { ok: false, problem: 'fileKinds' };
  const sha256 = createHash('sha256').update(bytes).digest();
  const [id, name] = [newId(), nameOfFile(sent.name, kind)];
  await insertContent(tx, { sha256, kind, bytes, at });
  await insertWaiting(tx, { id, sha256, name, personId, aboutId: aboutId ?? null, at });
  return { ok: true, file: { id, name, kind, sizeBytes: bytes.length } };
}

/** Throws away files that have waited for a day for a form that was never taken. Harmless to run early, late or twice. */
export async function forgetFiles(db: Db, at: Date): Promise<void> {
  const before = new Date(at.getTime() - WAITS_MS);
  const hashes = await transact(db, (tx) => deleteWaitingSince(tx, before));
  for (const sha256 of hashes) await transact(db, (tx) => forgetContent(tx, sha256));
}
