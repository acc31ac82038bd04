import { recordEvent } from '../events/record-event.ts';
import type { Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { type Going, setGoing } from './order-transfer.queries.ts';
import { promiseLater } from './promise-goods.ts';

/**
 * What orders hold at another branch goes on other days than it was said: with a
 * vehicle that left, from when on it is held nowhere until it arrives, or with a later
 * one. Where it arrives later than it was promised, the buyer is promised the new day,
 * and it is remembered and told, once for each order. Trading days.
 */
export async function goodsGoing(
  tx: Tx,
  by: { clerk: Staff; channel: Channel; at: Date },
  going: Going,
): Promise<void> {
  const { at, channel } = by;
  const { personId } = by.clerk;
  const { fromBranch, arrivesOn } = going;
  const late = (await setGoing(tx, going)).filter(({ promisedOn }) => arrivesOn > promisedOn);
  for (const { reservationId, companyId } of late) {
    await promiseLater(tx, { reservationId, companyId, arrivesOn, madeBy: personId, at });
  }
  const lateOrders = new Map(late.map((one) => [one.orderId, one]));
  for (const [orderId, { companyId, orderNumber: number }] of lateOrders) {
    await recordEvent(
      tx,
      { type: 'order.goods-later', orderId, number, fromBranch, arrivesOn },
      { companyId, personId, channel, subjectId: orderId, at },
    );
  }
}
