import { type Kysely, sql } from 'kysely';
import type { DB } from '../../src/platform/db/schema.ts';
import { tradingDay } from '../../src/measures/calendar.ts';
import { at } from './world.ts';

/** Lets a night find a customer at risk: late, unless other reasons are given. Who has a standing keeps it. */
export async function standsAtRisk(
  db: Kysely<DB>,
  companyId: string,
  reasons: readonly object[] = [{ code: 'late', usualDays: 14, silentDays: 41 }],
): Promise<void> {
  const day = tradingDay(at);
  await sql`
    insert into loyalty_night (day, as_of, step, models, finished_at)
    values (${day}, ${at}, 'done', '{}', ${at})
    on conflict do nothing`.execute(db);
  await sql`
    insert into company_standing (company_id, day, stage, stage_month, ok_checks, very_late_checks, alarm, purchases,
      last_on, silent_days, usual_days, year_minor, lost_minor, lost_expected_minor, months_minor, reasons)
    values (${companyId}, ${day}, 'customer', '2026-11-01', 0, 0, 'late', 9, '2026-10-16', 41, 14, 100, 100, 50,
      array_fill(0::bigint, array[12]), ${JSON.stringify(reasons)}::jsonb)
    on conflict do nothing`.execute(db);
}
