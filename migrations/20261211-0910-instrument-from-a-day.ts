import { type Kysely, sql } from 'kysely';

/**
 * A version of the instrument counts from a day on, so that the office may write the
 * next one. What has happened is asked by the version of its day: nobody hides, by a
 * new version, what customers have lived through already.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table instrument_version add column from_day date not null default '2000-01-01'`.execute(
    db,
  );
  await sql`alter table instrument_version alter column from_day drop default`.execute(db);
  await sql`comment on column instrument_version.from_day is 'What happens from this day on is asked by it, until a later version’s day has come.'`.execute(
    db,
  );
  await sql`create index instrument_version_from on instrument_version (from_day desc, version desc)`.execute(
    db,
  );
  await sql`
    create table instrument_draft (
      is_the_one boolean primary key default true check (is_the_one),
      base_version integer not null references instrument_version,
      content jsonb not null,
      version integer not null default 1,
      begun_at timestamptz not null,
      begun_by uuid not null references person
    )`.execute(db);
  await sql`comment on table instrument_draft is 'The next version of the instrument while it is written; one at a time.'`.execute(
    db,
  );
}
