import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import type { ServiceKind } from '../platform/db/schema.ts';
import type { Amounts } from './document-lines.ts';

/** What of a line of an order left on a shipment, as it was billed. Grams, minor units. */
export type ShippedLine = Amounts & {
  position: number;
  billedG: number;
  pieces: number | null;
  services: readonly (Amounts & { kind: ServiceKind })[];
};

/** What was billed of the freight of its order with a shipment; `undefined` where nothing was. One statement. */
export async function findShippedFreight(db: Db, shipmentId: string): Promise<Amounts | undefined> {
  const found = await sql<Amounts>`
    select billed.net_minor, billed.vat_minor, billed.gross_minor
    from shipment_service as billed join sales_order_service as service on service.id = billed.order_service_id
    where billed.shipment_id = ${shipmentId}::uuid and service.kind = 'freight'`.execute(db);
  return found.rows[0];
}

/** What was billed with a shipment, line by line; nothing where the id is no shipment's. One statement. */
export async function listShippedLines(db: Db, shipmentId: string): Promise<ShippedLine[]> {
  const found = await sql<ShippedLine>`
    select ordered.position, line.billed_g, line.loaded_pieces as pieces, line.net_minor, line.vat_minor, line.gross_minor,
           (select coalesce(jsonb_agg(jsonb_build_object('kind', service.kind, 'netMinor', billed.net_minor,
                                                         'vatMinor', billed.vat_minor, 'grossMinor', billed.gross_minor)), '[]')
            from shipment_service as billed join sales_order_service as service on service.id = billed.order_service_id
            where billed.shipment_id = line.shipment_id and service.order_line_id = ordered.id) as services
    from shipment_line as line join sales_order_line as ordered on ordered.id = line.order_line_id
    where line.shipment_id = ${shipmentId}::uuid and line.billed_g is not null
    order by ordered.position`.execute(db);
  return found.rows;
}
