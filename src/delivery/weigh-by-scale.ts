import type { Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import { lockWithOrder } from './lock-shipment.ts';
import { findStandingReadings } from './scale-reading.queries.ts';
import { weighShipment } from './weigh-shipment.ts';
import { findTicketByNumber } from './weigh.queries.ts';

/**
 * Makes a ticket of what the scale itself said of a vehicle, empty and loaded: of
 * exactly the two readings that the clerk saw, each with its own moment and scale,
 * and the coarser division of both (R5). Readings of another vehicle than the one that
 * the shipment has now, and those that do not stand any more are
 * refused, and so is a vehicle that is lighter loaded than empty. The same ticket
 * again changes nothing. Otherwise as `weighShipment`.
 */
export async function weighByScale(
  tx: Tx,
  clerk: Staff,
  weighing: {
    shipmentId: string;
    version: number;
    number: string;
    emptyId: string;
    loadedId: string;
    reason: string;
    channel: Channel;
    at: Date;
  },
): Promise<void> {
  const { emptyId, loadedId, ...more } = weighing;
  // Until the ticket is made no other vehicle comes to the gate in its place.
  await lockWithOrder(tx, { shipmentId: weighing.shipmentId });
  const known = await findTicketByNumber(tx, weighing.number);
  if (known?.grossReadingId === loadedId) return;
  const { empty, loaded } = await findStandingReadings(tx, weighing.shipmentId);
  if (empty?.id !== emptyId || loaded?.id !== loadedId) {
    throw new Refusal({ code: 'reading-missing' });
  }
  const { massG: tareG } = empty;
  const { massG: grossG } = loaded;
  if (grossG <= tareG) throw new Refusal({ code: 'gross-below-tare', tareG, grossG });
  await weighShipment(tx, clerk, {
    ...more,
    ...{ tareG, grossG, divisionG: Math.max(empty.divisionG, loaded.divisionG) },
    ...{ taredAt: empty.readAt, weighedAt: loaded.readAt, source: 'scale' },
    ...{ tareReadingId: emptyId, grossReadingId: loadedId, plateKey: loaded.plateKey },
  });
}
