import { type Kysely, sql } from 'kysely';

/**
 * A price list as a file, on its way into the draft of a list: its rows as they
 * stand in the file, what each means beside the prices of the list, and which of
 * them a manager leaves out.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create type price_import_stage as enum
      ('reading', 'mapping', 'judging', 'ready', 'applying', 'applied', 'failed', 'cancelled')`.execute(
    db,
  );
  await sql`create type price_verdict as enum ('changed', 'new', 'unchanged', 'wrong', 'idle')`.execute(
    db,
  );
  await sql`
    create table price_import (
      id uuid primary key,
      price_list_id uuid not null references price_list,
      file_name text not null check (length(file_name) <= 200),
      file bytea,
      stage price_import_stage not null default 'reading',
      problem text,
      heads text[] not null default '{}',
      columns jsonb,
      row_count integer not null default 0 check (row_count between 0 and 200000),
      done_count integer not null default 0 check (done_count between 0 and row_count),
      expected_count integer,
      phase_began_at timestamptz not null default clock_timestamp(),
      base_version_id uuid references price_list_version on delete set null,
      base_edits integer,
      publish_from date,
      has_read_remarks boolean not null default false,
      asked_by uuid references person,
      asked_at timestamptz,
      created_by uuid not null references person,
      created_at timestamptz not null
    )`.execute(db);
  // Packing a file again that is read once takes longer than writing it.
  await sql`alter table price_import alter column file set storage external`.execute(db);
  await sql`create index on price_import (price_list_id, created_at desc)`.execute(db);
  await sql`create index on price_import (base_version_id)`.execute(db);
  await sql`
    create table price_import_row (
      import_id uuid not null references price_import on delete cascade,
      line integer not null check (line > 0),
      cells text[] not null,
      verdict price_verdict,
      problem text,
      product_id uuid references product,
      from_weights_g bigint[],
      prices_per_tonne_minor bigint[],
      before_weights_g bigint[],
      before_prices_minor bigint[],
      move_bp integer not null default 0,
      is_excluded boolean not null default false,
      primary key (import_id, line),
      constraint wrong_rows_say_why check ((verdict is not distinct from 'wrong') = (problem is not null)),
      constraint right_rows_have_a_price check (
        verdict is null or verdict in ('wrong', 'idle')
        or (product_id is not null and from_weights_g is not null and prices_per_tonne_minor is not null))
    )`.execute(db);
  await sql`
    create index price_import_page on price_import_row (import_id, verdict, abs(move_bp) desc, line)`.execute(
    db,
  );
  await sql`create index price_import_unread on price_import_row (import_id, line) where verdict is null`.execute(
    db,
  );
  await sql`create index on price_import_row (product_id)`.execute(db);
}
