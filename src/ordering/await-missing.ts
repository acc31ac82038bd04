import { recordEvent } from '../events/record-event.ts';
import { type Actor, may } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import { maySeeOrder } from '../people/order-scope.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { leftOutOf, readLeaving } from './leaving-out.ts';
import { isAwaited } from './missing-goods.queries.ts';
import { isAmendable } from './order.ts';
import { lockOrder } from './order.queries.ts';

/** Whether somebody may say what becomes of what did not come: a buyer who places orders, and those of ours who change them for him. */
export const mayDecideMissing = (actor: Actor): boolean =>
  may(actor, actor.kind === 'buyer' ? 'place-orders' : 'amend-orders');

/**
 * A buyer waits for what did not come for his order and no branch has, as he says himself
 * or tells one of ours: that is remembered, so that nobody asks him again. It holds nothing
 * and promises nothing. Once since it was last looked for; where nothing is missing, or the
 * order is over, it changes nothing. Locks the order.
 */
export async function awaitMissing(
  tx: Tx,
  actor: Actor,
  said: { orderId: string; channel: Channel; at: Date },
): Promise<void> {
  const { orderId, channel, at } = said;
  const order = await lockOrder(tx, orderId);
  if (!order || !maySeeOrder(actor, order)) throw new NotFound('order', orderId);
  if (!mayDecideMissing(actor)) throw new Refusal({ code: 'not-permitted' });
  if (!isAmendable(order.stage) || (await isAwaited(tx, orderId))) return;
  const { lines } = await readLeaving(tx, orderId);
  if (lines.length === 0) return;
  const { number, companyId } = order;
  await recordEvent(
    tx,
    { type: 'order.goods-awaited', orderId, number, goods: lines.map(leftOutOf) },
    { companyId, personId: actor.personId, channel, subjectId: orderId, at },
  );
}
