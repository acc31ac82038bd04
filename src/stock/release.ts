import type { Tx } from '../platform/db/database.ts';
import { withdrawPromises } from '../promises/promise.queries.ts';
import { leaveTransfers } from './leave-transfers.ts';
import { endReservations } from './stock.queries.ts';

/**
 * Gives back what is held for a locked order, because it was cancelled or its time
 * ran out (R18). What would have come to it from other branches is not promised any
 * more, and what transfers that have not left would bring of it stays where it lies; what
 * is on the road arrives to be sold there. Nothing is deleted; repeating finds nothing left to
 * release. Locks the order's transfers, levels.
 */
export async function releaseStock(
  tx: Tx,
  release: {
    orderId: string;
    endedBy: 'cancelled' | 'expired';
    /** Who ends it; null where its time ran out. */
    by: string | null;
    at: Date;
  },
): Promise<void> {
  const { orderId, by, at } = release;
  await leaveTransfers(tx, { orderId, by, at });
  const subjectIds = await endReservations(tx, release);
  await withdrawPromises(tx, { kind: 'goods', subjectIds, at });
}
