import { type Kysely, sql } from 'kysely';

/**
 * Why an order ended is one of a few reasons, the same in every language and
 * countable; what somebody says about it in his own words stands beside it.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const known = sql`('not-needed', 'too-late', 'too-dear', 'mistake', 'other')`;
  await sql`alter table sales_order add column cancellation_note text not null default ''`.execute(
    db,
  );
  await sql`
    update sales_order set cancellation_note = cancellation_reason, cancellation_reason = 'other'
    where cancellation_reason not in ${known}`.execute(db);
  await sql`
    alter table sales_order add constraint cancellation_reason_known check (cancellation_reason in ${known})`.execute(
    db,
  );
}
