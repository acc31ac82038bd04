import { z } from 'zod';
import { tradingDay } from '../measures/calendar.ts';
import { workDaily } from '../platform/daily-work.ts';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { findCompanyOfEvent } from './holds.queries.ts';
import { listDebtors } from './overdue.queries.ts';
import { reviewHolds } from './review-holds.ts';

/**
 * Looks once on each day of trade at everybody who owes something (job, asked
 * every hour): holds begin and end as the debts of the day say. Each company in a
 * transaction of its own, so that no order waits for the others. Says at how many
 * companies it looked.
 */
export function holdOverdue(db: Db, at: Date): Promise<number> {
  const day = tradingDay(at);
  return workDaily(
    db,
    { name: 'hold-overdue', day, at },
    {
      list: (of) => listDebtors(db, { ...of, on: day }),
      work: (companyId) => transact(db, (tx) => reviewHolds(tx, { companyId, at })),
    },
  );
}

const Job = z.object({ eventId: z.int().positive() });

/** Looks at one company after something about its credit or its orders has changed (job). */
export async function reviewHoldsAfter(db: Db, payload: unknown, at: Date): Promise<void> {
  const { eventId } = Job.parse(payload);
  const companyId = await findCompanyOfEvent(db, eventId);
  if (companyId) await transact(db, (tx) => reviewHolds(tx, { companyId, at }));
}
