import { tradingDay } from '../measures/calendar.ts';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { alignAllAccounts } from './credit.queries.ts';

/**
 * Gives every account the credit of the agreement that is in force today, so
 * that a limit agreed for a later day counts from that day on (job). Changes
 * nothing where nothing began, and may run any number of times.
 */
export async function alignAccounts(db: Db, at: Date): Promise<void> {
  await transact(db, (tx) => alignAllAccounts(tx, tradingDay(at)));
}
