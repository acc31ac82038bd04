import { type Kysely, sql } from 'kysely';

/**
 * Who of our own people has answered the pulse of a quarter, so that he is asked once;
 * what he said stands beside it under a number drawn by lot. Neither has a time.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table staff_pulse_given (
      quarter text not null check (quarter ~ '^[0-9]{4}-Q[1-4]$'),
      person_id uuid not null references person,
      primary key (quarter, person_id)
    )`.execute(db);
  await sql`comment on table staff_pulse_given is 'That somebody answered the pulse of a quarter; never what, nor when.'`.execute(
    db,
  );
  await sql`alter table staff_pulse_answer alter column branch_code drop not null`.execute(db);
  await sql`comment on column staff_pulse_answer.branch_code is 'Null for those who belong to no branch: counted among all, and as one group among those that are kept back.'`.execute(
    db,
  );
}
