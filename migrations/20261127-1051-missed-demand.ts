import { type Kysely, sql } from 'kysely';

/**
 * What was asked for and not sold: by whom, where and how, as far as it was
 * understood. The same wish of the same person counts once a day.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create type missed_why as enum ('not-sold', 'out-of-stock', 'not-understood')`.execute(
    db,
  );
  await sql`
    create table missed_demand (
      id uuid primary key,
      at timestamptz not null,
      day date not null,
      channel channel not null,
      branch_code text references branch,
      company_id uuid references company,
      person_id uuid references person,
      typed text not null check (btrim(typed) <> '' and length(typed) <= 200),
      wish_key text not null check (wish_key <> '' and length(wish_key) <= 200),
      form form,
      size text not null default '' check (length(size) <= 100),
      size_key text not null default '' check (length(size_key) <= 100),
      grade text not null default '' check (length(grade) <= 64),
      quantity_milli bigint check (quantity_milli > 0),
      unit unit,
      weight_g bigint check (weight_g > 0),
      why missed_why not null,
      check ((quantity_milli is null) = (unit is null)),
      constraint one_wish_a_day unique nulls not distinct (day, wish_key, person_id, company_id)
    )`.execute(db);
  await sql`create index missed_demand_of_time on missed_demand (at)`.execute(db);
  await sql`comment on column missed_demand.wish_key is
    'The words folded for comparing, so that the same wish is known in whatever writing.'`.execute(
    db,
  );
  await sql`comment on column missed_demand.size_key is
    'The size as product.size_keys has it, so that what fits today is found; empty where no size was said.'`.execute(
    db,
  );
  await sql`comment on column missed_demand.weight_g is
    'What was asked for by weight, in grams; null where pieces or metres were said, or nothing.'`.execute(
    db,
  );
}
