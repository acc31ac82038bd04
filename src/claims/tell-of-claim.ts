import { z } from 'zod';
import type { Db } from '../platform/db/database.ts';
import { postToEach } from '../platform/post-mail.ts';
import { type ClaimNotice, findClaimNotice } from './tell-of-claim.queries.ts';

/** A letter in the reader's language; views write it, the worker binds them. */
export type WriteClaimLetter = (notice: ClaimNotice) => { subject: string; body: string };

const Job = z.object({ eventId: z.int().positive() });

/**
 * Tells the customer who has his claim and until when, what was decided and how it
 * was made good; our own people what came and what is late. One letter a reader and
 * event, however often the job runs.
 */
export async function tellOfClaim(
  db: Db,
  write: WriteClaimLetter,
  payload: unknown,
): Promise<void> {
  const { eventId } = Job.parse(payload);
  const notices = await findClaimNotice(db, eventId);
  await postToEach(db, { eventId, notices }, write);
}
