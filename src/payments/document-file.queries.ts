import type { Db, Tx } from '../platform/db/database.ts';
import type { Language } from '../platform/db/schema.ts';

type Of = { documentId: string; language: Language };

/** What was printed of a document in a language, if it was. */
export function findPrinted(
  db: Db,
  of: Of,
): Promise<{ sha256: Buffer; bytes: Buffer } | undefined> {
  return db
    .selectFrom('documentFile')
    .innerJoin('storedFile', 'storedFile.sha256', 'documentFile.sha256')
    .where('documentId', '=', of.documentId)
    .where('language', '=', of.language)
    .select(['storedFile.sha256', 'storedFile.bytes'])
    .executeTakeFirst();
}

/** Keeps what was printed; of two at the same time the first counts. */
export async function insertPrinted(
  tx: Tx,
  printed: Of & { sha256: Buffer; at: Date },
): Promise<void> {
  const { at, ...values } = printed;
  await tx
    .insertInto('documentFile')
    .values({ ...values, printedAt: at })
    .onConflict((oc) => oc.columns(['documentId', 'language']).doNothing())
    .execute();
}
