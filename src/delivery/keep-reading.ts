import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import type { WeighingKind } from '../platform/db/schema.ts';
import type { ScaleReading } from '../platform/gateways/scale.ts';
import { newId } from '../platform/id.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { insertReading } from './scale-reading.queries.ts';
import { isInYard, mayFollow } from './shipment.ts';
import { lockShipment } from './shipment.queries.ts';

/**
 * Keeps what the scale says of a vehicle that stands on it, empty or loaded, with
 * its moment and the scale (R5): empty at any time while it is in our yard, loaded
 * once loading is finished; it counts for the vehicle with the plate that the shipment
 * has now. A weight that still moves and an empty scale are
 * refused. Read again the newer counts; nothing else changes. Grams. Locks the
 * shipment.
 */
export async function keepReading(
  tx: Tx,
  clerk: Staff,
  kept: {
    shipmentId: string;
    version: number;
    kind: WeighingKind;
    reading: ScaleReading;
    divisionG: number;
    at: Date;
  },
): Promise<void> {
  if (!may(clerk, 'place-orders')) throw new Refusal({ code: 'not-permitted' });
  const { shipmentId, version, kind, reading, divisionG, at } = kept;
  const shipment = await lockShipment(tx, shipmentId);
  if (!shipment) throw new NotFound('shipment', shipmentId);
  const { stage: shipmentStage, companyId, vehiclePlate } = shipment;
  if (!isInYard(shipmentStage)) throw new Refusal({ code: 'shipment-over', shipmentStage });
  if (kind === 'loaded' && !mayFollow(shipmentStage, 'weighed')) {
    throw new Refusal({ code: 'shipment-not-loaded', shipmentStage });
  }
  if (shipment.version !== version) throw new Refusal({ code: 'changed-meanwhile' });
  const { massG, isStable, deviceId, at: readAt } = reading;
  if (!isStable) throw new Refusal({ code: 'scale-unstable' });
  // Below its division a scale cannot tell a vehicle from dirt.
  if (massG < divisionG) throw new Refusal({ code: 'scale-empty' });
  await insertReading(tx, {
    ...{ id: newId(at.getTime()), companyId, shipmentId, shipmentVersion: version, kind },
    ...{ massG, divisionG, deviceId, vehiclePlate, readAt, readBy: clerk.personId },
  });
}
