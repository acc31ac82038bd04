import type { Tx } from '../platform/db/database.ts';
import { lotsWithout } from './lots-without.ts';
import { endTransfers, lockTransfersOfOrder, takeOffTransfer } from './order-transfer.queries.ts';

/**
 * Takes what a locked order holds off the transfers that would bring it and have not left:
 * one that goes for other orders too goes on with what they hold, of the lots that were
 * chosen first, and what was promised to them stays; one of which nothing is left is taken
 * back. A screen that showed it before is to be looked at anew. Locks the transfers, before stock.
 */
export async function leaveTransfers(
  tx: Tx,
  of: { orderId: string; by: string | null; at: Date },
): Promise<void> {
  const { orderId, by, at } = of;
  const ids: string[] = [];
  for (const { id, isShared, lots, held } of await lockTransfersOfOrder(tx, orderId)) {
    const left = lotsWithout(lots, held);
    if (isShared && left.length > 0) await takeOffTransfer(tx, { id, orderId, lots: left });
    else ids.push(id);
  }
  if (ids.length > 0) await endTransfers(tx, { ids, by, at });
}
