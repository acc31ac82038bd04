import { type Kysely, sql } from 'kysely';

/** A company's rule may ask only of orders of many products, or with goods that it never bought before (R16). */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table approval_rule
      add column above_products integer
        constraint rule_above_some_products check (above_products between 1 and 10000),
      add column never_bought boolean not null default false`.execute(db);
  await sql`comment on column approval_rule.above_products is 'Asks only of an order of more different products; two lines of one product are one.'`.execute(
    db,
  );
  await sql`comment on column approval_rule.never_bought is 'Asks only of an order with a product that the company has never bought, on whatever channel; a cancelled order does not count.'`.execute(
    db,
  );
}
