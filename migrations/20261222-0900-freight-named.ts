import { type Kysely, sql } from 'kysely';

/**
 * Freight that no tariff knows: what our manager named for an order, who of ours
 * looked at it, and what the company that bought said to it (R16, R20, R23).
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter type freight_standing add value 'agreed'`.execute(db);
  await sql`create type freight_offer_state as enum ('review', 'sent-back', 'offered', 'withdrawn', 'declined', 'agreed')`.execute(
    db,
  );
  await sql`
    create table freight_offer (
      id uuid primary key,
      order_id uuid not null,
      company_id uuid not null,
      state freight_offer_state not null,
      net_minor bigint not null check (net_minor between 0 and 100000000000),
      vat_rate_bp smallint not null,
      vat_minor bigint not null check (vat_minor >= 0),
      gross_minor bigint not null check (gross_minor = net_minor + vat_minor),
      least_minor bigint check (least_minor >= 0),
      reason text not null check (length(reason) between 1 and 300),
      named_by uuid not null references person,
      named_at timestamptz not null,
      reviewed_by uuid references person,
      reviewed_at timestamptz,
      review_note text not null default '' check (length(review_note) <= 300),
      answered_by uuid references person,
      answered_at timestamptz,
      answer_note text not null default '' check (length(answer_note) <= 300),
      foreign key (order_id, company_id) references sales_order (id, company_id),
      constraint freight_reviewed_by_another check (reviewed_by <> named_by),
      check ((reviewed_by is null) = (reviewed_at is null)),
      check ((answered_by is null) = (answered_at is null)),
      check ((answered_by is not null) = (state in ('declined', 'agreed'))),
      check (state <> 'sent-back' or reviewed_by is not null)
    )`.execute(db);
  await sql`comment on table freight_offer is 'What a manager named for bringing an order that no tariff knows: it waits for a colleague, then for the company, and is agreed, declined or replaced.'`.execute(
    db,
  );
  await sql`comment on column freight_offer.net_minor is 'Minor units without VAT; zero: it is brought for nothing.'`.execute(
    db,
  );
  await sql`comment on column freight_offer.least_minor is 'What the tariff asks as far as it goes: for less a second person is asked. Null where there is no tariff. Minor units without VAT.'`.execute(
    db,
  );
  await sql`comment on column freight_offer.answer_note is 'Why the company says no; where one of ours wrote the answer down, who of the company said it.'`.execute(
    db,
  );
  // One price stands at a time: asked by every page of such an order.
  await sql`create unique index one_freight_offer_stands on freight_offer (order_id) where state in ('review', 'offered', 'agreed')`.execute(
    db,
  );
  await sql`create index freight_offers_of_order on freight_offer (order_id, named_at)`.execute(db);
  // Asked by the office's list of orders whose freight waits.
  await sql`create index freight_of_order_waits on sales_order (placed_at, id) where freight = 'to-agree' and stage not in ('delivered', 'cancelled')`.execute(
    db,
  );
}
