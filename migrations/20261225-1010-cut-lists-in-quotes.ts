import { type Kysely, sql } from 'kysely';

/**
 * A line of a request and an offer may be a cut list: so many pieces of such lengths.
 * What cutting costs is offered with the price of the bars and frozen with the
 * version, and the cart that a quote fills takes it over (R15, R19).
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table quote_request_line
      add column cutting jsonb check (jsonb_array_length(cutting -> 'pieces') > 0)`.execute(db);
  await sql`comment on column quote_request_line.cutting is 'The cut list and what becomes of the rest of the bars; null: nothing is cut.'`.execute(
    db,
  );
  await sql`
    alter table quote_offer
      add column cutting jsonb check (jsonb_array_length(cutting -> 'pieces') > 0),
      add column services jsonb not null default '[]',
      add constraint quote_cuts_are_offered_as_they_are check (
        cutting is null or not takes_more and (product_id is null or unit = 'pcs')),
      add constraint quote_services_are_of_cuts check (cutting is not null or services = '[]')`.execute(
    db,
  );
  await sql`comment on column quote_offer.services is 'What cutting costs and what comes back for remnants, each with what it follows from.'`.execute(
    db,
  );
  await sql`alter table cart_line_price add column services jsonb check (services is null or kind = 'quote')`.execute(
    db,
  );
  await sql`comment on column cart_line_price.services is 'What its quote asks for cutting the line; null: the terms of the day decide.'`.execute(
    db,
  );
}
