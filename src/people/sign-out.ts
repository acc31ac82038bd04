import type { Tx } from '../platform/db/database.ts';
import { deleteSession, deleteSessionsOf } from './session.queries.ts';

/** Ends the session of this browser; it opens nothing from the next request on. Repeats harmlessly. */
export async function signOut(tx: Tx, tokenHash: Buffer): Promise<void> {
  await deleteSession(tx, tokenHash);
}

/** Ends every session of a person, on whatever device, this one too. */
export async function signOutEverywhere(tx: Tx, personId: string): Promise<void> {
  await deleteSessionsOf(tx, { personId });
}
