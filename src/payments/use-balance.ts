import { lockAccount } from '../credit/credit.queries.ts';
import { findOrderFacts } from '../ordering/order.queries.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { payOrders } from './pay-orders.ts';

/**
 * Pays an order out of what its company has left with us (F9): out of one
 * payment, or of all of them, the oldest first, as much as is due and no more.
 * Returns what of it pays the order now, minor units; refused where nothing is
 * due or nothing is left. Locks account, order.
 */
export async function useBalance(
  tx: Tx,
  clerk: Staff,
  used: { orderId: string; paymentId?: string; channel: Channel | null; at: Date },
): Promise<number> {
  if (!may(clerk, 'move-money')) throw new Refusal({ code: 'not-permitted' });
  const { orderId, paymentId, channel, at } = used;
  const order = await findOrderFacts(tx, orderId);
  if (!order) throw new NotFound('order', orderId);
  const { companyId } = order;
  await lockAccount(tx, companyId);
  const allocations = await payOrders(tx, {
    ...{ companyId, orderIds: [orderId], personId: clerk.personId, channel, at },
    paymentIds: paymentId === undefined ? undefined : [paymentId],
  });
  if (allocations.length === 0) throw new Refusal({ code: 'nothing-to-put' });
  return allocations.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}
