import { z } from 'zod';
import { recordEvent } from '../events/record-event.ts';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { postToEach } from '../platform/post-mail.ts';
import { markAsked } from '../promises/promise.queries.ts';
import {
  findShipmentNotices,
  listUnheard,
  type ShipmentNotice,
} from './tell-of-shipment.queries.ts';

/** A letter in the reader's language; views write it, the worker binds them. */
export type WriteShipmentLetter = (notice: ShipmentNotice) => { subject: string; body: string };

const Job = z.object({ eventId: z.int().positive() });

/**
 * Tells the buyer that a shipment left, and that it comes later than promised, with the
 * new time and the reason; asks our people of one that nothing is heard of. One letter a
 * reader and event, however often the job runs; none to buyers who want none.
 */
export async function tellOfShipment(
  db: Db,
  write: WriteShipmentLetter,
  payload: unknown,
): Promise<void> {
  const { eventId } = Job.parse(payload);
  const notices = await findShipmentNotices(db, eventId);
  await postToEach(db, { eventId, notices }, write);
}

/**
 * Notices every shipment on the road whose promised time is over and of which nobody said that it
 * arrived or comes later: that is an event, once for each promise, and our people are
 * asked. Harmless to run early, late, twice or at once.
 */
export async function noticeUnheard(db: Db, at: Date): Promise<void> {
  for (const { promiseId, companyId, ...facts } of await listUnheard(db, at)) {
    await transact(db, async (tx) => {
      if (!(await markAsked(tx, { id: promiseId, at }))) return;
      await recordEvent(
        tx,
        { type: 'shipment.unheard', ...facts },
        { companyId, personId: null, channel: null, subjectId: facts.orderId, at },
      );
    });
  }
}
