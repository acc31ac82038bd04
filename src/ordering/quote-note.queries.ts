import type { Tx } from '../platform/db/database.ts';

/** Adds a note; does nothing where its id is there already. Returns whether it is new. */
export async function insertNote(
  tx: Tx,
  note: { id: string; quoteId: string; personId: string; text: string; at: Date },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('quoteNote')
    .values(note)
    .onConflict((oc) => oc.column('id').doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}
