import { type Kysely, sql } from 'kysely';

/** A company's rule may ask only of orders whose delivery is dear, in money or against their goods (R16). */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table approval_rule
      add column above_freight_minor bigint check (above_freight_minor between 0 and 9007199254740991),
      add column above_freight_bp integer check (above_freight_bp between 0 and 100000)`.execute(
    db,
  );
  await sql`comment on column approval_rule.above_freight_minor is 'Asks only of an order whose delivery costs more. Minor units with VAT.'`.execute(
    db,
  );
  await sql`comment on column approval_rule.above_freight_bp is 'Asks only of an order whose delivery costs a larger share of its goods, with VAT both. Basis points.'`.execute(
    db,
  );
}
