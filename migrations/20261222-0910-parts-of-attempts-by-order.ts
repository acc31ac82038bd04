import { type Kysely, sql } from 'kysely';

/** Parts of an order are looked for among the open ones only, which have an index of their own. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`drop index attempt_part_of_order`.execute(db);
}
