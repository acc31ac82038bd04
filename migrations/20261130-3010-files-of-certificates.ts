import { type Kysely, sql } from 'kysely';

/**
 * Files that are kept, by what is in them: the same file sent twice is kept once,
 * and what a name stands for cannot change.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table certificate_file (
      sha256 bytea primary key check (sha256 = sha256(bytes)),
      media_type text not null check (media_type ~ '^[a-z]+/[a-z0-9.+-]+$'),
      bytes bytea not null check (length(bytes) > 0),
      size_bytes integer not null generated always as (length(bytes)) stored,
      stored_at timestamptz not null default now()
    )`.execute(db);
  await sql`comment on column certificate_file.sha256 is 'The name of the file: SHA-256 of its bytes.'`.execute(
    db,
  );
  // Scans and PDF are packed already; trying again only costs time.
  await sql`alter table certificate_file alter column bytes set storage external`.execute(db);
}
