import { recordEvent } from '../events/record-event.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import type { LockedOrder } from './order.queries.ts';

/** Remembers who let a locked order go on unpaid, and why; only who may release so. */
export async function releaseUnpaid(
  tx: Tx,
  clerk: Staff,
  released: { order: LockedOrder; reason: string; channel: Channel; at: Date },
): Promise<void> {
  if (!may(clerk, 'release-unpaid')) throw new Refusal({ code: 'not-permitted' });
  const { order, reason, channel, at } = released;
  const { id: orderId, number, companyId, grossMinor, paidMinor } = order;
  await recordEvent(
    tx,
    { type: 'order.released-unpaid', orderId, number, leftMinor: grossMinor - paidMinor, reason },
    { companyId, personId: clerk.personId, channel, subjectId: orderId, at },
  );
}
