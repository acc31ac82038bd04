import type { Tx } from '../platform/db/database.ts';
import { type LeavingLine, leaveStock } from './leaving.ts';
import { readStockToLeave, writeLeft } from './ship-lots.queries.ts';
import { lockLevels } from './stock.queries.ts';

/**
 * Takes goods out of stock from the lots that they were loaded from: on hand falls
 * by what leaves, and of what is held for the line as much ends as shipped; when
 * the line closes the rest is given back. What the scale found beyond what a lot
 * has was never in it: the lot ends empty. Which lot gave how much stays with the
 * order. Levels are locked in the common order; three statements however many lines leave.
 */
export async function shipLots(
  tx: Tx,
  leaving: { orderId: string; lines: readonly LeavingLine[]; at: Date },
): Promise<void> {
  const { orderId, lines, at } = leaving;
  const levels = await lockLevels(
    tx,
    lines.map(({ branchCode, productId }) => ({ branchCode, productId, weightG: 0 })),
  );
  const stock = { levels, ...(await readStockToLeave(tx, lines)) };
  await writeLeft(tx, { orderId, lines: leaveStock(lines, stock), at });
}
