import type { Db } from '../platform/db/database.ts';
import type { StaffRole } from '../platform/db/schema.ts';
import type { TermsAuthority } from './terms-authority.ts';

/** What a role may agree alone; `undefined` for a role of which nothing is said. */
export function findTermsAuthority(db: Db, role: StaffRole): Promise<TermsAuthority | undefined> {
  return db
    .selectFrom('termsAuthority')
    .where('role', '=', role)
    .select(['creditLimitMinor', 'mayGiveUnlimited', 'paymentDays', 'toleranceBp'])
    .select(['mayTakeLowest', 'mayGiveFreight'])
    .executeTakeFirst();
}
