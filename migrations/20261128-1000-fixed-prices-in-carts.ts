import { type Kysely, sql } from 'kysely';

/**
 * A price of a cart line that no list makes: a person's override, with author,
 * reason and authority, or the line of an accepted quote (R7). It stands above
 * all lists and does not move with them (R10).
 */
export async function up(db: Kysely<never>): Promise<void> {
  for (const level of ['override', 'quote']) {
    await sql`alter type price_level add value ${sql.lit(level)} before 'contract'`.execute(db);
  }
  // Levels ascend from the most particular: the two above `contract` belong to no list.
  await sql`alter table price_list add constraint price_list_level_is_of_lists check (level >= 'contract')`.execute(
    db,
  );
  await sql`create type fixed_price_kind as enum ('override', 'quote')`.execute(db);
  await sql`create type override_state as enum ('within-authority', 'pending', 'approved', 'refused')`.execute(
    db,
  );
  await sql`
    create table cart_line_price (
      cart_line_id uuid primary key references cart_line on delete cascade,
      kind fixed_price_kind not null,
      price_per_tonne_minor bigint not null check (price_per_tonne_minor between 1 and 1000000000000),
      includes_vat boolean not null,
      fixed_at timestamptz not null,
      author_id uuid references person,
      reason text,
      state override_state,
      decided_by uuid references person,
      decided_at timestamptz,
      quote_id uuid,
      quote_version integer check (quote_version > 0),
      quote_line integer check (quote_line > 0),
      constraint override_has_author_and_reason check (
        (kind = 'override') = (author_id is not null and coalesce(reason, '') <> '' and state is not null)
        and (kind = 'override' or (author_id is null and reason is null and state is null))),
      constraint override_is_decided_by_another check (
        (coalesce(state in ('approved', 'refused'), false)) = (decided_by is not null)
        and (decided_by is null) = (decided_at is null)
        and coalesce(decided_by <> author_id, true)),
      constraint quoted_price_names_its_quote check (
        (kind = 'quote') = (quote_id is not null and quote_version is not null and quote_line is not null)
        and (kind = 'quote' or (quote_id is null and quote_version is null and quote_line is null)))
    )`.execute(db);
  await sql`comment on table cart_line_price is 'A price fixed by a person or a quote, for its line alone; without a row the lists decide.'`.execute(
    db,
  );
  // The queue of those who may approve.
  await sql`create index cart_line_price_pending on cart_line_price (fixed_at) where state = 'pending'`.execute(
    db,
  );
}
