import { type Kysely, sql } from 'kysely';

/**
 * Companies that buy, branches that sell, and the people of both. A person is
 * staff (a role of ours and usually a branch) or a buyer (memberships in
 * companies), never both. Sessions and links keep only the hash of their token.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create extension if not exists pg_trgm`.execute(db);
  await sql`create extension if not exists btree_gist`.execute(db);

  await sql`create type language as enum ('en', 'ru', 'kk')`.execute(db);
  await sql`create type theme as enum ('system', 'light', 'dark')`.execute(db);
  await sql`create type channel as enum ('web', 'counter', 'phone')`.execute(db);
  await sql`create type staff_role as enum ('counter', 'phone', 'manager', 'head_of_sales', 'admin')`.execute(
    db,
  );
  await sql`create type company_role as enum ('buyer', 'approver', 'accountant', 'foreman', 'company_admin')`.execute(
    db,
  );

  await sql`
    create table branch (
      code text primary key check (code ~ '^[A-Z]{3}$'),
      position smallint not null unique,
      name_en text not null,
      name_ru text not null,
      name_kk text not null,
      address text not null,
      phone text not null,
      latitude numeric(9, 6) not null,
      longitude numeric(9, 6) not null
    )`.execute(db);

  await sql`
    create table person (
      id uuid primary key,
      email text not null check (email = lower(email) and email like '%_@_%' and length(email) <= 254),
      name text not null check (length(name) between 1 and 200),
      phone text,
      language language not null default 'ru',
      theme theme not null default 'system',
      password_hash text,
      staff_role staff_role,
      branch_code text references branch,
      totp_secret text,
      totp_confirmed_at timestamptz,
      totp_last_step bigint not null default 0,
      disabled_at timestamptz,
      created_at timestamptz not null default now(),
      constraint person_email unique (email)
    )`.execute(db);
  await sql`comment on column person.totp_last_step is 'The last 30-second step whose code was accepted; a code opens once.'`.execute(
    db,
  );

  await sql`
    create table company_group (
      code text primary key,
      name text not null
    )`.execute(db);

  await sql`
    create table company (
      id uuid primary key,
      bin text not null check (bin ~ '^[0-9]{12}$'),
      name text not null check (length(name) between 1 and 200),
      search_name text not null,
      group_code text references company_group,
      branch_code text not null references branch,
      manager_id uuid references person,
      phone text,
      email text,
      address text,
      language language not null default 'ru',
      version integer not null default 1,
      created_at timestamptz not null default now(),
      constraint company_bin unique (bin)
    )`.execute(db);
  await sql`comment on column company.search_name is 'The name folded for finding: lower case, look-alikes and legal form removed.'`.execute(
    db,
  );
  await sql`create index company_search on company using gin (search_name gin_trgm_ops)`.execute(
    db,
  );
  await sql`create index company_manager on company (manager_id)`.execute(db);

  await sql`
    create table membership (
      person_id uuid not null references person,
      company_id uuid not null references company,
      role company_role not null,
      ended_at timestamptz,
      created_at timestamptz not null default now(),
      primary key (person_id, company_id)
    )`.execute(db);
  await sql`create index membership_company on membership (company_id)`.execute(db);

  await sql`
    create table session (
      token_hash bytea primary key check (length(token_hash) = 32),
      person_id uuid not null references person,
      company_id uuid references company,
      second_factor_at timestamptz,
      created_at timestamptz not null,
      seen_at timestamptz not null,
      expires_at timestamptz not null
    )`.execute(db);
  await sql`comment on column session.company_id is 'The company a buyer is buying for; null for staff.'`.execute(
    db,
  );
  await sql`create index session_person on session (person_id)`.execute(db);
  await sql`create index session_expiry on session (expires_at)`.execute(db);

  await sql`create type link_purpose as enum ('invitation', 'password-reset')`.execute(db);
  await sql`
    create table access_link (
      token_hash bytea primary key check (length(token_hash) = 32),
      purpose link_purpose not null,
      person_id uuid not null references person,
      company_id uuid references company,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz
    )`.execute(db);
  await sql`comment on table access_link is 'A link sent by mail that lets a person set a password, once, until it expires.'`.execute(
    db,
  );
  await sql`create index access_link_person on access_link (person_id)`.execute(db);

  await sql`
    create table sign_in_attempt (
      key varchar(255) primary key,
      points integer not null default 0,
      expire bigint
    )`.execute(db);
  await sql`comment on table sign_in_attempt is 'Counted by rate-limiter-flexible: failed sign-ins by account and address.'`.execute(
    db,
  );
  await sql`create index sign_in_attempt_expire on sign_in_attempt (expire)`.execute(db);

  await sql`
    create table outgoing_mail (
      id uuid primary key,
      dedupe_key text not null,
      recipient text not null,
      subject text not null,
      body text not null,
      created_at timestamptz not null default now(),
      sent_at timestamptz,
      constraint outgoing_mail_once unique (dedupe_key)
    )`.execute(db);
  await sql`create index outgoing_mail_newest on outgoing_mail (created_at desc)`.execute(db);

  await sql`
    create table event (
      id bigint generated always as identity primary key,
      type text not null check (type ~ '^[a-z-]+\.[a-z-]+$'),
      company_id uuid references company,
      person_id uuid references person,
      channel channel,
      subject_id uuid,
      facts jsonb not null,
      at timestamptz not null,
      recorded_at timestamptz not null default now()
    )`.execute(db);
  await sql`comment on table event is 'What happened, in the transaction that made it true. Never changed, never deleted.'`.execute(
    db,
  );
  await sql`comment on column event.subject_id is 'The order, cart, price list or person that it happened to.'`.execute(
    db,
  );
  await sql`create index event_of_company on event (company_id, at desc)`.execute(db);
  await sql`create index event_of_subject on event (subject_id, id)`.execute(db);
  await sql`
    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation', constraint = 'append_only';
    end $$`.execute(db);
  await sql`create trigger event_append_only before update or delete on event for each row execute function refuse_change()`.execute(
    db,
  );
}
