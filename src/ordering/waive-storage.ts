import { recordEvent } from '../events/record-event.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { lockOrder } from './order.queries.ts';
import { insertStorageWaiver } from './storage.queries.ts';

/**
 * Forgoes what the goods of an order would pay for lying in our yard, and says why (R21):
 * who may set terms may give up a fee that they ask. It counts for what has not left yet;
 * what was charged before stays. Waiving again changes nothing, the first reason counts.
 * Refused where nothing of the order lies ready. Locks the order, so that a vehicle that
 * leaves meanwhile leaves before or after it.
 */
export async function waiveStorage(
  tx: Tx,
  clerk: Staff,
  waived: { orderId: string; reason: string; channel: Channel | null; at: Date },
): Promise<void> {
  if (!may(clerk, 'set-terms')) throw new Refusal({ code: 'not-permitted' });
  const { orderId, reason, channel, at } = waived;
  const order = await lockOrder(tx, orderId);
  if (!order) throw new NotFound('order', orderId);
  const { companyId, number, stage } = order;
  if (stage !== 'ready' && stage !== 'shipped') throw new Refusal({ code: 'nothing-stored' });
  const { personId } = clerk;
  const isNew = await insertStorageWaiver(tx, {
    orderId,
    companyId,
    reason,
    waivedBy: personId,
    at,
  });
  if (!isNew) return;
  await recordEvent(
    tx,
    { type: 'storage.waived', orderId, number, reason },
    { companyId, personId, channel, subjectId: orderId, at },
  );
}
