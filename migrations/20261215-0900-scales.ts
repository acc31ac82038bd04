import { type Kysely, sql } from 'kysely';

/**
 * What a scale itself said of a vehicle, before it is a ticket: empty and loaded,
 * each with its own moment and the scale that said it. Never changed; a ticket by
 * the scale is made of two of them.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create type weighing_kind as enum ('empty', 'loaded')`.execute(db);
  await sql`
    create table scale_reading (
      id uuid primary key,
      company_id uuid not null,
      shipment_id uuid not null,
      shipment_version integer not null,
      kind weighing_kind not null,
      mass_g bigint not null check (mass_g > 0),
      division_g integer not null check (division_g > 0),
      device_id text not null check (length(device_id) between 1 and 60),
      read_at timestamptz not null,
      read_by uuid not null references person,
      unique (shipment_id, id),
      constraint reading_shipment foreign key (company_id, shipment_id) references shipment (company_id, id)
    )`.execute(db);
  await sql`comment on table scale_reading is 'What a scale said of a vehicle, as it stood there empty or loaded. Never changed. Grams.'`.execute(
    db,
  );
  await sql`comment on column scale_reading.shipment_version is 'Of the shipment as it was weighed: what was loaded or weighed anew since is read anew when it is loaded.'`.execute(
    db,
  );
  await sql`create index reading_of_shipment on scale_reading (shipment_id, kind, read_at desc)`.execute(
    db,
  );
  await sql`
    create function refuse_reading_change() returns trigger language plpgsql as $$
    begin
      raise exception 'a reading of a scale is never changed' using errcode = 'integrity_constraint_violation';
    end $$`.execute(db);
  await sql`create trigger reading_never_changes before update or delete on scale_reading
    for each row execute function refuse_reading_change()`.execute(db);

  await sql`
    alter table weigh_ticket
      add column tare_reading_id uuid,
      add column gross_reading_id uuid unique,
      add constraint tare_as_read foreign key (shipment_id, tare_reading_id) references scale_reading (shipment_id, id),
      add constraint gross_as_read foreign key (shipment_id, gross_reading_id) references scale_reading (shipment_id, id),
      add constraint readings_make_a_ticket check (
        (tare_reading_id is null) = (gross_reading_id is null) and (tare_reading_id is null or source = 'scale'))`.execute(
    db,
  );
  await sql`comment on column weigh_ticket.gross_reading_id is 'What the scale said of the loaded vehicle; null where people typed it, and before scales were read.'`.execute(
    db,
  );
}
