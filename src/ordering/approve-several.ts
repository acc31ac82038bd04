import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { Refusal, type RefusalReason } from '../platform/refusal.ts';
import { decideApproval } from './decide-approval.ts';

/** Why one of several questions was not agreed to. */
export type NotAgreed = { requestId: string; reason: RefusalReason };

/**
 * Agrees to several questions of a company with one press (R16), each for itself, in the
 * order given: what is refused in one holds none of the others. Gives those that were
 * refused, with the reason. Sent again it changes nothing. Throws for a question that is
 * not there; those before it stay agreed.
 */
export async function approveSeveral(
  db: Db,
  by: {
    requestIds: readonly string[];
    /** The version of each that was seen; of one that is not named, as it is now. */
    seenVersions?: ReadonlyMap<string, number>;
    personId: string;
    companyId: string;
    at: Date;
  },
): Promise<NotAgreed[]> {
  const { requestIds, seenVersions, ...who } = by;
  const refused: NotAgreed[] = [];
  for (const requestId of new Set(requestIds)) {
    const seenVersion = seenVersions?.get(requestId);
    const answer = { requestId, seenVersion, verdict: 'approved', note: '' } as const;
    const said = { ...who, ...answer, byMail: false };
    try {
      await transact(db, (tx) => decideApproval(tx, said));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.push({ requestId, reason: error.reason });
    }
  }
  return refused;
}
