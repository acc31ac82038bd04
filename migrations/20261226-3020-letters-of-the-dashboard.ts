import { type Kysely, sql } from 'kysely';

/**
 * Who of us wants the figures of loyalty by mail, how often and in which language, and
 * the letters that were written: one a period, each with a link of its own that ends them.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create type letter_rhythm as enum ('weekly', 'monthly')`.execute(db);
  await sql`
    create table dashboard_letter (
      person_id uuid primary key references person,
      rhythm letter_rhythm not null,
      language language not null,
      since timestamptz not null
    )`.execute(db);
  await sql`comment on column dashboard_letter.since is 'Since when he wants them so; the first letter comes with the next week or month.'`.execute(
    db,
  );
  await sql`
    create table dashboard_letter_sent (
      person_id uuid not null references person,
      period_begins date not null,
      rhythm letter_rhythm not null,
      token_hash bytea not null unique check (length(token_hash) = 32),
      written_at timestamptz not null,
      primary key (person_id, rhythm, period_begins)
    )`.execute(db);
  await sql`comment on table dashboard_letter_sent is 'One letter a person and period, whatever runs twice.'`.execute(
    db,
  );
}
