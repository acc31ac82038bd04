import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { FileNamed } from '../platform/stored-file.queries.ts';

/** What our own people tell each other of a quote. Only the office reads it. */
export type QuoteNote = {
  id: string;
  personName: string;
  text: string;
  at: Date;
  files: readonly FileNamed[];
};

/** The notes of a quote, the oldest first. */
export async function listNotes(db: Db, quoteId: string): Promise<QuoteNote[]> {
  const found = await sql<QuoteNote>`
    select note.id, person.name as person_name, note.text, note.at,
           coalesce((
             select jsonb_agg(jsonb_build_object('id', file.id, 'name', file.name, 'kind', stored.kind,
                      'sizeBytes', stored.size_bytes) order by file.name, file.id)
             from quote_note_file as file join stored_file as stored on stored.sha256 = file.sha256
             where file.note_id = note.id), '[]') as files
    from quote_note as note join person on person.id = note.person_id
    where note.quote_id = ${quoteId}
    order by note.at, note.id`.execute(db);
  return found.rows;
}

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
