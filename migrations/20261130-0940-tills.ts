import { type Kysely, sql } from 'kysely';

/**
 * The shifts of a till: opened with what lies in it, counted when it is closed.
 * What was taken and given in it are the payments and refunds that name it, and
 * what was brought and taken away.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table till_shift (
      id uuid primary key,
      branch_code text not null references branch,
      person_id uuid not null references person,
      number integer not null check (number > 0),
      opened_at timestamptz not null,
      float_minor bigint not null check (float_minor >= 0),
      closed_at timestamptz,
      counted_minor bigint check (counted_minor >= 0),
      expected_minor bigint,
      note text not null default '' check (length(note) <= 500),
      unique (branch_code, number),
      constraint shift_counted_when_closed
        check ((closed_at is null) = (counted_minor is null) and (closed_at is null) = (expected_minor is null))
    )`.execute(db);
  await sql`comment on column till_shift.expected_minor is 'What ought to have lain in the till at the close, minor units; counted_minor less this is the difference.'`.execute(
    db,
  );
  await sql`create unique index one_open_shift on till_shift (person_id) where closed_at is null`.execute(
    db,
  );
  await sql`create index shift_newest on till_shift (branch_code, opened_at desc)`.execute(db);

  await sql`create type till_move as enum ('pay-in', 'pay-out')`.execute(db);
  await sql`
    create table till_movement (
      id uuid primary key,
      shift_id uuid not null references till_shift,
      kind till_move not null,
      amount_minor bigint not null check (amount_minor > 0),
      note text not null check (note <> '' and length(note) <= 300),
      moved_by uuid not null references person,
      moved_at timestamptz not null
    )`.execute(db);
  await sql`create index movement_of_shift on till_movement (shift_id)`.execute(db);

  await sql`alter table payment add column shift_id uuid references till_shift,
    add constraint cash_in_a_shift check (method <> 'cash' or shift_id is not null)`.execute(db);
  await sql`create index payment_of_shift on payment (shift_id) where shift_id is not null`.execute(
    db,
  );
  await sql`alter table refund add column shift_id uuid references till_shift`.execute(db);
  await sql`create index refund_of_shift on refund (shift_id) where shift_id is not null`.execute(
    db,
  );
}
