import { type Kysely, sql } from 'kysely';

/** Where in the yard of its branch a lot lies, as the people there call it: the walk of a picking list goes by it. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table lot add column place text not null default ''
      constraint lot_places_are_short check (place = btrim(place) and length(place) <= 30)`.execute(
    db,
  );
  await sql`comment on column lot.place is 'Where in the yard it lies, as its people call it; empty: nobody said.'`.execute(
    db,
  );
}
