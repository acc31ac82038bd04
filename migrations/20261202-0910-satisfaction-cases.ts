import { type Kysely, sql } from 'kysely';

/**
 * The loop is closed by somebody: a low answer opens a case with an owner and the
 * time by which he is in touch. What he found, what is promised until when, and
 * whether the customer says that it is solved stand in it; what was done and when
 * is remembered as events.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create type case_state as enum
    ('open', 'contacted', 'promised', 'resolved', 'closed', 'withdrawn')`.execute(db);
  await sql`create type case_cause as enum
    ('people', 'speed', 'stock', 'quality', 'documents', 'price', 'delivery', 'payment', 'site', 'other')`.execute(
    db,
  );
  await sql`
    create table satisfaction_case (
      id uuid primary key,
      prompt_id uuid not null unique,
      company_id uuid not null,
      person_id uuid not null references person,
      item text not null,
      state case_state not null default 'open',
      version integer not null default 1,
      owner_id uuid references person,
      opened_at timestamptz not null,
      contact_due_at timestamptz not null,
      contacted_at timestamptz,
      contact_note text not null default '' check (length(contact_note) <= 1000),
      cause case_cause,
      cause_note text not null default '' check (length(cause_note) <= 1000),
      resolution text not null default '' check (length(resolution) <= 1000),
      promised_on date,
      resolved_at timestamptz,
      outcome text not null default '' check (length(outcome) <= 1000),
      closed_at timestamptz,
      reopened integer not null default 0 check (reopened >= 0),
      reopened_note text not null default '' check (length(reopened_note) <= 1000),
      escalated smallint not null default 0 check (escalated between 0 and 2),
      foreign key (company_id, prompt_id) references prompt (company_id, id),
      constraint case_contacted check (state not in ('contacted', 'promised', 'resolved', 'closed') or contacted_at is not null),
      constraint case_promised check (
        state not in ('promised', 'resolved', 'closed')
        or (cause is not null and resolution <> '' and promised_on is not null)),
      constraint case_resolved check (state not in ('resolved', 'closed') or (resolved_at is not null and outcome <> '')),
      constraint case_closed check ((state in ('closed', 'withdrawn')) = (closed_at is not null))
    )`.execute(db);
  await sql`comment on column satisfaction_case.item is 'The first item whose answer was an alarm.'`.execute(
    db,
  );
  await sql`comment on column satisfaction_case.escalated is 'How often the heads were told that nobody has been in touch: after a day, and after two.'`.execute(
    db,
  );
  await sql`comment on column satisfaction_case.state is 'Withdrawn: the customer said afterwards that his answer counts only in totals.'`.execute(
    db,
  );
  await sql`create index case_open_of_owner on satisfaction_case (owner_id, contact_due_at)
    where state not in ('closed', 'withdrawn')`.execute(db);
  await sql`create index case_of_person on satisfaction_case (person_id, opened_at desc)`.execute(
    db,
  );
  await sql`create index case_without_contact on satisfaction_case (opened_at) where state = 'open'`.execute(
    db,
  );
  await sql`create index case_by_time on satisfaction_case (opened_at desc, id desc)`.execute(db);
}
