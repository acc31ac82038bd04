import { type Kysely, sql } from 'kysely';

/**
 * Whether somebody has to call is decided once an answer has settled: whoever walks
 * through a scale by the keyboard passes its low end and means none of it.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table prompt add column judged_revision integer not null default 0
      constraint judged_what_was_said check (judged_revision between 0 and revision)`.execute(db);
  await sql`comment on column prompt.judged_revision is 'The last revision of the answer that was looked at for a case.'`.execute(
    db,
  );
  await sql`create index prompt_to_judge on prompt (id) where judged_revision < revision`.execute(
    db,
  );
}
