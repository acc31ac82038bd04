import { sql } from 'kysely';
import type { Db } from './db/database.ts';
import { transact } from './db/transact.ts';

/** No job of ours runs nearly as long; one that is locked for longer lost its worker. */
const LOCK_MINUTES_MAX = 5;

/**
 * Lets other workers take up the jobs of a worker that was killed. A job that
 * is in truth only slow may then run twice, which every job bears.
 */
export async function freeAbandonedJobs(db: Db): Promise<void> {
  await transact(db, (tx) =>
    sql`
      select from graphile_worker.force_unlock_workers(array(
        select distinct locked_by from graphile_worker.jobs
        where locked_at < now() - make_interval(mins => ${LOCK_MINUTES_MAX})
      ))`.execute(tx),
  );
}
