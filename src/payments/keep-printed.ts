import { createHash } from 'node:crypto';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import type { Language } from '../platform/db/schema.ts';
import { insertContent } from '../platform/stored-file.queries.ts';
import { type PrintDocument, readDocument } from './document.ts';
import { findPrinted, insertPrinted } from './document-file.queries.ts';

/**
 * The PDF of a document in a language: printed when somebody wants it first, and
 * from then on the same bytes for ever, whatever prints later (invariant 45).
 * Printing stands between two transactions, never inside one; of two who want it
 * first at the same time, both get what was kept first. Throws where the stored
 * content does not add up: that is never printed.
 */
export async function keptPdf(
  db: Db,
  print: PrintDocument,
  of: { documentId: string; content: unknown; language: Language; at: Date },
): Promise<{ sha256: Buffer; bytes: Buffer }> {
  const { documentId, language, at } = of;
  const kept = await findPrinted(db, { documentId, language });
  if (kept) return kept;
  const content = readDocument(of.content);
  if (!content) throw new Error(`document ${documentId} does not add up`);
  const bytes = Buffer.from(await print(content, language));
  const sha256 = createHash('sha256').update(bytes).digest();
  return transact(db, async (tx) => {
    await insertContent(tx, { sha256, kind: 'pdf', bytes, at });
    await insertPrinted(tx, { documentId, language, sha256, at });
    return (await findPrinted(tx, { documentId, language })) ?? { sha256, bytes };
  });
}
