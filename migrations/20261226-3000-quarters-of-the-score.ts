import { type Kysely, sql } from 'kysely';

/**
 * The score of recommending is asked of everybody twice a year, so that a month of it is
 * the answers of few: it is kept by quarters. The months that were kept of it go; the next
 * night reckons the quarters. A question about the importance of nothing, as it was asked
 * until now, is over.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table loyalty_figure drop constraint loyalty_figure_period_check`.execute(db);
  await sql`alter table loyalty_figure add constraint loyalty_figure_period_check
    check (period ~ '^(now|[0-9]{4}-([0-9]{2}|Q[1-4]))$')`.execute(db);
  await sql`delete from loyalty_figure where metric = 'nps.contact' and period <> 'now'`.execute(
    db,
  );
  await sql`
    update prompt set state = 'expired' where state in ('offered', 'shown') and 'IMP' = any (items)`.execute(
    db,
  );
}
