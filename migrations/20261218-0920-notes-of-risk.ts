import { type Kysely, sql } from 'kysely';

/**
 * What we did about a customer at risk: called, with what came of it and what is next,
 * or put off with a reason until a day. Only added to. Nothing hides a customer for ever:
 * sixty days at most, and a reason that is new brings him back before that.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table risk_note (
      id uuid primary key,
      company_id uuid not null references company,
      person_id uuid not null references person,
      noted_at timestamptz not null,
      note text not null check (length(note) between 1 and 500),
      next_step text not null default '' check (length(next_step) <= 200),
      next_on date,
      snoozed_on date,
      snoozed_until date,
      reasons text[] not null,
      constraint note_of_one_kind check (snoozed_until is null or (next_on is null and next_step = '')),
      constraint next_step_has_its_day check ((next_on is null) = (next_step = '')),
      constraint snoozed_for_a_while check (
        (snoozed_on is null) = (snoozed_until is null)
        and (snoozed_until is null or snoozed_until > snoozed_on and snoozed_until <= snoozed_on + 60))
    )`.execute(db);
  await sql`comment on table risk_note is 'A call to a customer at risk with its outcome, or why he is put off until a day.'`.execute(
    db,
  );
  await sql`comment on column risk_note.reasons is 'The codes of the reasons for which he stood on the list then: another one ends the putting off.'`.execute(
    db,
  );
  await sql`create index risk_note_of_company on risk_note (company_id, noted_at desc)`.execute(db);
  await sql`create trigger kept before update or delete on risk_note
    for each statement execute function refuse_change()`.execute(db);
}
