import { recordEvent } from '../events/record-event.ts';
import { tradingDay } from '../measures/calendar.ts';
import { type LockedOrder, setOrderStage } from '../ordering/order.queries.ts';
import { type Buyer, may, type Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import type { TrackSource } from '../platform/db/schema.ts';
import { failpoint } from '../platform/failpoint.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { insertHandOver, isAllHandedOver } from './hand-over.queries.ts';
import { type Locked, lockWithOrder } from './lock-shipment.ts';
import { noteStep } from './note-step.ts';
import { settleArrival } from './promise-arrival.ts';
import { isBrought, mayFollow, standingOf } from './shipment.ts';
import { listLinesToShip } from './order-to-ship.queries.ts';
import { setShipmentStage } from './shipment.queries.ts';

/**
 * Who says that the goods were handed over: our yard; a buyer of the company,
 * signed in; or whoever has the link of the shipment, driver or man at the site,
 * whom whoever calls has checked.
 */
export type Handing =
  | { source: 'yard'; clerk: Staff }
  | { source: 'buyer'; buyer: Buyer }
  | { source: Extract<TrackSource, 'driver' | 'buyer'>; shipmentId: string };

export type HandedOver = {
  shipmentId: string;
  /** As the screen showed it; without, as it is. */
  version?: number | undefined;
  takenByName: string;
  plate?: string | undefined;
  /** The document by which he takes the goods; without, the one that was planned. */
  authorityNumber?: string | undefined;
  /** What is missing or damaged, in his words; closes nothing that could not be seen (R22). */
  discrepancy?: string | undefined;
  /** The strokes as an SVG path; without, it was signed on paper. */
  signature?: string | undefined;
  channel: Channel;
  at: Date;
};

/**
 * Hands goods that have left over to whoever takes them, once: who, with which
 * vehicle, by which authority, and what is wrong with them (R22). Fetched from
 * our yard they go only by a document that counts on the day. When nothing of
 * the order is left to be shipped and all is handed over, it is delivered.
 * Handing over again changes nothing. Locks account, order, shipment.
 */
export async function handOver(tx: Tx, by: Handing, handed: HandedOver): Promise<void> {
  const person = personOf(by, handed.shipmentId);
  const { shipmentId, version, channel, at } = handed;
  const locked = await lockWithOrder(tx, { shipmentId, companyId: person.companyId });
  const { shipment } = locked;
  if (shipment.stage === 'handed-over') return;
  if (!mayFollow(shipment.stage, 'handed-over')) {
    throw new Refusal({ code: 'shipment-not-left', shipmentStage: shipment.stage });
  }
  if (version !== undefined && version !== shipment.version) {
    throw new Refusal({ code: 'changed-meanwhile' });
  }
  const authorityNumber = handed.authorityNumber || shipment.authorityNumber;
  refuseWithoutAuthority(locked, { authorityNumber, at });

  const { companyId } = shipment;
  await insertHandOver(tx, {
    ...{ shipmentId, companyId, takenByName: handed.takenByName, authorityNumber },
    ...{ plate: handed.plate || shipment.vehiclePlate, discrepancy: handed.discrepancy ?? '' },
    ...{ signature: handed.signature ?? null, handedAt: at },
    ...{ handedBy: person.personId, source: by.source },
  });
  await setShipmentStage(tx, { shipmentId, stage: 'handed-over' });
  failpoint('shipment.after-handing-over');
  const told = { source: by.source, personId: person.personId, channel, at };
  await noteStep(tx, 'shipment.handed-over', locked, told);
  await settleArrival(tx, { shipmentId, handedAt: at, at });
  await deliverWhenAllIsThere(tx, locked.order, told);
  failpoint('shipment.before-commit');
}

/** Who acts, and for which company only. */
function personOf(by: Handing, shipmentId: string) {
  if ('clerk' in by) {
    if (!may(by.clerk, 'place-orders')) throw new Refusal({ code: 'not-permitted' });
    return { personId: by.clerk.personId, companyId: undefined };
  }
  if ('buyer' in by) {
    if (!may(by.buyer, 'see-orders')) throw new Refusal({ code: 'not-permitted' });
    return { personId: by.buyer.personId, companyId: by.buyer.companyId };
  }
  if (by.shipmentId !== shipmentId) throw new NotFound('shipment', shipmentId);
  return { personId: null, companyId: undefined };
}

/** Who fetches goods shows a document that covers them and counts on the day (R22). */
function refuseWithoutAuthority(
  { shipment }: Locked,
  { authorityNumber, at }: { authorityNumber: string; at: Date },
): void {
  if (isBrought(shipment.way)) return;
  if (authorityNumber === '') throw new Refusal({ code: 'authority-missing' });
  const { authorityNumber: planned, authorityUntil: untilDay } = shipment;
  if (authorityNumber === planned && untilDay !== null && untilDay < tradingDay(at)) {
    throw new Refusal({ code: 'authority-over', number: planned, untilDay });
  }
}

/** Whoever brings it about that nothing of a locked order is left to come: an order whose shipments are all handed over is delivered. */
export async function deliverWhenAllIsThere(
  tx: Tx,
  order: LockedOrder,
  told: { personId: string | null; channel: Channel; at: Date },
): Promise<void> {
  const { id: orderId, number, companyId, stage } = order;
  if (stage !== 'shipped' || !(await isAllHandedOver(tx, orderId))) return;
  const lines = await listLinesToShip(tx, orderId);
  if (lines.some((line) => standingOf(line, line.parts).leftG > 0)) return;
  await setOrderStage(tx, { orderId, stage: 'delivered' });
  await recordEvent(
    tx,
    { type: 'order.moved', orderId, number, from: stage, to: 'delivered' },
    { companyId, subjectId: orderId, ...told },
  );
}
