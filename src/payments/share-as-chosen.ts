import { allocateOldestFirst, allocateProRata } from './allocation.ts';
import type { ShareOut } from './pay-orders.ts';

/** How money that is not enough for all is divided: what falls due first is paid first, or each by the same part (R12). */
export type Spread = 'oldest-first' | 'pro-rata';

/** So much is meant for an order. Minor units. */
export type ChosenPart = { orderId: string; amountMinor: number };

/**
 * Shares money out as it was chosen: no order gets more than was chosen for it,
 * nor more than is due of it; what is over stays the balance (R12).
 */
export function shareAsChosen(
  chosen: readonly ChosenPart[],
  spread: Spread = 'oldest-first',
): ShareOut {
  const most = new Map(chosen.map(({ orderId, amountMinor }) => [orderId, amountMinor]));
  const allocate = spread === 'pro-rata' ? allocateProRata : allocateOldestFirst;
  return ({ payments, items }) => {
    const wanted = items.map((item) => ({
      ...item,
      targetMinor: Math.min(item.targetMinor, item.allocatedMinor + (most.get(item.id) ?? 0)),
    }));
    return allocate({ payments, items: wanted }).allocations;
  };
}
