import { setPriority } from 'node:os';
import { workerData } from 'node:worker_threads';
import { z } from 'zod';
import { connect } from './platform/db/database.ts';
import { workPriceImport } from './pricing/work-price-import.ts';

/** A hundred thousand prices are written in one statement. */
const STATEMENT_SECONDS = 120;
/** Behind everything that somebody waits for. On Linux this is the thread's alone; elsewhere it would be the whole process. */
const LOWEST = 19;

/** A thread that works one file of prices off, over a connection of its own. */
const { url, payload } = z.object({ url: z.string(), payload: z.unknown() }).parse(workerData);
if (process.platform === 'linux') setPriority(LOWEST);
const db = connect({ url, connectionsMax: 1, statementSeconds: STATEMENT_SECONDS });
try {
  await workPriceImport(db, payload);
} finally {
  await db.destroy();
}
