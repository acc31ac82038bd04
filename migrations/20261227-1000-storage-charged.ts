import { type Kysely, sql } from 'kysely';

/**
 * Storage of goods that are ready is charged (R21): for how many days at most, by the
 * agreement; which letters told the buyer that they are ready, since the free days begin
 * with the first of them that went out; and the charge, a service of the order as a whole
 * for each vehicle that fetches.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table agreement
      add column storage_most_days smallint check (storage_most_days between 1 and 365),
      add constraint agreement_storage_cap_has_a_fee
        check (storage_most_days is null or storage_free_days is not null)`.execute(db);
  await sql`comment on column agreement.storage_most_days is 'So many days are charged at most; after them the order may be unwound. Null: charged as long as the goods lie.'`.execute(
    db,
  );
  await sql`
    create table ready_notice (
      event_id bigint not null references event,
      mail_id uuid not null unique references outgoing_mail on delete cascade,
      primary key (event_id, mail_id)
    )`.execute(db);
  await sql`comment on table ready_notice is 'The letters by which the buyer was told that his goods are ready, and the step of the order that they tell of.'`.execute(
    db,
  );
  await sql`alter type service_kind add value 'storage'`.execute(db);
  // The new kind is nameable in the next transaction only: so it is told by what it is not.
  await sql`drop index one_freight_per_order`.execute(db);
  await sql`create unique index one_freight_per_order on sales_order_service (order_id) where kind = 'freight'`.execute(
    db,
  );
  await sql`
    alter table sales_order_service
      add column shipment_id uuid,
      add constraint storage_shipment foreign key (company_id, shipment_id) references shipment (company_id, id),
      add constraint only_storage_is_of_a_shipment
        check (shipment_id is null or kind not in ('cutting', 'remnants', 'freight'))`.execute(db);
  await sql`comment on column sales_order_service.shipment_id is 'The vehicle whose goods were stored; null for every other service, and for the storage of goods that were handed over without one.'`.execute(
    db,
  );
  await sql`
    create unique index one_storage_per_vehicle on sales_order_service (order_id, shipment_id) nulls not distinct
    where kind not in ('cutting', 'remnants', 'freight')`.execute(db);
}
