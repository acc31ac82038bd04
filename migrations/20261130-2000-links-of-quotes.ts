import { type Kysely, sql } from 'kysely';

/**
 * Links by which a quote is sent to somebody of the company who has no
 * membership: a contact of it, kept as a person without a password. A link shows
 * one quote while it holds and is kept by its hash alone; a code that the same
 * address gets opens one acceptance. An acceptance names the link that it came by.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table quote_link (
      id uuid primary key,
      token_hash bytea not null unique check (length(token_hash) = 32),
      quote_id uuid not null,
      company_id uuid not null,
      contact_id uuid not null,
      person_id uuid not null references person,
      name text not null check (length(name) between 1 and 200),
      email text not null check (email = lower(email) and email like '%_@_%'),
      sent_by uuid not null references person,
      sent_at timestamptz not null,
      opened_at timestamptz,
      withdrawn_at timestamptz,
      withdrawn_by uuid references person,
      code_hash bytea check (length(code_hash) = 32),
      code_expires_at timestamptz,
      unique (quote_id, id),
      foreign key (company_id, quote_id) references quote (company_id, id),
      foreign key (company_id, contact_id) references contact (company_id, id),
      constraint quote_link_code_ends check ((code_hash is null) = (code_expires_at is null)),
      constraint quote_link_withdrawn_by_someone check ((withdrawn_at is null) = (withdrawn_by is null))
    )`.execute(db);
  await sql`comment on table quote_link is 'Opens its quote and nothing else, for as long as the quote is valid.'`.execute(
    db,
  );
  await sql`comment on column quote_link.opened_at is 'When the page behind it was first asked for, by whomever: scanners of mail open links too.'`.execute(
    db,
  );
  await sql`create unique index one_open_link_of_a_guest on quote_link (quote_id, person_id) where withdrawn_at is null`.execute(
    db,
  );
  await sql`create index on quote_link (company_id, contact_id)`.execute(db);
  await sql`create index on quote_link (person_id)`.execute(db);
  await sql`
    alter table quote_acceptance add column link_id uuid,
      add foreign key (quote_id, link_id) references quote_link (quote_id, id)`.execute(db);
  await sql`comment on column quote_acceptance.link_id is 'The link by which somebody without a membership accepted; null for members and our own people.'`.execute(
    db,
  );
  await sql`create index on contact (company_id, lower(email)) where email is not null`.execute(db);
}
