import { type Kysely, sql } from 'kysely';

/**
 * How far our people may go below the lists by their own decision, by role and
 * form (D11). The floor under it is `price_floor`. An override remembers what the
 * lists asked when it was judged: where they ask more later, it is judged again.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table price_authority (
      role staff_role not null,
      form form,
      most_discount_bp integer not null,
      goes_below_floor boolean not null default false,
      constraint one_authority_per_role_and_form unique nulls not distinct (role, form),
      constraint authority_is_a_share check (most_discount_bp between 0 and 10000)
    )`.execute(db);
  await sql`comment on table price_authority is 'A role without a row sells at the price of the lists.'`.execute(
    db,
  );
  await sql`comment on column price_authority.form is 'Null: every form that has no row of its own.'`.execute(
    db,
  );
  await sql`
    insert into price_authority (role, most_discount_bp, goes_below_floor)
    values ('counter', 200, false), ('phone', 200, false), ('manager', 700, false), ('head_of_sales', 10000, true)`.execute(
    db,
  );
  await sql`
    alter table cart_line_price add column judged_against_minor bigint
      constraint judged_against_a_price check (judged_against_minor between 1 and 2000000000000),
      add constraint only_overrides_are_judged check (kind = 'override' or judged_against_minor is null)`.execute(
    db,
  );
  await sql`comment on column cart_line_price.judged_against_minor is 'What the lists asked for a tonne with VAT; null: nothing.'`.execute(
    db,
  );
}
