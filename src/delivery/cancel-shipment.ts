import { may, type Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { failpoint } from '../platform/failpoint.ts';
import { Refusal } from '../platform/refusal.ts';
import { followWeighing } from './follow-weighing.ts';
import { lockWithOrder } from './lock-shipment.ts';
import { noteStep } from './note-step.ts';
import { withdrawArrival } from './promise-arrival.ts';
import { isInYard } from './shipment.ts';
import { setShipmentStage } from './shipment.queries.ts';

/**
 * Ends a shipment that has not left, and says why: what was planned on it is left
 * to be shipped again. Cancelling again changes nothing; what has left is not
 * cancelled. Locks account, order, shipment.
 */
export async function cancelShipment(
  tx: Tx,
  clerk: Staff,
  cancelled: { shipmentId: string; version: number; note: string; channel: Channel; at: Date },
): Promise<void> {
  if (!may(clerk, 'place-orders')) throw new Refusal({ code: 'not-permitted' });
  const { shipmentId, version, note, channel, at } = cancelled;
  const locked = await lockWithOrder(tx, { shipmentId });
  const { stage, version: current } = locked.shipment;
  if (stage === 'cancelled') return;
  if (!isInYard(stage)) throw new Refusal({ code: 'shipment-over', shipmentStage: stage });
  if (current !== version) throw new Refusal({ code: 'changed-meanwhile' });
  await setShipmentStage(tx, { shipmentId, stage: 'cancelled' });
  failpoint('shipment.after-cancelling');
  const told = { source: 'yard', personId: clerk.personId, channel, at, note } as const;
  await followWeighing(tx, locked, told);
  await noteStep(tx, 'shipment.cancelled', locked, told);
  await withdrawArrival(tx, { shipmentId, at });
  failpoint('shipment.before-commit');
}
