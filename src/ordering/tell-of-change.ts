import { z } from 'zod';
import type { Db } from '../platform/db/database.ts';
import { postToEach } from '../platform/post-mail.ts';
import { type ChangeNotice, findChangeNotices } from './change-approval.queries.ts';

/** A letter in the reader's language; views write it, the worker binds them. */
export type WriteChangeLetter = (notice: ChangeNotice) => { subject: string; body: string };

const Job = z.object({ eventId: z.int().positive() });

/**
 * Tells whoever asked what an approver left of his order, and why (R16). One letter a
 * change, however often the job runs; none for what he changed himself.
 */
export async function tellOfChange(
  db: Db,
  write: WriteChangeLetter,
  payload: unknown,
): Promise<void> {
  const { eventId } = Job.parse(payload);
  const notices = await findChangeNotices(db, eventId);
  await postToEach(db, { eventId, notices }, write);
}
