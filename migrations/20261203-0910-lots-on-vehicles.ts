import { type Kysely, sql } from 'kysely';

/**
 * What lies on a vehicle is known before it leaves: its certificates are asked
 * for and waived from then on.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create or replace view order_lot as
    select order_id, lot_id from allocation
    union
    select order_id, id from lot where order_id is not null
    union
    select shipment.order_id, loaded.lot_id
    from shipment_lot as loaded
    join shipment_line as line on line.id = loaded.shipment_line_id
    join shipment on shipment.id = line.shipment_id and shipment.stage <> 'cancelled'`.execute(db);
  await sql`comment on view order_lot is 'The lots of an order that are known: what it got, what was cut for it, and what lies on a vehicle for it.'`.execute(
    db,
  );
}
