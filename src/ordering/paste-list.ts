import type { ListRow } from '../catalogue/reading/list-rows.ts';
import { type Buyer, may } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { addJob } from '../platform/jobs.ts';
import { Refusal } from '../platform/refusal.ts';
import { matchPastedLines } from './match-pasted-lines.ts';
import {
  insertPastedList,
  listPastedLines,
  lockPastedList,
  setCancelled,
} from './pasted-list.queries.ts';

/** Up to so many lines are worked off at once; a longer list shows its progress. */
const AT_ONCE_MAX = 200;

/**
 * Takes in the list of a buyer and finds what its lines mean: a short one at
 * once, a long one by a job. Nothing goes into a cart. Harmless to repeat under
 * the same id.
 */
export async function pasteList(
  tx: Tx,
  actor: Buyer,
  pasting: {
    listId: string;
    fileName: string;
    rows: readonly ListRow[];
    isCut: boolean;
    at: Date;
  },
): Promise<void> {
  const { listId, fileName, rows, isCut, at } = pasting;
  const { companyId, personId } = actor;
  if (!may(actor, 'fill-carts')) throw new Refusal({ code: 'not-permitted' });
  if (rows.length === 0) throw new Refusal({ code: 'list-empty' });
  const list = { id: listId, companyId, pastedBy: personId, pastedAt: at, fileName, isCut };
  const isNew = await insertPastedList(tx, list, rows);
  if (!isNew) return;
  if (rows.length > AT_ONCE_MAX) {
    await addJob(tx, {
      name: 'match-pasted-list',
      payload: { listId },
      key: `match-pasted-list ${listId}`,
    });
    return;
  }
  const lines = await listPastedLines(tx, { listId, unmatchedMax: AT_ONCE_MAX });
  await matchPastedLines(tx, { listId, companyId, lines });
}

/** Stops the work on a long list; what was found stays. Harmless to repeat. */
export async function cancelPastedList(
  tx: Tx,
  actor: Buyer,
  of: { listId: string; at: Date },
): Promise<void> {
  await lockPastedList(tx, { listId: of.listId, companyId: actor.companyId });
  await setCancelled(tx, of);
}
