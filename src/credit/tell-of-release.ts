import { z } from 'zod';
import type { Db } from '../platform/db/database.ts';
import { postToEach } from '../platform/post-mail.ts';
import { findReleaseNotices, type ReleaseNotice } from './tell-of-release.queries.ts';

/** A letter in the reader's language; views write it, the worker binds them. */
export type WriteReleaseLetter = (notice: ReleaseNotice) => { subject: string; body: string };

const Job = z.object({ eventId: z.int().positive() });

/**
 * Tells the account manager, or the heads of sales where there is none, that
 * goods wait to be let go, and who asked for it how that was decided. One letter
 * a reader and event, however often the job runs; none about what whoever asked
 * let go himself.
 */
export async function tellOfRelease(
  db: Db,
  write: WriteReleaseLetter,
  payload: unknown,
): Promise<void> {
  const { eventId } = Job.parse(payload);
  const notices = await findReleaseNotices(db, eventId);
  await postToEach(db, { eventId, notices }, write);
}
