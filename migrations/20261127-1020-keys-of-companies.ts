import { type Kysely, sql } from 'kysely';

/**
 * Keys by which a company's programs use the API. Only the hash is kept. Who
 * makes or ends one belongs to the company, and an ended key keeps its row.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table api_key (
      id uuid primary key,
      company_id uuid not null references company,
      name text not null check (name = btrim(name) and length(name) between 1 and 100),
      key_hash bytea not null check (length(key_hash) = 32),
      made_by uuid not null,
      made_at timestamptz not null,
      last_used_on date,
      ended_by uuid,
      ended_at timestamptz check (ended_at >= made_at),
      constraint api_key_hash unique (key_hash),
      check ((ended_by is null) = (ended_at is null)),
      foreign key (made_by, company_id) references membership (person_id, company_id),
      foreign key (ended_by, company_id) references membership (person_id, company_id)
    )`.execute(db);
  await sql`create index on api_key (company_id, made_at)`.execute(db);
  await sql`create index on api_key (made_by, company_id)`.execute(db);
  await sql`create index on api_key (ended_by, company_id)`.execute(db);
  await sql`
    comment on column api_key.last_used_on is
      'The last day, in Almaty, on which a program came with it.'`.execute(db);
}
