import { type Kysely, sql } from 'kysely';

/**
 * How the goods of a quote get to the buyer is a part of its version: our own vehicle
 * to a named site at a named price, a carrier, or the buyer's own. What was accepted
 * of that stands with the cart that becomes the order (R15, R20).
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create type freight_of_part as enum ('whole', 'share')`.execute(db);
  await sql`
    alter table quote_version
      add column delivery shipment_way,
      add column site_id uuid,
      add column freight_net_minor bigint check (freight_net_minor between 0 and 100000000000),
      add column freight_vat_rate_bp smallint,
      add column freight_vat_minor bigint,
      add column freight_gross_minor bigint check (freight_gross_minor = freight_net_minor + freight_vat_minor),
      add column freight_of_part freight_of_part,
      add constraint quote_version_site foreign key (company_id, site_id) references site (company_id, id),
      add constraint own_vehicles_have_a_price_and_a_site check (
        num_nonnulls(site_id, freight_net_minor, freight_vat_rate_bp, freight_vat_minor, freight_gross_minor, freight_of_part)
          = case when delivery is not distinct from 'own-vehicle' then 6 else 0 end)`.execute(db);
  await sql`comment on column quote_version.delivery is 'How the goods get to the buyer; null: nothing is said of it. A carrier is paid by the buyer.'`.execute(
    db,
  );
  await sql`comment on column quote_version.freight_net_minor is 'What our own vehicle to the site costs; zero: it is in the price of the goods. Minor units without VAT.'`.execute(
    db,
  );
  await sql`comment on column quote_version.freight_of_part is 'What whoever takes a part of the version pays of it: the whole with each order, or a share by weight.'`.execute(
    db,
  );
  await sql`alter table quote_version add constraint quote_version_by_number unique (company_id, quote_id, number)`.execute(
    db,
  );
  await sql`
    create table cart_freight (
      cart_id uuid primary key references cart,
      company_id uuid not null,
      quote_id uuid not null,
      quote_version smallint not null,
      named_minor bigint not null check (named_minor between 0 and 100000000000),
      of_part freight_of_part not null,
      quoted_g bigint not null check (quoted_g > 0),
      before_g bigint not null check (before_g >= 0),
      taken_g bigint not null check (taken_g > 0),
      foreign key (company_id, quote_id, quote_version) references quote_version (company_id, quote_id, number)
    )`.execute(db);
  await sql`comment on table cart_freight is 'The freight that a quote fixed for the cart that it filled. Minor units without VAT; grams that were quoted, taken before, and taken with this cart.'`.execute(
    db,
  );
}
