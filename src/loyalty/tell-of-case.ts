import { z } from 'zod';
import type { Db } from '../platform/db/database.ts';
import { postToEach } from '../platform/post-mail.ts';
import { type CaseNotice, findCaseNotice } from './tell-of-case.queries.ts';

/** A letter in the reader's language; views write it, the worker binds them. */
export type WriteCaseLetter = (notice: CaseNotice) => { subject: string; body: string };

const Job = z.object({ eventId: z.int().positive() });

/**
 * Tells the owner of a case, the heads of one that nobody took up, and the customer
 * what is promised and done. One letter a reader and event, however often the job runs.
 */
export async function tellOfCase(db: Db, write: WriteCaseLetter, payload: unknown): Promise<void> {
  const { eventId } = Job.parse(payload);
  const notices = await findCaseNotice(db, eventId);
  await postToEach(db, { eventId, notices }, write);
}
