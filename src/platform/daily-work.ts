import type { Db } from './db/database.ts';
import { transact } from './db/transact.ts';
import { findDailyWork, noteDailyWork } from './daily-work.queries.ts';
import { failpoint } from './failpoint.ts';

/** So many are worked on before it is noted how far the work has come. */
const BATCH = 100;

/**
 * Does something about each of many, once a day, however often it is asked: a
 * clock may ask every hour. `list` gives ids after one, in their order; `work` is
 * harmless to repeat, since whoever is killed goes on after the last batch that
 * was noted, and two at once do the same. Says how many it worked on.
 */
export async function workDaily(
  db: Db,
  daily: { name: string; day: string; at: Date },
  deed: {
    list: (of: { after: string | undefined; rowsMax: number }) => Promise<readonly string[]>;
    work: (id: string) => Promise<void>;
  },
): Promise<number> {
  const { name, day, at } = daily;
  const begun = await findDailyWork(db, { name, day });
  if (begun?.finishedAt) return 0;
  let after = begun?.reached ?? undefined;
  for (let count = 0; ;) {
    const ids = await deed.list({ after, rowsMax: BATCH });
    for (const id of ids) await deed.work(id);
    failpoint('daily-work.after-batch');
    count += ids.length;
    after = ids.at(-1) ?? after;
    const isDone = ids.length < BATCH;
    const reached = after ?? null;
    await transact(db, (tx) => noteDailyWork(tx, { name, day, reached, at: isDone ? at : null }));
    if (isDone) return count;
  }
}
