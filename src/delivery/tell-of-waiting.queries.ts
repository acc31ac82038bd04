import { sql } from 'kysely';
import { accountManagerSql } from '../customers/account-manager.queries.ts';
import type { Db } from '../platform/db/database.ts';
import type { Language, PaymentTerms, ShipmentStage } from '../platform/db/schema.ts';

/** A vehicle that an event is of, with its order's money as it stands now. Minor units. */
export type LoadedVehicle = {
  shipmentId: string;
  stage: ShipmentStage;
  number: string;
  vehiclePlate: string;
  orderId: string;
  orderNumber: string;
  companyName: string;
  payment: PaymentTerms;
  grossMinor: number;
  paidMinor: number;
  /** The accountants of the company, and who of ours looks after it. */
  readers: readonly {
    recipient: string;
    readerName: string;
    language: Language;
    isOurs: boolean;
  }[];
};

/** The vehicle of an event and who is told that it waits. One statement. */
export async function findLoadedVehicle(
  db: Db,
  eventId: number,
): Promise<LoadedVehicle | undefined> {
  const reading = sql`jsonb_build_object('recipient', reader.email, 'readerName', reader.name, 'language', reader.language,
    'isOurs', reader.staff_role is not null)`;
  const found = await sql<LoadedVehicle>`
    select shipment.id as shipment_id, shipment.stage, placed.number || '-' || shipment.position as number,
           shipment.vehicle_plate, placed.id as order_id, placed.number as order_number, company.name as company_name,
           placed.payment, placed.gross_minor, placed.paid_minor,
           (select coalesce(jsonb_agg(${reading} order by reader.email), '[]')
            from person as reader
            where reader.disabled_at is null
              and case when reader.staff_role is not null then ${accountManagerSql()}
                  else exists (select from membership where person_id = reader.id and company_id = company.id
                               and role = 'accountant' and own_role_id is null and ended_at is null) end) as readers
    from event
    join shipment on shipment.id = (event.facts ->> 'shipmentId')::uuid
    join sales_order as placed on placed.id = shipment.order_id
    join company on company.id = placed.company_id
    where event.id = ${eventId}`.execute(db);
  return found.rows[0];
}
