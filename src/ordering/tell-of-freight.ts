import { z } from 'zod';
import type { Db } from '../platform/db/database.ts';
import { postToEach } from '../platform/post-mail.ts';
import { findFreightNotice, type FreightNotice } from './tell-of-freight.queries.ts';

/** A letter in the reader's language; views write it, the worker binds them. */
export type WriteFreightLetter = (notice: FreightNotice) => { subject: string; body: string };

const Job = z.object({ eventId: z.int().positive() });

/**
 * Tells those whose turn it is about freight that no tariff knew: who may give it that
 * one waits, the buyers what is asked and what was agreed, who named it that somebody
 * said no. One letter a reader and event, however often the job runs.
 */
export async function tellOfFreight(
  db: Db,
  write: WriteFreightLetter,
  payload: unknown,
): Promise<void> {
  const { eventId } = Job.parse(payload);
  const notices = await findFreightNotice(db, eventId);
  await postToEach(db, { eventId, notices }, write);
}
