import { z } from 'zod';
import { recordEvent } from '../events/record-event.ts';
import { newSessionToken } from '../people/session-token.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { postToEach } from '../platform/post-mail.ts';
import { postSms } from '../platform/post-sms.ts';
import { openLinkOfMessage } from './make-shipment-link.ts';
import { markAsked } from '../promises/promise.queries.ts';
import {
  findShipmentNotices,
  listUnheard,
  type ShipmentNotice,
} from './tell-of-shipment.queries.ts';

/** What is written in the reader's language; views write it, the worker binds them. */
export type WriteOfShipment = {
  letter: (notice: ShipmentNotice) => { subject: string; body: string };
  /** The text with a link of this token; without one where the shop has no public address. */
  message: (notice: ShipmentNotice, token: string) => { body: string; hasLink: boolean };
};

const Job = z.object({ eventId: z.int().positive() });

/**
 * Tells the buyer that a shipment left, and that it comes later than promised, with the
 * new time and the reason; asks our people of one that nothing is heard of. One letter or
 * short message a reader and event, however often the job runs; none to buyers who want none.
 */
export async function tellOfShipment(
  db: Db,
  write: WriteOfShipment,
  payload: unknown,
  at: Date,
): Promise<void> {
  const { eventId } = Job.parse(payload);
  const notices = await findShipmentNotices(db, eventId);
  const byMail = notices.filter(({ phone }) => phone === null);
  await postToEach(db, { eventId, notices: byMail }, write.letter);
  await transact(db, async (tx) => {
    for (const notice of notices) await sendShort(tx, write, { notice, eventId, at });
  });
}

/** A message and the link that it carries, both or neither; again it changes nothing. */
async function sendShort(
  tx: Tx,
  write: WriteOfShipment,
  of: { notice: ShipmentNotice; eventId: number; at: Date },
): Promise<void> {
  const { notice, eventId, at } = of;
  if (notice.phone === null) return;
  const token = newSessionToken();
  const { body, hasLink } = write.message(notice, token);
  const dedupeKey = `event ${eventId} to ${notice.recipient}`;
  const isNew = await postSms(tx, { dedupeKey, recipient: notice.phone, body });
  if (isNew && hasLink) await openLinkOfMessage(tx, { ...notice, token, at });
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
