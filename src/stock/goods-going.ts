import { recordEvent } from '../events/record-event.ts';
import type { Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { type Going, setGoing } from './order-transfer.queries.ts';
import { promiseLater } from './promise-goods.ts';

/**
 * What an order holds at another branch goes on other days than it was said: with a
 * vehicle that left, from when on it is held nowhere until it arrives, or with a later
 * one. Where it arrives later than it was promised, the buyer is promised the new day,
 * and it is remembered and told. Trading days.
 */
export async function goodsGoing(
  tx: Tx,
  by: { clerk: Staff; channel: Channel; at: Date },
  going: Going,
): Promise<void> {
  const { at, channel } = by;
  const { personId } = by.clerk;
  const { orderId, fromBranch, arrivesOn } = going;
  const late = (await setGoing(tx, going)).filter(({ promisedOn }) => arrivesOn > promisedOn);
  for (const { reservationId, companyId } of late) {
    await promiseLater(tx, { reservationId, companyId, arrivesOn, madeBy: personId, at });
  }
  const [first] = late;
  if (!first) return;
  const { companyId, orderNumber: number } = first;
  await recordEvent(
    tx,
    { type: 'order.goods-later', orderId, number, fromBranch, arrivesOn },
    { companyId, personId, channel, subjectId: orderId, at },
  );
}
