import { recordEvent } from '../events/record-event.ts';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { insertStep, markToldLate } from './claim.queries.ts';

const AT_ONCE_MAX = 200;

/**
 * Looks for claims whose next step is late and lets the heads know, once for each
 * step. The worker asks every hour; harmless to run early, late or twice.
 */
export async function watchClaims(db: Db, at: Date): Promise<void> {
  await transact(db, async (tx) => {
    for (const { id: claimId, number, companyId } of await markToldLate(tx, {
      at,
      limit: AT_ONCE_MAX,
    })) {
      const step = { claimId, companyId, kind: 'overdue', personId: null, words: '', at } as const;
      await insertStep(tx, step);
      const event = { type: 'claim.overdue', claimId, number } as const;
      const by = { personId: null, channel: null, subjectId: claimId };
      await recordEvent(tx, event, { companyId, ...by, at });
    }
  });
}
