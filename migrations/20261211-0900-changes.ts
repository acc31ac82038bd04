import { type Kysely, sql } from 'kysely';

/**
 * What a quarter taught us, told to our customers: drafted from the cases that they
 * called solved, by theme, written by the office and published for good. A second
 * version of a quarter leaves the first as it was.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create type change_standing as enum ('open', 'changed', 'not-done', 'left-out')`.execute(
    db,
  );
  await sql`
    create table change_report (
      id uuid primary key,
      quarter date not null check (quarter = date_trunc('quarter', quarter)::date),
      number integer not null check (number > 0),
      version integer not null default 1,
      drafted_at timestamptz not null,
      drafted_by uuid references person,
      published_at timestamptz,
      published_by uuid references person,
      unique (quarter, number),
      constraint change_report_published check ((published_at is null) = (published_by is null))
    )`.execute(db);
  await sql`comment on column change_report.quarter is 'Its first day.'`.execute(db);
  await sql`comment on column change_report.drafted_by is 'Nobody where the calendar began it.'`.execute(
    db,
  );
  await sql`create unique index change_report_one_draft on change_report (quarter) where published_at is null`.execute(
    db,
  );
  await sql`create index change_report_published_at on change_report (quarter desc, number desc)
    where published_at is not null`.execute(db);
  await sql`
    create table change_entry (
      report_id uuid not null references change_report on delete restrict,
      theme case_cause not null,
      standing change_standing not null default 'open',
      voices integer not null check (voices >= 0),
      owner_id uuid references person,
      changed_on date,
      primary key (report_id, theme),
      constraint change_entry_dated check (standing <> 'changed' or changed_on is not null),
      constraint change_entry_owned check (standing not in ('changed', 'not-done') or owner_id is not null)
    )`.execute(db);
  await sql`comment on column change_entry.voices is 'Customers’ people with a case of this theme that they called solved in the quarter, each once; counted last when it was published.'`.execute(
    db,
  );
  await sql`
    create table change_wording (
      report_id uuid not null,
      theme case_cause not null,
      language language not null,
      words text not null check (length(words) between 1 and 1000),
      primary key (report_id, theme, language),
      foreign key (report_id, theme) references change_entry
    )`.execute(db);
  await keepWhatIsPublished(db);
  await sql`create index case_closed on satisfaction_case (closed_at) where state = 'closed'`.execute(
    db,
  );
}

/** What customers have read is not written anew. */
async function keepWhatIsPublished(db: Kysely<never>): Promise<void> {
  await sql`
    create function refuse_change_of_published_changes() returns trigger language plpgsql as $$
    begin
      if tg_table_name = 'change_report' then
        if old.published_at is not null then
          raise exception 'these changes are published' using errcode = 'restrict_violation', constraint = 'changes_kept';
        end if;
        return case when tg_op = 'DELETE' then old else new end;
      end if;
      if exists (
        select from change_report
        where id = case when tg_op = 'INSERT' then new.report_id else old.report_id end and published_at is not null
      ) then
        raise exception 'these changes are published' using errcode = 'restrict_violation', constraint = 'changes_kept';
      end if;
      return case when tg_op = 'DELETE' then old else new end;
    end $$`.execute(db);
  await sql`create trigger kept before update or delete on change_report
    for each row execute function refuse_change_of_published_changes()`.execute(db);
  for (const table of ['change_entry', 'change_wording']) {
    await sql`create trigger kept before insert or update or delete on ${sql.table(table)}
      for each row execute function refuse_change_of_published_changes()`.execute(db);
  }
}
