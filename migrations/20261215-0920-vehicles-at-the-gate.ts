import { type Kysely, sql } from 'kysely';

/** When a vehicle came to our gate, from which its waiting counts, and where in the yard it is loaded. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter type track_kind add value 'at-gate' before 'loading'`.execute(db);
  await sql`
    alter table shipment
      add column loading_place text not null default '' check (length(loading_place) <= 20)`.execute(
    db,
  );
  await sql`comment on column shipment.loading_place is 'Where in the yard it is loaded, as its people call it: a gate, a crane, a side. Told at the gate.'`.execute(
    db,
  );
  await sql`create index shipment_of_day on shipment (branch_code, load_from) where stage <> 'cancelled'`.execute(
    db,
  );
}
