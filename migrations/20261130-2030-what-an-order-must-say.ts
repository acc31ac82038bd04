import { type Kysely, sql } from 'kysely';

/**
 * What an order must say by its company's agreement: its number with the buyer,
 * where it is booked, where it goes, who receives it, and which certificate comes
 * with it (EN 10204). A certificate is chosen with an order like its site.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create type order_field as enum
    ('purchase-number', 'cost-centre', 'site', 'contact', 'certificate')`.execute(db);
  await sql`alter table agreement add column required_fields order_field[] not null default '{}'
    check (array_position(required_fields, null) is null and cardinality(required_fields) <= 5)`.execute(
    db,
  );
  await sql`update agreement set required_fields = '{purchase-number}' where purchase_number_required`.execute(
    db,
  );
  await sql`alter table agreement drop column purchase_number_required`.execute(db);
  await sql`comment on column agreement.required_fields is 'Without these no order is placed, on the web or at a desk.'`.execute(
    db,
  );
  await sql`create type certificate_kind as enum ('2.1', '2.2', '3.1', '3.2')`.execute(db);
  for (const table of ['cart', 'sales_order']) {
    await sql`alter table ${sql.table(table)} add column certificate_kind certificate_kind`.execute(
      db,
    );
    await sql`comment on column ${sql.ref(`${table}.certificate_kind`)} is 'The inspection document that has to come with the goods, by EN 10204; null: the one that there is.'`.execute(
      db,
    );
  }
}
