import { type Kysely, sql } from 'kysely';

/**
 * A price list may follow a base list: its prices are computed by coefficients
 * when it or its base is published, and stored like all others, so that nobody who reads prices
 * computes. The formula belongs to a version and is frozen with it. A base is of
 * the level `base` and what follows is of another one, so no chain has two links
 * and no cycle exists; both keys hold that.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table price add column is_computed boolean not null default false`.execute(db);
  await sql`comment on column price.is_computed is 'Whether the formula of the version made it; what a person wrote is fixed and wins.'`.execute(
    db,
  );
  await sql`alter table price_list add constraint price_list_level unique (id, level)`.execute(db);
  await sql`
    alter table price_list_version
      add column continues uuid references price_list_version,
      add constraint price_list_version_of_list unique (id, price_list_id)`.execute(db);
  await sql`comment on column price_list_version.continues is
    'The publication whose formula it carries on, since the base list was published anew.'`.execute(
    db,
  );
  await sql`create index price_list_version_continued on price_list_version (continues) where continues is not null`.execute(
    db,
  );
  await sql`
    create table price_formula (
      version_id uuid primary key,
      price_list_id uuid not null,
      level price_level not null,
      base_list_id uuid not null,
      base_level price_level not null default 'base',
      round_to_minor bigint not null,
      computed_from uuid references price_list_version,
      vat_bp smallint not null default 0,
      foreign key (version_id, price_list_id) references price_list_version (id, price_list_id) on delete cascade,
      foreign key (price_list_id, level) references price_list (id, level),
      foreign key (base_list_id, base_level) references price_list (id, level),
      constraint only_a_base_is_followed check (base_level = 'base' and level <> 'base'),
      constraint price_formula_rounding check (round_to_minor between 1 and 100000000)
    )`.execute(db);
  await sql`create index price_formula_base on price_formula (base_list_id)`.execute(db);
  await sql`comment on column price_formula.round_to_minor is 'Prices are whole multiples of it, minor units; rounded half up.'`.execute(
    db,
  );
  await sql`comment on column price_formula.computed_from is 'The version of the base whose prices it took; null: the base has none.'`.execute(
    db,
  );
  await sql`comment on column price_formula.vat_bp is
    'The VAT put on or taken off where only one of both lists includes it, basis points; else 0.'`.execute(
    db,
  );
  await sql`
    create table price_coefficient (
      version_id uuid not null references price_formula on delete cascade,
      form form,
      grade text check (grade <> ''),
      factor_bp integer not null check (factor_bp between 1000 and 100000),
      constraint one_coefficient_each unique nulls not distinct (version_id, form, grade)
    )`.execute(db);
  await sql`comment on table price_coefficient is 'Null: every form, every grade. The most particular row counts, the form before the grade.'`.execute(
    db,
  );
  await sql`comment on column price_coefficient.factor_bp is '9500 is 0.95 of the base.'`.execute(
    db,
  );
  // Of a publication neither the formula nor its coefficients change, as its prices do not.
  for (const table of ['price_formula', 'price_coefficient']) {
    for (const [deed, rows] of [
      ['insert', 'new'],
      ['update', 'new'],
      ['delete', 'old'],
    ] as const) {
      await sql`
        create trigger ${sql.id(`published_formula_frozen_${deed}`)} after ${sql.raw(deed)} on ${sql.table(table)}
        referencing ${sql.raw(rows)} table as changed
        for each statement execute function refuse_change_of_published_prices()`.execute(db);
    }
  }
}
