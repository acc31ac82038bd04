import { type Kysely, sql } from 'kysely';

/** The few orders of which goods lie at no branch are found by who looks after them. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create index event_goods_not_found on event (subject_id) where type = 'order.goods-not-found'`.execute(
    db,
  );
}
