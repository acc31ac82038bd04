import { type Kysely, sql } from 'kysely';

/**
 * A list that somebody pasted or sent as a file, on its way to become a cart:
 * what each line said, what it means among the goods, and what was decided.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table pasted_list (
      id uuid primary key,
      company_id uuid not null references company,
      pasted_by uuid not null references person,
      pasted_at timestamptz not null,
      file_name text not null default '' check (length(file_name) <= 200),
      is_cut boolean not null,
      line_count integer not null check (line_count between 1 and 1000),
      cancelled_at timestamptz,
      unique (id, company_id)
    )`.execute(db);
  await sql`create index on pasted_list (company_id, pasted_by, pasted_at)`.execute(db);

  await sql`create type line_match as enum ('exact', 'specified', 'candidate', 'rejected')`.execute(
    db,
  );
  await sql`create type line_decision as enum ('kept', 'left-out', 'asked')`.execute(db);
  await sql`
    create table pasted_line (
      list_id uuid not null references pasted_list on delete cascade,
      position integer not null check (position between 1 and 1000),
      typed text not null check (length(typed) <= 300),
      words text not null check (length(words) <= 300),
      code text check (length(code) <= 300),
      alias_key text not null default '',
      quantity_milli bigint check (quantity_milli between 1 and 1000000000),
      unit unit,
      length_mm integer check (length_mm between 1 and 30000),
      match line_match,
      product_id uuid references product,
      is_chosen boolean not null default false,
      assumed text[] not null default '{}',
      candidate_ids uuid[] not null default '{}',
      candidate_count integer not null default 0,
      decision line_decision,
      cart_line_id uuid,
      primary key (list_id, position),
      constraint quantity_has_unit check (quantity_milli is not null or unit is null),
      constraint matched_before_it_is_sold check (match is not null or product_id is null),
      constraint added_means_a_product check (cart_line_id is null or product_id is not null)
    )`.execute(db);
  await sql`create index on pasted_line (product_id)`.execute(db);
  await sql`
    comment on column pasted_line.is_chosen is
      'A person chose the product; the company is then said to mean it by these words.'`.execute(
    db,
  );
  await sql`
    comment on column pasted_line.length_mm is
      'A length to cut longer bars to; null where bars are taken as they are.'`.execute(db);
}
