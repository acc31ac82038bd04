import type { Db } from '../platform/db/database.ts';
import { findFollowedFacts, type FollowedFacts, type FollowingReader } from './follow.queries.ts';
import { type RouteMap, routeMapOf } from './route-map.ts';
import { kmAtPlace, type Route, routeBetween } from './route.ts';
import { isBrought } from './shipment.ts';
import { findShipment, type Shipment } from './shipment.queries.ts';
import { type ShipmentTimeline, timelineOf } from './timeline-of-shipment.ts';

/** Everything that whoever waits for a shipment is shown of it. */
export type Followed = {
  shipment: Shipment;
  /** Whose it is, and what of it is the reader's own. */
  facts: FollowedFacts;
  timeline: ShipmentTimeline;
  /** The city of the site as it was written; null where the goods are fetched. */
  city: string | null;
  /** Absent where the site is outside of the network, or the goods are fetched. */
  way: { map: RouteMap; roadKm: number } | undefined;
  branchPhone: string;
  photos: readonly { id: string; name: string }[];
  /** The number of the newest event of it that is shown here, or an older one's. */
  eventNumber: number;
};

/** Reads a shipment as it is followed, whoever's it is: the caller asks whether it may be seen. Two statements. */
export async function readFollowed(
  db: Db,
  shipmentId: string,
  reader?: FollowingReader,
): Promise<Followed | undefined> {
  // The number first: an event that comes in between is shown and only told again.
  const facts = await findFollowedFacts(db, shipmentId, reader);
  const shipment = facts && (await findShipment(db, shipmentId));
  if (!facts || !shipment) return undefined;
  const { promisedFrom, promisedUntil, city, branchPhone, photos, eventNumber } = facts;
  const promisedFirst =
    promisedFrom && promisedUntil ? { from: promisedFrom, until: promisedUntil } : undefined;
  const timeline = timelineOf({ ...shipment, promisedFirst }, shipment.track);
  const route =
    city !== null && isBrought(shipment.way) ? routeBetween(shipment.branchCode, city) : undefined;
  const way = route && { map: routeMapOf(route, drivenKm(route, timeline)), roadKm: route.roadKm };
  return { shipment, facts, timeline, city, way, branchPhone, photos, eventNumber };
}

/** How far it has come, by where it was seen last; a place that is not on the way says nothing. */
function drivenKm(route: Route, { now, sightings }: ShipmentTimeline): number {
  if (now === 'arrived' || now === 'handed-over') return route.roadKm;
  const places = sightings.toReversed().map(({ place }) => kmAtPlace(route, place));
  return places.find((km) => km !== undefined) ?? 0;
}
