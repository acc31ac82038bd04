import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';

/** An event of a shipment, as far as those who follow it need to know. */
export type ShipmentEvent = { id: number; type: string; shipmentId: string };

/** The number of the newest event; 0 where nothing ever happened. */
export async function findNewestEvent(db: Db): Promise<number> {
  const found = await sql<{ newest: number }>`
    select coalesce(max(id), 0) as newest from event`.execute(db);
  return found.rows[0]?.newest ?? 0;
}

/** Events of shipments behind a number, by their numbers, with the newest number of all events. */
export async function listShipmentEvents(
  db: Db,
  after: number,
): Promise<{ newest: number; events: ShipmentEvent[] }> {
  const found = await sql<{ newest: number; events: ShipmentEvent[] }>`
    select coalesce(max(id), ${after}) as newest,
           coalesce(jsonb_agg(jsonb_build_object('id', id, 'type', type, 'shipmentId', facts ->> 'shipmentId') order by id)
                    filter (where type like 'shipment.%'), '[]') as events
    from event where id > ${after}`.execute(db);
  return found.rows[0] ?? { newest: after, events: [] };
}

/** The number of the newest event of each of some shipments. One statement. */
export async function listEventNumbers(
  db: Db,
  shipmentIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const found = await sql<{ id: string; number: number }>`
    select shipment.id, max(event.id) as number
    from shipment join event on event.subject_id = shipment.order_id
    where shipment.id = any(${[...shipmentIds]}::uuid[]) and event.facts ->> 'shipmentId' = shipment.id::text
    group by shipment.id`.execute(db);
  return new Map(found.rows.map(({ id, number }) => [id, number]));
}
