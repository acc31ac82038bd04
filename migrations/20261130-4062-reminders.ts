import { type Kysely, sql } from 'kysely';

/**
 * Reminders of what is to be paid: when as data, at most one letter to a company
 * on a day, each step for each part of an order once, and until when a person has
 * asked for quiet. What was written stays, with what it was about.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create type reminder_tone as enum ('ahead', 'due', 'late', 'firm', 'last')`.execute(db);
  await sql`
    create table reminder_step (
      days smallint primary key check (days between -30 and 180),
      tone reminder_tone not null
    )`.execute(db);
  await sql`comment on table reminder_step is 'When is reminded: so many days after the last day to pay, before it with a minus.'`.execute(
    db,
  );
  await sql`insert into reminder_step (days, tone)
    values (-3, 'ahead'), (0, 'due'), (3, 'late'), (10, 'firm'), (20, 'last')`.execute(db);

  await sql`create type reminder_state as enum ('waiting', 'written', 'stopped')`.execute(db);
  await sql`
    create table payment_reminder (
      id uuid primary key,
      company_id uuid not null references company,
      on_day date not null,
      tone reminder_tone not null,
      state reminder_state not null default 'waiting',
      settled_at timestamptz,
      left_minor bigint check (left_minor > 0),
      letters smallint check (letters >= 0),
      unique (company_id, id),
      constraint one_reminder_a_day unique (company_id, on_day),
      constraint reminder_settled check ((state = 'waiting') = (settled_at is null)),
      constraint reminder_written_with_figures
        check ((state = 'written') = (left_minor is not null) and (state = 'written') = (letters is not null))
    )`.execute(db);
  await sql`comment on table payment_reminder is 'Stopped: by the time it would have been written nothing was left to remind of, or quiet was asked for.'`.execute(
    db,
  );
  await sql`
    create table payment_reminder_part (
      reminder_id uuid not null,
      company_id uuid not null,
      order_id uuid not null,
      due_on date not null,
      step_days smallint not null,
      primary key (reminder_id, order_id, due_on),
      constraint reminder_of_the_company foreign key (company_id, reminder_id) references payment_reminder (company_id, id),
      constraint reminder_order foreign key (company_id, order_id) references sales_order (company_id, id),
      constraint reminded_once unique (order_id, due_on, step_days)
    )`.execute(db);

  await sql`
    create table reminder_pause (
      id uuid primary key,
      company_id uuid not null references company,
      until_day date not null,
      reason text not null check (length(reason) between 1 and 500),
      set_by uuid not null references person,
      set_at timestamptz not null,
      ended_by uuid references person,
      ended_at timestamptz,
      constraint pause_ended_by_somebody check ((ended_by is null) = (ended_at is null))
    )`.execute(db);
  await sql`comment on table reminder_pause is 'No reminders up to a day, that day included.'`.execute(
    db,
  );
  await sql`create unique index one_pause_of_a_company on reminder_pause (company_id) where ended_at is null`.execute(
    db,
  );
}
