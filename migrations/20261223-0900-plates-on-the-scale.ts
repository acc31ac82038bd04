import { type Kysely, sql } from 'kysely';

/**
 * Which vehicle stood on the scale: a tare counts for the truck it was read of, and two
 * readings make a ticket only where both are of one vehicle. And vehicles are found by
 * the day on which they left.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table scale_reading
      add column vehicle_plate text not null default '',
      add column plate_key text not null generated always as
        (mark_key(vehicle_plate)) stored`.execute(db);
  await sql`alter table scale_reading disable trigger reading_never_changes`.execute(db);
  await sql`
    update scale_reading as reading set vehicle_plate = shipment.vehicle_plate
    from shipment where shipment.id = reading.shipment_id`.execute(db);
  await sql`alter table scale_reading enable trigger reading_never_changes`.execute(db);
  await sql`
    alter table scale_reading
      alter column vehicle_plate drop default,
      add constraint reading_of_plate unique (shipment_id, id, plate_key)`.execute(db);
  await sql`comment on column scale_reading.vehicle_plate is 'Of the vehicle that stood on the scale, as the shipment had it then; empty where it was not known.'`.execute(
    db,
  );
  await sql`comment on column scale_reading.plate_key is 'The plate as it is compared: by it two readings are of one vehicle.'`.execute(
    db,
  );

  await sql`alter table weigh_ticket add column plate_key text`.execute(db);
  await sql`alter table weigh_ticket disable trigger user`.execute(db);
  await sql`
    update weigh_ticket as ticket set plate_key = reading.plate_key
    from scale_reading as reading where reading.id = ticket.gross_reading_id`.execute(db);
  await sql`alter table weigh_ticket enable trigger user`.execute(db);
  await sql`
    alter table weigh_ticket
      drop constraint tare_as_read,
      drop constraint gross_as_read,
      add constraint tare_as_read foreign key (shipment_id, tare_reading_id, plate_key)
        references scale_reading (shipment_id, id, plate_key),
      add constraint gross_as_read foreign key (shipment_id, gross_reading_id, plate_key)
        references scale_reading (shipment_id, id, plate_key),
      add constraint readings_are_of_a_vehicle check ((tare_reading_id is null) = (plate_key is null))`.execute(
    db,
  );
  await sql`comment on column weigh_ticket.plate_key is 'The vehicle of which both its readings are (plate_key of scale_reading); null where people typed it.'`.execute(
    db,
  );
  await sql`create index track_of_leaving on shipment_track (happened_at) where kind = 'left'`.execute(
    db,
  );
}
