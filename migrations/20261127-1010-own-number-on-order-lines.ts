import { type Kysely, sql } from 'kysely';

/** The article number of the customer's books on the day of an order: his papers show it whatever he calls the goods later. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table sales_order_line
      add column own_code text check (own_code <> '' and length(own_code) <= 64)`.execute(db);
  await sql`
    comment on column sales_order_line.own_code is
      'The number of the company''s own books for this product when it was ordered.'`.execute(db);
}
