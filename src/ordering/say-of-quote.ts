import { recordEvent } from '../events/record-event.ts';
import { type Actor, may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import { takeWaiting } from '../platform/stored-file.queries.ts';
import { lockQuoteFor } from './open-quote.ts';
import { insertMessage, isLineOf } from './quote.queries.ts';
import { insertNoteFiles, insertQuoteFiles } from './quote-file.queries.ts';
import { insertNote } from './quote-note.queries.ts';

type Saying = {
  /** Made with the form, so that a second click is known. */
  id: string;
  quoteId: string;
  text: string;
  /** Files that wait for whoever says it and go along. */
  fileIds?: readonly string[];
  at: Date;
};

/** Says something of a quote, or of one of its lines, to the other side, which is told. Harmless to repeat: the id tells. Refused of a line that the quote does not have. */
export async function sayOfQuote(
  tx: Tx,
  actor: Actor,
  saying: Saying & { position: number | null },
): Promise<void> {
  const { id, quoteId, text, position, fileIds = [], at } = saying;
  const { personId } = actor;
  const isOurs = actor.kind === 'staff';
  const { companyId, number } = await lockQuoteFor(tx, actor, quoteId);
  if (!may(actor, isOurs ? 'set-terms' : 'place-orders')) {
    throw new Refusal({ code: 'not-permitted' });
  }
  if (position !== null && !(await isLineOf(tx, { quoteId, position }))) {
    throw new Refusal({ code: 'quote-line-missing', position });
  }
  const message = { id, quoteId, companyId, position, personId, isOurs, text, at };
  const isNew = await insertMessage(tx, message);
  if (!isNew) return;
  const files = await takeWaiting(tx, { ids: fileIds, personId });
  await insertQuoteFiles(tx, files, { quoteId, companyId, messageId: id, at });
  await recordEvent(
    tx,
    { type: 'quote.said', quoteId, number, isOurs },
    { companyId, personId, channel: isOurs ? null : 'web', subjectId: quoteId, at },
  );
}

/** Notes something for our own people alone; no buyer is told or ever reads it. Harmless to repeat. */
export async function noteOfQuote(tx: Tx, actor: Staff, note: Saying): Promise<void> {
  if (!may(actor, 'set-terms')) throw new Refusal({ code: 'not-permitted' });
  await lockQuoteFor(tx, actor, note.quoteId);
  const { personId } = actor;
  const { fileIds = [], ...noted } = note;
  const isNew = await insertNote(tx, { ...noted, personId });
  if (!isNew) return;
  const { id: noteId, quoteId, at } = note;
  const files = await takeWaiting(tx, { ids: fileIds, personId });
  await insertNoteFiles(tx, files, { quoteId, noteId, at });
}
