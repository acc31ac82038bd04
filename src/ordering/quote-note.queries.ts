import type { Db, Tx } from '../platform/db/database.ts';

/** What our own people tell each other of a quote. Only the office reads it. */
export type QuoteNote = { id: string; personName: string; text: string; at: Date };

/** The notes of a quote, the oldest first. */
export function listNotes(db: Db, quoteId: string): Promise<QuoteNote[]> {
  return db
    .selectFrom('quoteNote')
    .innerJoin('person', 'person.id', 'quoteNote.personId')
    .where('quoteId', '=', quoteId)
    .orderBy('at')
    .select(['quoteNote.id', 'person.name as personName', 'text', 'at'])
    .execute();
}

/** Adds a note; does nothing where its id is there already. */
export async function insertNote(
  tx: Tx,
  note: { id: string; quoteId: string; personId: string; text: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('quoteNote')
    .values(note)
    .onConflict((oc) => oc.column('id').doNothing())
    .execute();
}
