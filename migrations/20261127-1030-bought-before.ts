import { type Kysely, sql } from 'kysely';

/**
 * What a company bought before is asked with each of its category pages: its
 * lines are read from the index alone, and its few cancelled orders taken out.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`drop index order_line_bought`.execute(db);
  await sql`
    create index order_line_bought on sales_order_line (company_id, product_id) include (order_id)`.execute(
    db,
  );
  await sql`
    create index order_cancelled on sales_order (company_id, id) where stage = 'cancelled'`.execute(
    db,
  );
}
