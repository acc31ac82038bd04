import { type Kysely, sql } from 'kysely';

/** What a company is worth to us, as a range: a single figure would be believed. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table company_standing
      add column worth_low_minor bigint,
      add column worth_high_minor bigint,
      add constraint standing_worth_is_a_range check (
        (worth_low_minor is null) = (worth_high_minor is null) and worth_low_minor <= worth_high_minor)`.execute(
    db,
  );
  await sql`comment on column company_standing.worth_low_minor is 'Margin to be expected over 24 months, P10 of what the models drawn again and again say, to P90 in worth_high_minor; minor units, null where no model is trusted or no cost is known.'`.execute(
    db,
  );
}
