import { z } from 'zod';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { postMail } from '../platform/post-mail.ts';
import { findReadyNotices, keepReadyNotices, type ReadyNotice } from './tell-of-ready.queries.ts';

/** A letter in the reader's language; views write it, the worker binds them. */
export type WriteReadyLetter = (notice: ReadyNotice) => { subject: string; body: string };

const Job = z.object({ eventId: z.int().positive() });

/**
 * Tells the buyers of an order that it is ready, and until when it lies for nothing. The
 * letters are remembered as its notices: when the first of them goes out the free days
 * begin (R21). Nobody is told of a step to another stage. One letter a reader and step,
 * however often the job runs.
 */
export async function tellOfReady(
  db: Db,
  write: WriteReadyLetter,
  payload: unknown,
): Promise<void> {
  const { eventId } = Job.parse(payload);
  const notices = await findReadyNotices(db, eventId);
  if (notices.length === 0) return;
  await transact(db, async (tx) => {
    const dedupeKeys: string[] = [];
    for (const notice of notices) {
      const { recipient } = notice;
      const dedupeKey = `event ${eventId} to ${recipient}`;
      await postMail(tx, { ...write(notice), dedupeKey, recipient });
      dedupeKeys.push(dedupeKey);
    }
    await keepReadyNotices(tx, { eventId, dedupeKeys });
  });
}
