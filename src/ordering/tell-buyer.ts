import { z } from 'zod';
import type { Db } from '../platform/db/database.ts';
import { postToEach } from '../platform/post-mail.ts';
import { findOrderNotice, type OrderNotice } from './tell-buyer.queries.ts';

/** A letter in the reader's language; views write it, the worker binds them. */
export type WriteLetter = (notice: OrderNotice) => { subject: string; body: string };

const Job = z.object({ eventId: z.int().positive() });

/**
 * Tells the people of the buying company what became of an order: those who
 * placed it or, when staff placed it for them (R38), those who may place. One
 * letter a person and event, however often the job runs.
 */
export async function tellBuyer(db: Db, write: WriteLetter, payload: unknown): Promise<void> {
  const { eventId } = Job.parse(payload);
  const notices = await findOrderNotice(db, eventId);
  await postToEach(db, { eventId, notices }, write);
}
