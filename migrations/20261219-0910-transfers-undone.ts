import { type Kysely, sql } from 'kysely';

/** Money that left our account may turn out to be another refund than was said: that is undone, and said anew. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table refund add column times_undone integer not null default 0 check (times_undone >= 0)`.execute(
    db,
  );
  await sql`comment on column refund.times_undone is 'So often a line of the bank was taken for it by mistake: a part of the reference of its next booking.'`.execute(
    db,
  );
}
