import type { Tx } from '../platform/db/database.ts';
import type { NewTrackEntry } from './track.ts';

/** Writes down what happened to a shipment; a report that was there already (`sourceKey`) is left out. Says whether it was new. */
export async function insertTrack(tx: Tx, entry: NewTrackEntry): Promise<boolean> {
  const inserted = await tx
    .insertInto('shipmentTrack')
    .values(entry)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  return inserted.length > 0;
}
