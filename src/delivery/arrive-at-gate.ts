import { may, type Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import { setVehicleAtGate } from './gate.queries.ts';
import { lockWithOrder } from './lock-shipment.ts';
import { noteStep } from './note-step.ts';
import { isInYard } from './shipment.ts';

/**
 * Writes down that a vehicle stands at our gate: from now on its waiting counts. Where
 * it is told, the plate and the driver are those who came, whatever was planned, and
 * where it will be loaded; else it is the one that is expected. Said again it corrects
 * these, and the first moment stays; one that has left or was cancelled is refused. Locks account, order, shipment.
 */
export async function arriveAtGate(
  tx: Tx,
  clerk: Staff,
  arrived: {
    shipmentId: string;
    vehicle: { plate: string; driver: string; loadingPlace: string } | undefined;
    channel: Channel;
    at: Date;
  },
): Promise<void> {
  if (!may(clerk, 'place-orders')) throw new Refusal({ code: 'not-permitted' });
  const { shipmentId, vehicle, channel, at } = arrived;
  const locked = await lockWithOrder(tx, { shipmentId });
  const { stage: shipmentStage, vehiclePlate } = locked.shipment;
  if (!isInYard(shipmentStage)) throw new Refusal({ code: 'shipment-over', shipmentStage });
  if (vehicle) await setVehicleAtGate(tx, { shipmentId, ...vehicle });
  const isOther = vehicle && vehiclePlate !== '' && vehiclePlate !== vehicle.plate;
  const note = isOther ? `${vehiclePlate} → ${vehicle.plate}` : '';
  await noteStep(tx, 'shipment.at-gate', locked, {
    ...{ source: 'yard', personId: clerk.personId, channel, at, note, key: 'at-gate' },
  });
}
