import { type Kysely, sql } from 'kysely';

/** An SKU is found however its letters are typed; two that differ only in case would be one to everybody. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create unique index product_sku_in_any_case on product (lower(sku))`.execute(db);
}
