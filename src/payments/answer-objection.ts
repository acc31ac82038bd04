import { recordEvent } from '../events/record-event.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { lockObjection, type Objection, setObjectionState } from './objection.queries.ts';

/** What we say to an objection: right or not, with a word; a no needs one. */
export type ObjectionAnswer = {
  id: string;
  isAgreed: boolean;
  answer: string;
  at: Date;
};

/**
 * Answers an objection once. Agreed, its amount stays out of what is overdue
 * until the correction is in the books; declined, it is overdue again as of its
 * day. One that was answered or taken back meanwhile is refused. Locks the objection.
 */
export async function answerObjection(
  tx: Tx,
  clerk: Staff,
  { id, isAgreed, answer, at }: ObjectionAnswer,
): Promise<void> {
  const objection = await lockForBooks(tx, clerk, id);
  if (objection.state !== 'open') throw new Refusal({ code: 'objection-answered' });
  const state = isAgreed ? 'agreed' : 'declined';
  await setObjectionState(tx, { id, state, answered: { by: clerk.personId, at, answer } });
  await tell(tx, clerk, { objection, state, at });
}

/** Says that what was agreed is corrected in the books, so that nothing of it is disputed any more. Again, it changes nothing. */
export async function markCorrected(
  tx: Tx,
  clerk: Staff,
  { id, at }: { id: string; at: Date },
): Promise<void> {
  const objection = await lockForBooks(tx, clerk, id);
  if (objection.state === 'corrected') return;
  if (objection.state !== 'agreed') throw new Refusal({ code: 'objection-answered' });
  await setObjectionState(tx, { id, state: 'corrected' });
  await tell(tx, clerk, { objection, state: 'corrected', at });
}

async function lockForBooks(tx: Tx, clerk: Staff, id: string): Promise<Objection> {
  if (!may(clerk, 'keep-books')) throw new Refusal({ code: 'not-permitted' });
  const objection = await lockObjection(tx, id);
  if (!objection) throw new NotFound('objection', id);
  return objection;
}

const tell = (
  tx: Tx,
  { personId }: Staff,
  of: { objection: Objection; state: string; at: Date },
): Promise<unknown> => {
  const { objection, state, at } = of;
  const { id: objectionId, companyId } = objection;
  return recordEvent(
    tx,
    { type: 'account.dispute-answered', objectionId, state },
    { companyId, personId, channel: null, subjectId: companyId, at },
  );
};
