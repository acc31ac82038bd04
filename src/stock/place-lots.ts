import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { setPlaces } from './lot-place.queries.ts';

/**
 * Writes down where in the yard of a branch lots lie, in the words of its people; nothing
 * said takes a place away. The last word counts, and the same word again changes
 * nothing: stock and money know no places. A lot of another branch is `NotFound`.
 */
export async function placeLots(
  tx: Tx,
  clerk: Staff,
  told: { branchCode: string; places: readonly { lotId: string; place: string }[] },
): Promise<void> {
  if (!may(clerk, 'place-orders')) throw new Refusal({ code: 'not-permitted' });
  const { branchCode, places } = told;
  const placed = await setPlaces(tx, { branchCode, places });
  const missing = places.find(({ lotId }) => !placed.has(lotId));
  if (missing) throw new NotFound('lot', missing.lotId);
}
