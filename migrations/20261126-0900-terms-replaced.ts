import { type Kysely, sql } from 'kysely';

/**
 * Terms and prices may change twice in one day. What was replaced on its first
 * day, or before it began, keeps its row with no day left in its span: it is in
 * force on no day, overlaps nothing, and still says who agreed what and when.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table agreement drop constraint agreement_valid_during_check`.execute(db);
  await sql`alter table price_list_version drop constraint price_list_version_valid_during_check`.execute(
    db,
  );
  await sql`comment on column agreement.valid_during is 'Days in force. Empty: replaced before its first day was over.'`.execute(
    db,
  );
  await sql`comment on column price_list_version.valid_during is 'Days in force. Empty: replaced before its first day was over.'`.execute(
    db,
  );
}
