import { type Kysely, sql } from 'kysely';

/** What our own people tell of a vehicle has a key too, so that a form sent twice is told once. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table shipment_track
      drop constraint carrier_reports_with_a_key,
      add constraint carrier_reports_with_a_key check (source <> 'carrier' or source_key is not null)`.execute(
    db,
  );
  await sql`comment on column shipment_track.source_key is 'Of a carrier''s report and of a form of ours: the same key is told once.'`.execute(
    db,
  );
}
