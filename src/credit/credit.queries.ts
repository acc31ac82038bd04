import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { CreditStanding } from './credit.ts';

/** What a company may owe and owes; `undefined` for a company without an account. */
export function findCreditStanding(db: Db, companyId: string): Promise<CreditStanding | undefined> {
  return db
    .selectFrom('companyAccount')
    .where('companyId', '=', companyId)
    .select(['creditKind', 'limitMinor', 'exposureMinor'])
    .executeTakeFirst();
}

/**
 * Raises a company's exposure by an order if its credit covers it; the
 * condition stands in the statement, so two sales cannot both take the last of
 * a limit. Returns whether it did. Locks the account until the commit.
 */
export async function raiseExposure(
  tx: Tx,
  by: { companyId: string; orderMinor: number },
): Promise<boolean> {
  const raised = await sql`
    update company_account set exposure_minor = exposure_minor + ${by.orderMinor}
    where company_id = ${by.companyId}
      and (credit_kind = 'unlimited'
           or credit_kind = 'amount' and exposure_minor + ${by.orderMinor} <= limit_minor)`.execute(
    tx,
  );
  return raised.numAffectedRows === 1n;
}

/** Lowers the exposure again when an order on account ends. Minor units. */
export async function lowerExposure(
  tx: Tx,
  by: { companyId: string; orderMinor: number },
): Promise<void> {
  await tx
    .updateTable('companyAccount')
    .set((row) => ({ exposureMinor: row('exposureMinor', '-', by.orderMinor) }))
    .where('companyId', '=', by.companyId)
    .execute();
}

/** Locks a company's account until the commit, before any of its orders. */
export async function lockAccount(tx: Tx, companyId: string): Promise<void> {
  await tx
    .selectFrom('companyAccount')
    .where('companyId', '=', companyId)
    .select('companyId')
    .forUpdate()
    .execute();
}
