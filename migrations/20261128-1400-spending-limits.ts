import { type Kysely, sql } from 'kysely';

/**
 * How much a person may order for his company in a day, a week or a month, as
 * its administrator set it. No row: no limit; a limit of zero covers nothing (R17).
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create type spending_period as enum ('day', 'week', 'month')`.execute(db);
  await sql`
    create table spending_limit (
      person_id uuid not null,
      company_id uuid not null,
      period spending_period not null,
      limit_minor bigint not null check (limit_minor >= 0),
      set_by uuid not null,
      set_at timestamptz not null,
      primary key (person_id, company_id),
      foreign key (person_id, company_id) references membership (person_id, company_id),
      foreign key (set_by, company_id) references membership (person_id, company_id)
    )`.execute(db);
  await sql`create index on spending_limit (company_id)`.execute(db);
  await sql`create index on spending_limit (set_by, company_id)`.execute(db);
  await sql`
    comment on column spending_limit.limit_minor is
      'With VAT; locked by each order that it bounds, so that two at once cannot both take the last of it.'`.execute(
    db,
  );
}
