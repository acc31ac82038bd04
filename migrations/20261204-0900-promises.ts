import { type Kysely, sql } from 'kysely';

/**
 * What was promised to whom, until when, and what became of it. A promise that is
 * replaced in time was renegotiated, one that is replaced or settled too late was
 * broken. The first that is promised is the arrival of a shipment.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create type promise_kind as enum ('arrival')`.execute(db);
  await sql`create type promise_state as enum ('open', 'kept', 'broken', 'renegotiated', 'withdrawn')`.execute(
    db,
  );
  await sql`
    create table promise (
      id uuid primary key,
      kind promise_kind not null,
      subject_id uuid not null,
      company_id uuid not null references company,
      made_by uuid references person,
      made_at timestamptz not null,
      due_from timestamptz not null,
      due_until timestamptz not null,
      reason text not null default '' check (length(reason) <= 300),
      replaces_id uuid unique references promise,
      state promise_state not null default 'open',
      settled_at timestamptz,
      constraint due_within check (due_from <= due_until),
      constraint settled_when_closed check ((state = 'open') = (settled_at is null))
    )`.execute(db);
  await sql`comment on table promise is 'Who promised what to which company, due between two moments, and whether it was kept.'`.execute(
    db,
  );
  await sql`comment on column promise.subject_id is 'What was promised about: the shipment of an arrival.'`.execute(
    db,
  );
  await sql`comment on column promise.made_by is 'Null where a rule or a carrier said it.'`.execute(
    db,
  );
  await sql`comment on column promise.reason is 'Why it replaces the one before; empty for a first one.'`.execute(
    db,
  );
  await sql`create unique index one_open_promise on promise (kind, subject_id) where state = 'open'`.execute(
    db,
  );
  await sql`create index promise_due on promise (due_until) where state = 'open'`.execute(db);
  await sql`create index promise_of_company on promise (company_id, made_at desc)`.execute(db);
  await sql`create index promise_of_subject on promise (subject_id, made_at)`.execute(db);
}
