import { type Kysely, sql } from 'kysely';

/**
 * Credit for a time: asked for by the buyer, granted with its last day, and in
 * force by the day itself. Holds stop orders on account or their hand-over, each
 * for its own reason.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create type limit_request_state as enum ('waiting', 'granted', 'refused')`.execute(db);
  await sql`
    create table limit_request (
      id uuid primary key,
      company_id uuid not null references company,
      extra_minor bigint not null check (extra_minor > 0),
      until_day date not null,
      note text not null default '' check (length(note) <= 500),
      requested_by uuid not null references person,
      requested_at timestamptz not null,
      state limit_request_state not null default 'waiting',
      decided_by uuid references person,
      decided_at timestamptz,
      decision_note text not null default '',
      unique (company_id, id),
      constraint request_decided_by_somebody
        check ((state = 'waiting') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
      constraint request_decided_by_another check (decided_by <> requested_by),
      constraint request_refused_with_a_reason check (state <> 'refused' or decision_note <> '')
    )`.execute(db);
  await sql`create unique index one_request_waiting on limit_request (company_id) where state = 'waiting'`.execute(
    db,
  );
  await sql`create index request_waiting on limit_request (requested_at) where state = 'waiting'`.execute(
    db,
  );

  await sql`
    create table temporary_limit (
      id uuid primary key,
      company_id uuid not null references company,
      request_id uuid not null unique,
      extra_minor bigint not null check (extra_minor > 0),
      valid_during daterange not null check (not upper_inf(valid_during)),
      granted_by uuid not null references person,
      granted_at timestamptz not null,
      ended_by uuid references person,
      ended_at timestamptz,
      constraint limit_was_asked_for foreign key (company_id, request_id) references limit_request (company_id, id),
      constraint limit_ended_by_somebody check ((ended_by is null) = (ended_at is null)),
      constraint one_temporary_limit exclude using gist (company_id with =, valid_during with &&)
    )`.execute(db);
  await sql`comment on table temporary_limit is 'Credit above the limit of the agreement on these days and on no other, whether or not any job runs (R13).'`.execute(
    db,
  );
  await sql`create index temporary_limit_granted on temporary_limit (granted_at)`.execute(db);

  await sql`
    create function credit_limit_on(account company_account, day date) returns bigint language sql stable as $$
      select account.limit_minor + coalesce(
        (select sum(extra_minor) from temporary_limit
         where company_id = account.company_id and valid_during @> day), 0)::bigint
    $$`.execute(db);
  await sql`comment on function credit_limit_on is 'The limit of an account on a day, what was granted for a time included; null where the credit has none.'`.execute(
    db,
  );

  await sql`create type hold_kind as enum ('overdue', 'documents', 'manual')`.execute(db);
  await sql`create type hold_scope as enum ('block-orders', 'block-shipment', 'warn')`.execute(db);
  await sql`
    create table credit_hold (
      id uuid primary key,
      company_id uuid not null references company,
      kind hold_kind not null,
      scope hold_scope not null,
      reason text not null check (reason <> '' and length(reason) <= 500),
      placed_by uuid not null references person,
      placed_at timestamptz not null,
      ended_by uuid references person,
      ended_at timestamptz,
      constraint hold_ended_by_somebody check ((ended_by is null) = (ended_at is null))
    )`.execute(db);
  await sql`comment on table credit_hold is 'Over the limit is no hold of its own: it is computed wherever the limit is looked at.'`.execute(
    db,
  );
  await sql`create unique index one_hold_of_a_kind on credit_hold (company_id, kind) where ended_at is null`.execute(
    db,
  );
}
