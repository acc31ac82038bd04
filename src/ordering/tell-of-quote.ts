import { z } from 'zod';
import type { Db } from '../platform/db/database.ts';
import { postToEach } from '../platform/post-mail.ts';
import { findQuoteNotice, type QuoteNotice } from './tell-of-quote.queries.ts';

/** A letter in the reader's language; views write it, the worker binds them. */
export type WriteQuoteLetter = (notice: QuoteNotice) => { subject: string; body: string };

const Job = z.object({ eventId: z.int().positive() });

/**
 * Tells the other side what became of a quote: the company's manager, or the
 * heads of sales where it has none, or whoever asked for it. A letter names no
 * price, for not everybody at the buyer's sees prices. One letter a reader and
 * event, however often the job runs.
 */
export async function tellOfQuote(
  db: Db,
  write: WriteQuoteLetter,
  payload: unknown,
): Promise<void> {
  const { eventId } = Job.parse(payload);
  const notices = await findQuoteNotice(db, eventId);
  await postToEach(db, { eventId, notices }, write);
}
