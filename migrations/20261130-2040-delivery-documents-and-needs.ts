import { type Kysely, sql } from 'kysely';

/**
 * What an agreement says beside prices and payment: who carries the goods and
 * where to, how freight is charged (R20), how long they lie for nothing and what a
 * tonne costs a day after that (R21), which documents come with each shipment and in
 * which language, and what this one customer needs: typed rules that change what
 * the shop does.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create type delivery_carrier as enum ('pick-up', 'ours')`.execute(db);
  await sql`create type freight_charging as enum ('once', 'per-shipment', 'pro-rata')`.execute(db);
  await sql`create type order_document as enum ('invoice', 'delivery-note', 'certificates', 'act')`.execute(
    db,
  );
  await sql`create type need_kind as enum ('hold-hours', 'letters-copy', 'instruction')`.execute(
    db,
  );
  await sql`
    alter table agreement
      add column carrier delivery_carrier not null default 'pick-up',
      add column delivery_place text not null default '' check (length(delivery_place) <= 200),
      add column freight freight_charging not null default 'per-shipment',
      add column storage_free_days smallint check (storage_free_days between 0 and 365),
      add column storage_fee_minor bigint check (storage_fee_minor between 0 and 1000000000),
      add column documents order_document[] not null default '{invoice,delivery-note}'
        check (array_position(documents, null) is null and cardinality(documents) <= 4),
      add column documents_language language,
      add constraint agreement_storage_is_whole
        check ((storage_free_days is null) = (storage_fee_minor is null))`.execute(db);
  await sql`comment on column agreement.storage_fee_minor is 'Minor units with VAT for a tonne and a day after the free days; null where storage costs nothing.'`.execute(
    db,
  );
  await sql`comment on column agreement.documents_language is 'Null: the language of the company.'`.execute(
    db,
  );
  await sql`
    create table agreement_need (
      agreement_id uuid not null references agreement,
      kind need_kind not null,
      hours smallint check (hours between 1 and 720),
      said text check (length(said) between 1 and 300),
      primary key (agreement_id, kind),
      constraint need_says_what_its_kind_needs check (
        (kind = 'hold-hours') = (hours is not null) and (kind <> 'hold-hours') = (said is not null)
        and (kind <> 'letters-copy' or (said = lower(said) and said like '%_@_%')))
    )`.execute(db);
  await sql`comment on column agreement_need.hours is 'Business hours for which an unpaid order holds its stock.'`.execute(
    db,
  );
}
