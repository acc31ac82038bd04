import type { Tx } from '../platform/db/database.ts';
import type { Allocating } from './pay-orders.ts';
import { listAllocations } from './payments.queries.ts';
import { takeOffOrder } from './take-off-order.ts';

/**
 * Puts back into the company's balance what was paid beyond a sum to which an order is
 * lowered, the newest payment first; from there it pays other orders or is refunded. Minor
 * units; nothing where nothing is beyond. Account and order are locked, and the order still
 * has its higher sum.
 */
export async function takeBackBeyond(
  tx: Tx,
  of: { companyId: string; orderId: string; beyondMinor: number; reason: string },
  by: Allocating,
): Promise<void> {
  const { companyId, orderId, reason } = of;
  let leftMinor = of.beyondMinor;
  if (leftMinor <= 0) return;
  const paid = new Map<string, number>();
  for (const { paymentId, amountMinor } of (await listAllocations(tx, orderId)).toReversed()) {
    paid.set(paymentId, (paid.get(paymentId) ?? 0) + amountMinor);
  }
  for (const [paymentId, paidMinor] of paid) {
    const amountMinor = Math.min(leftMinor, paidMinor);
    if (amountMinor <= 0) continue;
    leftMinor -= amountMinor;
    await takeOffOrder(tx, { companyId, orderId, paymentId, amountMinor, reason }, by);
  }
}
