import { type Kysely, sql } from 'kysely';

/**
 * The figures of the dashboard are kept as they were at the end of each quarter, so that
 * a quarter that is over can be looked at whole, beside tonight's.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table loyalty_figure drop constraint loyalty_figure_period_check`.execute(db);
  await sql`alter table loyalty_figure add constraint loyalty_figure_period_check
    check (period ~ '^(now|[0-9]{4}-([0-9]{2}|Q[1-4])|end-[0-9]{4}-Q[1-4])$')`.execute(db);
  await sql`comment on column loyalty_figure.period is 'Tonight, the answers of a month or of a quarter alone, or how all figures were when a quarter ended (end-2026-Q3).'`.execute(
    db,
  );
}
