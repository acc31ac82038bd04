import { type Kysely, sql } from 'kysely';

/**
 * What goods cost us, from which day on, and below what margin on it no price
 * should fall. A row of `price_floor` without a form is the trader's own rule, one
 * with a form takes its place for that form. The first margin is ours to change.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table product_cost (
      product_id uuid not null references product,
      from_day date not null,
      cost_per_tonne_minor bigint not null,
      primary key (product_id, from_day),
      constraint product_cost_positive check (cost_per_tonne_minor > 0)
    )`.execute(db);
  await sql`comment on table product_cost is 'What a tonne costs us from a day on, until the next row: minor units without VAT.'`.execute(
    db,
  );
  await sql`
    create table price_floor (
      form form,
      margin_bp integer not null,
      constraint one_floor_per_form unique nulls not distinct (form),
      constraint price_floor_sensible check (margin_bp between -5000 and 20000)
    )`.execute(db);
  await sql`comment on column price_floor.form is 'Null: every form that has no row of its own.'`.execute(
    db,
  );
  await sql`comment on column price_floor.margin_bp is
    'On the cost, basis points: at 300 a price below 1.03 times the cost is remarked on.'`.execute(
    db,
  );
  await sql`insert into price_floor (form, margin_bp) values (null, 300)`.execute(db);
}
