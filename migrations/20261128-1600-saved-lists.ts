import { type Kysely, sql } from 'kysely';

/**
 * Lists of goods that a company keeps for a purpose («Object 12, block B»): what
 * is needed in all, who of the company may see and change it. A line of a cart
 * remembers the line of the list that it was taken from, so that what is left to
 * buy is counted and never typed.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table saved_list (
      id uuid primary key,
      company_id uuid not null references company,
      name text not null check (btrim(name) <> '' and length(name) <= 100),
      owner_id uuid not null references person,
      made_at timestamptz not null,
      edits integer not null default 1,
      ended_at timestamptz,
      unique (company_id, id)
    )`.execute(db);
  await sql`comment on column saved_list.edits is 'Counts changes, so that two editors notice each other.'`.execute(
    db,
  );
  await sql`create index saved_list_kept on saved_list (company_id) where ended_at is null`.execute(
    db,
  );
  await sql`
    create table saved_list_role (
      list_id uuid not null references saved_list,
      role company_role not null,
      may_change boolean not null,
      primary key (list_id, role)
    )`.execute(db);
  await sql`
    create table saved_list_line (
      id uuid primary key,
      list_id uuid not null references saved_list,
      product_id uuid not null references product,
      position integer not null check (position > 0),
      quantity_milli bigint not null check (quantity_milli > 0),
      unit unit not null,
      length_mm integer check (length_mm > 0),
      weight_g bigint not null check (weight_g > 0),
      ended_at timestamptz
    )`.execute(db);
  await sql`create index saved_list_line_list on saved_list_line (list_id, position)`.execute(db);
  await sql`alter table cart_line add column saved_list_line_id uuid references saved_list_line`.execute(
    db,
  );
  await sql`create index cart_line_of_list on cart_line (saved_list_line_id) where saved_list_line_id is not null`.execute(
    db,
  );
}
