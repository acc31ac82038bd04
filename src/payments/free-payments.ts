import { lockAccount } from '../credit/credit.queries.ts';
import { findOrderFacts } from '../ordering/order.queries.ts';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { takeBack } from './allocation.ts';
import { owedOf, writeAllocations } from './pay-orders.ts';
import { findOrderOfEvent, listAllocations, lockOrdersToPay } from './payments.queries.ts';

/**
 * Gives back to a company's balance what was paid for an order that was
 * cancelled (job): the money is its own, and is refunded or pays another order
 * when somebody says so. Harmless to repeat: nothing is left to free.
 */
export async function freePayments(db: Db, payload: unknown, at: Date): Promise<void> {
  const orderId = await findOrderOfEvent(db, payload);
  if (orderId === undefined) return;
  await transact(db, async (tx) => {
    const facts = await findOrderFacts(tx, orderId);
    if (!facts) return;
    const { companyId } = facts;
    await lockAccount(tx, companyId);
    const orders = await owedOf(tx, await lockOrdersToPay(tx, { companyId, orderIds: [orderId] }));
    const [order] = orders;
    if (order?.stage !== 'cancelled' || order.paidMinor === 0) return;
    const entries = await listAllocations(tx, orderId);
    const allocations = takeBack(entries, order.paidMinor);
    const by = { companyId, personId: null, channel: null, at, reason: 'order cancelled' };
    await writeAllocations(tx, by, { orders, allocations });
  });
}
