import { z } from 'zod';
import type { Db } from '../platform/db/database.ts';
import { postToEach } from '../platform/post-mail.ts';
import { findLimitNotice, type LimitNotice } from './tell-of-limit.queries.ts';

/** A letter in the reader's language; views write it, the worker binds them. */
export type WriteLimitLetter = (notice: LimitNotice) => { subject: string; body: string };

const Job = z.object({ eventId: z.int().positive() });

/**
 * Tells the company's account manager, or the heads of sales where it has none,
 * that more credit is asked for, and who asked for it what we decided. One letter
 * a reader and event, however often the job runs.
 */
export async function tellOfLimit(
  db: Db,
  write: WriteLimitLetter,
  payload: unknown,
): Promise<void> {
  const { eventId } = Job.parse(payload);
  const notices = await findLimitNotice(db, eventId);
  await postToEach(db, { eventId, notices }, write);
}
