import { type Kysely, sql } from 'kysely';

/**
 * Files that people send: what is in them once, under its hash, and for whom
 * beside it. A file waits for the form that it was chosen in, so that a form
 * that was refused does not lose it; what waits for a day is thrown away. Files
 * of our own notes stand in a table of their own, which no question of a buyer reads.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create type file_kind as enum ('pdf', 'png', 'jpeg', 'xlsx', 'csv', 'dxf')`.execute(db);
  await sql`
    create table stored_file (
      sha256 bytea primary key check (length(sha256) = 32),
      kind file_kind not null,
      bytes bytea not null,
      size_bytes integer not null,
      created_at timestamptz not null,
      constraint stored_file_size check (size_bytes = length(bytes) and size_bytes between 1 and 10485760)
    )`.execute(db);
  await sql`comment on table stored_file is 'Contents by their hash, each once, whoever sent it. Nothing is found by the hash alone: what refers to it says who may see it.'`.execute(
    db,
  );
  await sql`
    create function stored_file_stays() returns trigger language plpgsql as $$ begin
      raise exception 'a file that is stored does not change' using errcode = 'check_violation';
    end $$`.execute(db);
  await sql`create trigger stored_file_frozen before update of bytes, kind, size_bytes, created_at on stored_file
    for each row execute function stored_file_stays()`.execute(db);
  await sql`
    create table waiting_file (
      id uuid primary key,
      sha256 bytea not null references stored_file,
      name text not null check (length(name) between 1 and 120),
      person_id uuid not null references person,
      at timestamptz not null
    )`.execute(db);
  await sql`comment on table waiting_file is 'Chosen in a form that was not taken yet; only who chose it may send it along.'`.execute(
    db,
  );
  await sql`create index on waiting_file (at)`.execute(db);
  await sql`create index on waiting_file (sha256)`.execute(db);
  await sql`
    create function forget_stored_file(hash bytea) returns void language plpgsql as $$ begin
      delete from stored_file where sha256 = hash;
    exception when foreign_key_violation then
      null; -- somebody still refers to it
    end $$`.execute(db);
  await filesOfQuotes(db);
}

async function filesOfQuotes(db: Kysely<never>): Promise<void> {
  await sql`alter table quote_message add unique (quote_id, id)`.execute(db);
  await sql`alter table quote_note add unique (quote_id, id)`.execute(db);
  await sql`
    create table quote_file (
      id uuid primary key,
      quote_id uuid not null,
      company_id uuid not null,
      message_id uuid,
      sha256 bytea not null references stored_file,
      name text not null check (length(name) between 1 and 120),
      at timestamptz not null,
      foreign key (company_id, quote_id) references quote (company_id, id),
      foreign key (quote_id, message_id) references quote_message (quote_id, id)
    )`.execute(db);
  await sql`comment on column quote_file.message_id is 'The message that it came with; null for one that came with the request.'`.execute(
    db,
  );
  await sql`create index on quote_file (quote_id)`.execute(db);
  await sql`create index on quote_file (sha256)`.execute(db);
  await sql`
    create table quote_note_file (
      id uuid primary key,
      quote_id uuid not null,
      note_id uuid not null,
      sha256 bytea not null references stored_file,
      name text not null check (length(name) between 1 and 120),
      at timestamptz not null,
      foreign key (quote_id, note_id) references quote_note (quote_id, id)
    )`.execute(db);
  await sql`comment on table quote_note_file is 'Files of our own notes; a table of its own, so that no question of a buyer reads it.'`.execute(
    db,
  );
  await sql`create index on quote_note_file (quote_id)`.execute(db);
  await sql`create index on quote_note_file (sha256)`.execute(db);
}
