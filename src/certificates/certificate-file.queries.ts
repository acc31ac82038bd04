import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';

/** A file that is kept, without what is in it. Bytes. */
export type StoredFile = { sha256: Buffer; mediaType: string; sizeBytes: number };

/** Keeps a file under the SHA-256 of its bytes; the same bytes again are the same file. */
export async function storeFile(
  tx: Tx,
  file: { bytes: Uint8Array; mediaType: string },
): Promise<StoredFile> {
  const { mediaType } = file;
  const bytes = Buffer.from(file.bytes);
  const sha256 = createHash('sha256').update(bytes).digest();
  await sql`
    insert into certificate_file (sha256, media_type, bytes) values (${sha256}, ${mediaType}, ${bytes})
    on conflict (sha256) do nothing`.execute(tx);
  return { sha256, mediaType, sizeBytes: bytes.length };
}

/** What is in a file; `undefined` where none of that name is kept. */
export async function readStoredFile(
  db: Db,
  sha256: Buffer,
): Promise<{ bytes: Buffer; mediaType: string } | undefined> {
  return db
    .selectFrom('certificateFile')
    .where('sha256', '=', sha256)
    .select(['bytes', 'mediaType'])
    .executeTakeFirst();
}

/** Whether a file of that name is kept. */
export async function hasStoredFile(db: Db, sha256: Buffer): Promise<boolean> {
  const found = await db
    .selectFrom('certificateFile')
    .where('sha256', '=', sha256)
    .select('sha256')
    .executeTakeFirst();
  return found !== undefined;
}
