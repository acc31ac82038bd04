import { recordEvent } from '../events/record-event.ts';
import type { Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { holdArrived } from './order-transfer.queries.ts';
import { goodsCame } from './promise-goods.ts';
import type { LockedTransfer } from './transfer.queries.ts';

/**
 * Goods that came with a locked transfer for an order are held for it at its branch. With
 * that the promise of their day is kept or broken. Where less came than the order waits for,
 * that is remembered; what is missing is held nowhere until it is looked for elsewhere,
 * which decides over its promise too (`seekMissing`).
 */
export async function holdForOrder(
  tx: Tx,
  clerk: Staff,
  arrived: {
    transfer: LockedTransfer;
    came: readonly { productId: string; weightG: number }[];
    channel: Channel;
    at: Date;
  },
): Promise<void> {
  const { transfer, came, channel, at } = arrived;
  const { personId } = clerk;
  for (const got of await holdArrived(tx, { transfer, came, at })) {
    const { reservationId, orderId, companyId, orderNumber: number, sku, weightG, gotG } = got;
    if (gotG === weightG) {
      await goodsCame(tx, { reservationId, at });
      continue;
    }
    const missing = { orderId, number, sku, reservationId, fromBranch: transfer.fromBranch };
    await recordEvent(
      tx,
      { type: 'order.goods-missing', ...missing, missingG: weightG - gotG },
      { companyId, personId, channel, subjectId: orderId, at },
    );
  }
}
