import { type Kysely, sql } from 'kysely';

/**
 * The lines of an order and what they hold may be written before the order
 * itself, whose number is the last lock of a placing: whether the order is there
 * is asked at the commit, as it is for the key that placed it.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table sales_order_line alter constraint order_line_order deferrable initially deferred`.execute(
    db,
  );
  await sql`alter table reservation alter constraint reservation_order_id_fkey deferrable initially deferred`.execute(
    db,
  );
}
