import pg from 'pg';
import { Refusal, type RefusalReason } from '../refusal.ts';

/**
 * Turns the violation of a known constraint into the refusal it means, and
 * lets everything else pass as it is. Written next to the statement:
 * `.catch(refuseOn({ company_bin: { code: 'company-exists', bin } }))`.
 */
export function refuseOn(known: Record<string, RefusalReason>): (error: unknown) => never {
  return (error) => {
    const reason =
      error instanceof pg.DatabaseError && error.constraint !== undefined
        ? known[error.constraint]
        : undefined;
    if (reason) throw new Refusal(reason);
    throw error;
  };
}
