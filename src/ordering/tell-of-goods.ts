import { z } from 'zod';
import { recordEvent } from '../events/record-event.ts';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { postToEach } from '../platform/post-mail.ts';
import { markAsked } from '../promises/promise.queries.ts';
import { findGoodsNotices, type GoodsNotice, listLateGoods } from './tell-of-goods.queries.ts';

/** A letter in the reader's language; views write it, the worker binds them. */
export type WriteGoodsLetter = (notice: GoodsNotice) => { subject: string; body: string };

const Job = z.object({ eventId: z.int().positive() });

/**
 * Tells the buyers that goods come on another day than promised, did not all come or were
 * sold, and our people that some are missing or gone or that nothing was heard of them. One
 * letter a reader and event, however often the job runs.
 */
export async function tellOfGoods(
  db: Db,
  write: WriteGoodsLetter,
  payload: unknown,
): Promise<void> {
  const { eventId } = Job.parse(payload);
  const notices = await findGoodsNotices(db, eventId);
  await postToEach(db, { eventId, notices }, write);
}

/**
 * Notices goods for an order whose promised day is over and that nobody booked in or put
 * off: that is an event, once for each promise, and our people are asked. Harmless to
 * run early, late, twice or at once.
 */
export async function noticeLateGoods(db: Db, at: Date): Promise<void> {
  for (const { promiseIds, companyId, ...late } of await listLateGoods(db, at)) {
    await transact(db, async (tx) => {
      const asked = [];
      for (const id of promiseIds) asked.push(await markAsked(tx, { id, at }));
      if (!asked.includes(true)) return;
      await recordEvent(
        tx,
        { type: 'order.goods-late', ...late },
        { companyId, personId: null, channel: null, subjectId: late.orderId, at },
      );
    });
  }
}
