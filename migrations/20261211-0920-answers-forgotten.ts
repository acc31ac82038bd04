import { type Kysely, sql } from 'kysely';

/**
 * An answer belongs to whoever gave it: he may take it back for good, and after two
 * years only its number is left. Nothing else ever changes or deletes an answer.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table prompt add column forgotten_at timestamptz`.execute(db);
  await sql`comment on column prompt.forgotten_at is 'When what was answered was deleted: by the person himself, or after 24 months.'`.execute(
    db,
  );
  await sql`alter table prompt add constraint prompt_forgotten check (forgotten_at is null or state = 'expired')`.execute(
    db,
  );
  await sql`
    create function refuse_change_unless_forgotten() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' and current_setting('counterweight.forgets', true) = 'yes' then return null; end if;
      raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation', constraint = 'append_only';
    end $$`.execute(db);
  for (const table of ['prompt_answer', 'prompt_answer_item']) {
    await sql`drop trigger kept on ${sql.table(table)}`.execute(db);
    await sql`create trigger kept before update or delete on ${sql.table(table)}
      for each statement execute function refuse_change_unless_forgotten()`.execute(db);
  }
  await sql`
    create table answer_total (
      month date not null check (month = date_trunc('month', month)::date),
      touchpoint text not null,
      instrument_version integer not null references instrument_version,
      item text not null,
      value text not null check (length(value) between 1 and 20),
      answers integer not null check (answers > 0),
      primary key (month, touchpoint, instrument_version, item, value)
    )`.execute(db);
  await sql`comment on table answer_total is 'How often each value was answered in a month, of answers older than 24 months: nobody’s any more. Words are not kept.'`.execute(
    db,
  );
  await sql`comment on column answer_total.value is 'The value itself; na: the person could not judge.'`.execute(
    db,
  );
}
