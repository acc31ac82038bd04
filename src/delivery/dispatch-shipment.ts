import { setOrderStage } from '../ordering/order.queries.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import { lockWithOrder } from './lock-shipment.ts';
import { noteStep } from './note-step.ts';
import { promiseArrival } from './promise-arrival.ts';
import { hasLeft, mayFollow } from './shipment.ts';
import { setShipmentStage } from './shipment.queries.ts';

/**
 * Lets a loaded vehicle leave the yard. From then on the order is shipped, in
 * part or whole. Letting it go again changes nothing. Locks account, order,
 * shipment.
 */
export async function dispatchShipment(
  tx: Tx,
  clerk: Staff,
  leaving: { shipmentId: string; version: number; channel: Channel; at: Date },
): Promise<void> {
  if (!may(clerk, 'place-orders')) throw new Refusal({ code: 'not-permitted' });
  const { shipmentId, version, channel, at } = leaving;
  const locked = await lockWithOrder(tx, { shipmentId });
  const { order, shipment } = locked;
  if (hasLeft(shipment.stage)) return;
  if (!mayFollow(shipment.stage, 'left')) {
    throw new Refusal({ code: 'shipment-not-loaded', shipmentStage: shipment.stage });
  }
  if (shipment.version !== version) throw new Refusal({ code: 'changed-meanwhile' });
  await setShipmentStage(tx, { shipmentId, stage: 'left' });
  if (order.stage === 'ready') await setOrderStage(tx, { orderId: order.id, stage: 'shipped' });
  const told = { source: 'yard', personId: clerk.personId, channel, at } as const;
  await noteStep(tx, 'shipment.left', locked, told);
  await promiseArrival(tx, { shipmentId, isLeaving: true, madeBy: clerk.personId, at });
}
