import { sql } from 'kysely';
import type { Tx } from './db/database.ts';

/**
 * Puts a job into the queue in the caller's transaction: it exists if and only
 * if the caller's rows do. With a key, a job that still waits is replaced
 * instead of doubled. The worker runs it at least once, so it repeats harmlessly.
 */
export async function addJob(
  tx: Tx,
  job: { name: string; payload: Record<string, unknown>; key?: string; runAt?: Date },
): Promise<void> {
  await sql`
    select from graphile_worker.add_job(
      ${job.name},
      payload => ${JSON.stringify(job.payload)}::json,
      job_key => ${job.key ?? null},
      run_at => ${job.runAt ?? null}::timestamptz
    )`.execute(tx);
}
