import { z } from 'zod';
import type { Db } from '../platform/db/database.ts';
import { postToEach } from '../platform/post-mail.ts';
import { findOverrideNotice, type OverrideNotice } from './tell-of-override.queries.ts';

/** A letter in the reader's language; views write it, the worker binds them. */
export type WriteOverrideLetter = (notice: OverrideNotice) => { subject: string; body: string };

const Job = z.object({ eventId: z.int().positive() });

/**
 * Tells those who may approve prices for a company that one waits (D11), and the
 * clerk who asked for it what was decided; nobody is asked about a price of his
 * own. One letter a reader and event, however often the job runs.
 */
export async function tellOfOverride(
  db: Db,
  write: WriteOverrideLetter,
  payload: unknown,
): Promise<void> {
  const { eventId } = Job.parse(payload);
  const notices = await findOverrideNotice(db, eventId);
  await postToEach(db, { eventId, notices }, write);
}
