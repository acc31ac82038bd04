import type { Tx } from '../platform/db/database.ts';
import { endReservations } from './stock.queries.ts';

/**
 * Gives back what is held for an order, because it was cancelled or its time
 * ran out (R18). Nothing is deleted; repeating finds nothing left to release.
 * Returns how many reservations ended.
 */
export function releaseStock(
  tx: Tx,
  release: { orderId: string; endedBy: 'cancelled' | 'expired'; at: Date },
): Promise<number> {
  return endReservations(tx, release);
}
