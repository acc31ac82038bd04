import { sql } from 'kysely';
import type { Db, Tx } from './db/database.ts';

type Daily = { name: string; day: string };

/** How far a day's work has come; `undefined` before it begins. */
export function findDailyWork(
  db: Db,
  of: Daily,
): Promise<{ reached: string | null; finishedAt: Date | null } | undefined> {
  return db
    .selectFrom('dailyWork')
    .where('name', '=', of.name)
    .where('day', '=', of.day)
    .select(['reached', 'finishedAt'])
    .executeTakeFirst();
}

/** Notes how far a day's work has come, never back; finished once `at` is said. */
export async function noteDailyWork(
  tx: Tx,
  of: Daily & { reached: string | null; at: Date | null },
): Promise<void> {
  await sql`
    insert into daily_work as known (name, day, reached, finished_at)
    values (${of.name}, ${of.day}, ${of.reached}, ${of.at})
    on conflict (name, day) do update
    set reached = greatest(known.reached, excluded.reached),
        finished_at = coalesce(known.finished_at, excluded.finished_at)`.execute(tx);
}
