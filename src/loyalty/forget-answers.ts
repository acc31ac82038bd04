import { recordEvent } from '../events/record-event.ts';
import type { Buyer } from '../people/actor.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { NotFound } from '../platform/refusal.ts';
import {
  countIntoTotals,
  deleteAnswers,
  isForgotten,
  lockOldAnswers,
  lockOwnAnswer,
} from './forget-answers.queries.ts';

/** For so many months an answer is somebody's (R26). */
const KEPT_MONTHS = 24;
const AT_ONCE_MAX = 500;

/**
 * Deletes for good what a person answered himself, with what we wrote in following it
 * up. Nobody does it for him, and it cannot be undone; that it happened is remembered,
 * not what was said. A second press finds it gone.
 */
export async function takeBackAnswer(
  tx: Tx,
  by: Buyer,
  of: { promptId: string; at: Date },
): Promise<void> {
  const { promptId, at } = of;
  const { personId, companyId } = by;
  const own = await lockOwnAnswer(tx, { promptId, personId, companyId });
  if (own === undefined) {
    if (await isForgotten(tx, { promptId, personId, companyId })) return;
    throw new NotFound('prompt', promptId);
  }
  await deleteAnswers(tx, { promptIds: [own], at });
  const happened = { companyId, personId, channel: null, subjectId: promptId, at };
  await recordEvent(tx, { type: 'prompt.taken-back', promptId }, happened);
}

/**
 * Ends after 24 months whose an answer was: its values are counted in their month, its
 * words and its person are gone. So many in one run; the next hour takes the rest. Two
 * runs at once count each answer once.
 */
export async function forgetOldAnswers(db: Db, at: Date): Promise<number> {
  const before = new Date(at);
  before.setUTCMonth(before.getUTCMonth() - KEPT_MONTHS);
  return transact(db, async (tx) => {
    const promptIds = await lockOldAnswers(tx, { before, limit: AT_ONCE_MAX });
    if (promptIds.length === 0) return 0;
    await countIntoTotals(tx, promptIds);
    await deleteAnswers(tx, { promptIds, at });
    return promptIds.length;
  });
}
