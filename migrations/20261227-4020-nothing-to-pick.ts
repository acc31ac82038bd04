import { type Kysely, sql } from 'kysely';

/** An order of which nothing is there when it is picked may end: there is nothing to go on with. */
export async function up(db: Kysely<never>): Promise<void> {
  // That one that is ready may end was written with storage.
  await sql`insert into order_stage_step values ('picking', 'cancelled')`.execute(db);
}
