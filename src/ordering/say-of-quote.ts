import { recordEvent } from '../events/record-event.ts';
import { type Actor, may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import { lockQuoteFor } from './open-quote.ts';
import { insertMessage } from './quote.queries.ts';
import { insertNote } from './quote-note.queries.ts';

type Saying = {
  /** Made with the form, so that a second click is known. */
  id: string;
  quoteId: string;
  text: string;
  at: Date;
};

/** Says something of a quote, or of one of its lines, to the other side, which is told. Harmless to repeat: the id tells. */
export async function sayOfQuote(
  tx: Tx,
  actor: Actor,
  saying: Saying & { position: number | null },
): Promise<void> {
  const { id, quoteId, text, position, at } = saying;
  const { personId } = actor;
  const isOurs = actor.kind === 'staff';
  const { companyId, number } = await lockQuoteFor(tx, actor, quoteId);
  if (!may(actor, isOurs ? 'set-terms' : 'place-orders')) {
    throw new Refusal({ code: 'not-permitted' });
  }
  const message = { id, quoteId, companyId, position, personId, isOurs, text, at };
  const isNew = await insertMessage(tx, message);
  if (!isNew) return;
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
  await insertNote(tx, { ...note, personId: actor.personId });
}
