import { alignAccount } from './credit.queries.ts';
import { endAgreements } from '../customers/agreement.queries.ts';
import type { Tx } from '../platform/db/database.ts';

/**
 * Brings a version into force from a day on: what was agreed for those days
 * ends, `write` puts the version there, and the credit of the account follows
 * where the day is today. The account is locked by the caller.
 */
export async function bringIntoForce(
  tx: Tx,
  of: { companyId: string; from: string; today: string },
  write: () => Promise<void>,
): Promise<void> {
  const { companyId, from, today } = of;
  await endAgreements(tx, { companyId, from });
  await write();
  await alignAccount(tx, { companyId, on: today });
}
