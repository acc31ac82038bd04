import { setPriority } from 'node:os';
import { workerData } from 'node:worker_threads';
import { z } from 'zod';
import { workNight } from './loyalty/nightly/work-night.ts';
import { connect } from './platform/db/database.ts';

/** The purchases of ten thousand companies are read in one statement. */
const STATEMENT_SECONDS = 120;
/** Behind everything that somebody waits for. On Linux this is the thread's alone; elsewhere it would be the whole process. */
const LOWEST = 19;

/** A thread that works one night off, over a connection of its own. */
const { url, payload } = z
  .object({ url: z.string(), payload: z.object({ at: z.date() }) })
  .parse(workerData);
if (process.platform === 'linux') setPriority(LOWEST);
const db = connect({ url, connectionsMax: 1, statementSeconds: STATEMENT_SECONDS });
try {
  await workNight(db, payload.at);
} finally {
  await db.destroy();
}
