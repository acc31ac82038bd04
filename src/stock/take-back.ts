import { tradingDay } from '../measures/calendar.ts';
import type { Tx } from '../platform/db/database.ts';
import { lockLevels } from './stock.queries.ts';
import { type GoodsBack, insertLotsOf } from './take-back.queries.ts';

/**
 * Takes goods that came back into stock: each as a lot of its own with the heat and
 * the mill of the lot that they had left in, so that they are sold under their own
 * certificate. The level rises by a movement of its own kind. What is not sold again
 * is not taken in. Grams. Locks the levels.
 */
export async function takeBack(
  tx: Tx,
  back: { goods: readonly GoodsBack[]; at: Date },
): Promise<void> {
  const { goods, at } = back;
  if (goods.length === 0) return;
  await lockLevels(tx, goods);
  await insertLotsOf(tx, { goods, kind: 'returned', receivedOn: tradingDay(at), at });
}
