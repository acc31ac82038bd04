import { recordEvent } from '../events/record-event.ts';
import { tradingDay } from '../measures/calendar.ts';
import type { Tx } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import { lockAccount } from './credit.queries.ts';
import { endHoldNow, insertHold } from './holds.queries.ts';
import { type Debt, type DueHold, reviewOf } from './overdue.ts';
import { readDebt } from './overdue.queries.ts';

/** Whose holds are looked at, and when. */
type Reviewed = { companyId: string; at: Date };

/**
 * Places the holds that a company's debt gives reason for and ends those of the
 * house that have none any more (R13). What a person placed is left alone, and
 * stands in for one of the same kind. Doing it again changes nothing. Locks the
 * account, so that a payment or an order comes before it or sees what it did.
 */
export async function reviewHolds(tx: Tx, of: Reviewed): Promise<void> {
  const debt = await lockedDebt(tx, of);
  if (!debt) return;
  const { ended, begun } = reviewOf(debt);
  for (const hold of ended) await endOwn(tx, of, hold);
  for (const hold of begun) await placeOwn(tx, of, hold);
}

/**
 * Ends the holds of the house that money which just came leaves without a reason,
 * in its own transaction: who has paid may order at once. Begins none. For a company
 * that the house holds; its account is locked by the caller.
 */
export async function endSettledHolds(tx: Tx, of: Reviewed): Promise<void> {
  const debt = await lockedDebt(tx, of);
  if (!debt) return;
  for (const hold of reviewOf(debt).ended) await endOwn(tx, of, hold);
}

async function lockedDebt(tx: Tx, { companyId, at }: Reviewed): Promise<Debt | undefined> {
  if (!(await lockAccount(tx, companyId))) return undefined;
  return readDebt(tx, { companyId, on: tradingDay(at) });
}

async function endOwn(
  tx: Tx,
  { companyId, at }: Reviewed,
  { id: holdId, kind }: Debt['held'][number],
): Promise<void> {
  await endHoldNow(tx, { holdId, by: null, at });
  await recordEvent(
    tx,
    { type: 'credit.hold-ended', holdId, kind },
    { companyId, personId: null, channel: null, subjectId: holdId, at },
  );
}

async function placeOwn(tx: Tx, { companyId, at }: Reviewed, hold: DueHold): Promise<void> {
  const { kind, scope } = hold;
  const id = newId(at.getTime());
  const isPlaced = await insertHold(tx, { id, companyId, reason: '', ...hold, by: null, at });
  if (!isPlaced) return;
  await recordEvent(
    tx,
    { type: 'credit.hold-placed', holdId: id, kind, scope, reason: '' },
    { companyId, personId: null, channel: null, subjectId: id, at },
  );
}
