import { recordEvent } from '../events/record-event.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { lockAccount, openAccount } from './credit.queries.ts';
import { endHoldNow, findHold, insertHold, type NewHold } from './holds.queries.ts';

/**
 * Places a hold on a company: on its orders on account, on handing them over,
 * or only as a warning. One of a kind is open at a time. Locks the company's
 * account, so that a sale comes before the hold or sees it.
 */
export async function placeHold(tx: Tx, by: Staff, placed: NewHold & { at: Date }): Promise<void> {
  const { at, ...hold } = placed;
  const { id: holdId, companyId, kind, scope, reason } = hold;
  if (!may(by, 'set-terms')) throw new Refusal({ code: 'not-permitted' });
  await openAccount(tx, companyId);
  if (!(await lockAccount(tx, companyId))) throw new NotFound('company', companyId);
  const isPlaced = await insertHold(tx, { ...hold, by: by.personId, at });
  if (!isPlaced) throw new Refusal({ code: 'hold-placed-already' });
  await recordEvent(
    tx,
    { type: 'credit.hold-placed', holdId, kind, scope, reason },
    { companyId, personId: by.personId, channel: null, subjectId: holdId, at },
  );
}

/** Ends a hold. Ending it again changes nothing. Locks the company's account. */
export async function endHold(
  tx: Tx,
  by: Staff,
  ended: { holdId: string; at: Date },
): Promise<void> {
  const { holdId, at } = ended;
  if (!may(by, 'set-terms')) throw new Refusal({ code: 'not-permitted' });
  const seen = await findHold(tx, holdId);
  if (seen) await lockAccount(tx, seen.companyId);
  const hold = seen && (await findHold(tx, holdId));
  if (!hold) throw new NotFound('hold', holdId);
  if (hold.endedAt) return;
  await endHoldNow(tx, { holdId, by: by.personId, at });
  await recordEvent(
    tx,
    { type: 'credit.hold-ended', holdId, kind: hold.kind },
    { companyId: hold.companyId, personId: by.personId, channel: null, subjectId: holdId, at },
  );
}
