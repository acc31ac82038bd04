import type { Tx } from '../platform/db/database.ts';
import { makePromise, settlePromise, withdrawPromise } from '../promises/keep-promise.ts';
import { findWay, followTracks, lockReported, setArrival } from './follow.queries.ts';
import { arrivalFrom, routeBetween } from './route.ts';

const KIND = 'arrival';

/**
 * What the yard said of a locked shipment's arrival becomes a promise to the buyer.
 * One that leaves without anything said gets the interval of its way (an estimate
 * from distance and days of driving), where its site is in a city of the network;
 * who fetches his goods is promised nothing. Said again it changes nothing.
 */
export async function promiseArrival(
  tx: Tx,
  of: { shipmentId: string; isLeaving: boolean; madeBy: string | null; at: Date },
): Promise<void> {
  const { shipmentId, isLeaving, madeBy, at } = of;
  const shipment = await lockReported(tx, shipmentId);
  if (!shipment || shipment.way === 'pick-up') return;
  const { companyId, arriveFrom, arriveUntil } = shipment;
  const said = arriveFrom && arriveUntil ? { from: arriveFrom, until: arriveUntil } : undefined;
  const due = said ?? (isLeaving ? await estimatedArrival(tx, { shipmentId, at }) : undefined);
  if (!due) return;
  if (!said) await setArrival(tx, { shipmentId, due });
  await makePromise(tx, {
    kind: KIND,
    subjectId: shipmentId,
    companyId,
    due,
    reason: '',
    madeBy,
    at,
  });
  if (isLeaving) await settleArrival(tx, { shipmentId, at });
}

async function estimatedArrival(tx: Tx, { shipmentId, at }: { shipmentId: string; at: Date }) {
  const way = await findWay(tx, shipmentId);
  const route = way?.city ? routeBetween(way.branchCode, way.city) : undefined;
  return route && arrivalFrom(route, at);
}

/**
 * Judges what was promised of a locked shipment's arrival by when it was first seen
 * there; one that nobody saw arrive arrived when it was handed over, at `handedAt`.
 */
export async function settleArrival(
  tx: Tx,
  of: { shipmentId: string; handedAt?: Date; at: Date },
): Promise<void> {
  const { shipmentId, handedAt, at } = of;
  const { arrivedAt } = await followTracks(tx, shipmentId);
  const happenedAt = arrivedAt ?? handedAt;
  if (happenedAt) await settlePromise(tx, { kind: KIND, subjectId: shipmentId, happenedAt, at });
}

/** A shipment that was cancelled is expected no more. */
export function withdrawArrival(tx: Tx, of: { shipmentId: string; at: Date }): Promise<void> {
  return withdrawPromise(tx, { kind: KIND, subjectId: of.shipmentId, at: of.at });
}
