import { type Kysely, sql } from 'kysely';

/**
 * What a buying company books its orders to, and how much may be ordered for each
 * in a month, a quarter or a year (R17). An order keeps the code it was placed under.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create type budget_period as enum ('month', 'quarter', 'year')`.execute(db);
  await sql`create type budget_effect as enum ('warn', 'block')`.execute(db);
  await sql`
    create table cost_centre (
      id uuid primary key,
      company_id uuid not null references company,
      code text not null check (btrim(code) <> '' and length(code) <= 30),
      name text not null default '' check (length(name) <= 100),
      made_by uuid not null,
      made_at timestamptz not null,
      closed_at timestamptz,
      unique (company_id, id),
      foreign key (made_by, company_id) references membership (person_id, company_id)
    )`.execute(db);
  await sql`create unique index one_cost_centre_of_a_code on cost_centre (company_id, lower(code)) where closed_at is null`.execute(
    db,
  );
  await sql`
    create table budget (
      cost_centre_id uuid primary key,
      company_id uuid not null,
      period budget_period not null,
      amount_minor bigint not null check (amount_minor between 0 and 9007199254740991),
      effect budget_effect not null,
      set_by uuid not null,
      set_at timestamptz not null,
      foreign key (company_id, cost_centre_id) references cost_centre (company_id, id),
      foreign key (set_by, company_id) references membership (person_id, company_id)
    )`.execute(db);
  await sql`comment on column budget.amount_minor is 'With VAT. Locked by each order that it bounds, so that two at once cannot both take the last of it.'`.execute(
    db,
  );
  await sql`create index on budget (company_id, cost_centre_id)`.execute(db);
  await sql`create index on budget (set_by, company_id)`.execute(db);
  await sql`
    create table cost_centre_terms (
      company_id uuid primary key references company,
      is_required boolean not null,
      set_by uuid not null,
      set_at timestamptz not null,
      foreign key (set_by, company_id) references membership (person_id, company_id)
    )`.execute(db);
  await sql`create index on cost_centre_terms (set_by, company_id)`.execute(db);

  await sql`
    alter table cart add column cost_centre_id uuid,
      add constraint cart_cost_centre foreign key (company_id, cost_centre_id) references cost_centre (company_id, id)`.execute(
    db,
  );
  await sql`create index on cart (company_id, cost_centre_id) where cost_centre_id is not null`.execute(
    db,
  );
  await sql`
    alter table sales_order add column cost_centre_id uuid, add column cost_centre_code text,
      add foreign key (company_id, cost_centre_id) references cost_centre (company_id, id),
      add constraint order_keeps_its_code check ((cost_centre_id is null) = (cost_centre_code is null))`.execute(
    db,
  );
  await sql`create index order_of_cost_centre on sales_order (cost_centre_id, placed_at) where cost_centre_id is not null`.execute(
    db,
  );
  await sql`alter table approval_rule add column beyond_budget boolean not null default false`.execute(
    db,
  );
  await sql`comment on column approval_rule.beyond_budget is 'Asks only of an order that goes beyond the budget of its cost centre, and lets it pass when approved.'`.execute(
    db,
  );
}
