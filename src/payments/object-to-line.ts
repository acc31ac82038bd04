import { lockAccount } from '../credit/credit.queries.ts';
import { recordEvent } from '../events/record-event.ts';
import { type Buyer, may } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import {
  findAccountLine,
  insertObjection,
  lockObjection,
  setObjectionState,
} from './objection.queries.ts';

/** What a customer's accountant says of a line. `id` is made with the form, so that a second click is known. */
export type LineObjected = {
  id: string;
  /** The line: a transaction of the books. */
  lineId: string;
  /** What his own books say of it, on the same side; nothing where it is not in them. Minor units, not below nothing. */
  theirsMinor: number;
  note: string;
  at: Date;
};

/**
 * Says that a line of the account is otherwise in the customer's own books (L7).
 * What it is too much by is no longer overdue while that is open or agreed, and
 * is owed all the same, so it takes of the credit as before (R24). The same form
 * again changes nothing; a line that is disputed already is refused. Locks the
 * account.
 */
export async function objectToLine(tx: Tx, buyer: Buyer, objected: LineObjected): Promise<void> {
  if (!may(buyer, 'pay-orders')) throw new Refusal({ code: 'not-permitted' });
  const { companyId, personId } = buyer;
  const { id, lineId, note, at } = objected;
  await lockAccount(tx, companyId);
  const line = await findAccountLine(tx, { companyId, lineId });
  if (!line) throw new NotFound('line', lineId);
  const theirsMinor = Math.sign(line.oursMinor) * objected.theirsMinor;
  const isNew = await insertObjection(tx, {
    ...{ ...line, id, companyId, lineId, note, personId, at },
    // Nothing has no sign: a zero with a minus would be another number to a database driver.
    theirsMinor: theirsMinor === 0 ? 0 : theirsMinor,
  });
  if (!isNew) return refuseUnlessSame(tx, { id, companyId });
  await recordEvent(
    tx,
    { type: 'account.line-disputed', objectionId: id, oursMinor: line.oursMinor, theirsMinor },
    { companyId, personId, channel: 'web', subjectId: companyId, at },
  );
}

async function refuseUnlessSame(tx: Tx, of: { id: string; companyId: string }): Promise<void> {
  const known = await lockObjection(tx, of.id);
  if (known?.companyId !== of.companyId) throw new Refusal({ code: 'objection-there' });
}

/** Takes an objection back that nobody has answered. Again, it changes nothing. Locks the objection. */
export async function withdrawObjection(
  tx: Tx,
  buyer: Buyer,
  of: { id: string; at: Date },
): Promise<void> {
  if (!may(buyer, 'pay-orders')) throw new Refusal({ code: 'not-permitted' });
  const { companyId, personId } = buyer;
  const { id, at } = of;
  const objection = await lockObjection(tx, id);
  if (objection?.companyId !== companyId) throw new NotFound('objection', id);
  if (objection.state === 'withdrawn') return;
  if (objection.state !== 'open') throw new Refusal({ code: 'objection-answered' });
  await setObjectionState(tx, { id, state: 'withdrawn' });
  await recordEvent(
    tx,
    { type: 'account.dispute-answered', objectionId: id, state: 'withdrawn' },
    { companyId, personId, channel: 'web', subjectId: companyId, at },
  );
}
