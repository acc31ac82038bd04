import { type Kysely, sql } from 'kysely';

/**
 * What is left of the bars that an offer cuts is offered with it: what can be used and
 * what is scrap, by length and weight, and what comes back for remnants that stay with
 * us. It is frozen with the version (R15, R19, R40).
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table quote_offer
      add column rests jsonb check (jsonb_typeof(rests) = 'object'),
      add constraint quote_rests_are_of_cuts check (cutting is not null or rests is null)`.execute(
    db,
  );
  await sql`comment on column quote_offer.rests is 'What is left of the bars: lengths, millimetres, grams, and what comes back with VAT if usable remnants stay; null: nothing is cut, or it was offered before this was kept.'`.execute(
    db,
  );
}
