import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { CreditStanding } from './credit.ts';

/** What a company may owe on a day and owes; `undefined` for a company without an account. */
export async function findCreditStanding(
  db: Db,
  of: { companyId: string; on: string },
): Promise<CreditStanding | undefined> {
  const found = await sql<CreditStanding>`
    select credit_kind, credit_limit_on(account, ${of.on}::date) as limit_minor, exposure_of(account) as exposure_minor
    from company_account as account where company_id = ${of.companyId}`.execute(db);
  return found.rows[0];
}

/**
 * Raises a company's exposure by an order if its credit of the day covers it;
 * the condition stands in the statement, so two sales cannot both take the last
 * of a limit. Returns whether it did. Locks the account until the commit.
 */
export async function raiseExposure(
  tx: Tx,
  by: { companyId: string; orderMinor: number; on: string },
): Promise<boolean> {
  const raised = await sql`
    update company_account as account set exposure_minor = exposure_minor + ${by.orderMinor}
    where company_id = ${by.companyId}
      and (credit_kind = 'unlimited'
           or credit_kind = 'amount' and exposure_of(account) + ${by.orderMinor} <= credit_limit_on(account, ${by.on}::date))`.execute(
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

/** Gives a company an account without credit if it has none yet; an unknown company gets none. */
export async function openAccount(tx: Tx, companyId: string): Promise<void> {
  await sql`
    insert into company_account (company_id, credit_kind)
    select id, 'none' from company where id = ${companyId}
    on conflict (company_id) do nothing`.execute(tx);
}

/** Locks a company's account until the commit, before any of its orders. Returns whether there is one. */
export async function lockAccount(tx: Tx, companyId: string): Promise<boolean> {
  const locked = await tx
    .selectFrom('companyAccount')
    .where('companyId', '=', companyId)
    .select('companyId')
    .forUpdate()
    .execute();
  return locked.length > 0;
}

/** What the accounts get from the agreement of a day; where it is so already, nothing is written. */
const fromAgreementOn = (on: string) => sql`
  update company_account as account
  set credit_kind = agreement.credit_kind, limit_minor = agreement.credit_limit_minor
  from agreement
  where agreement.company_id = account.company_id and agreement.valid_during @> ${on}::date
    and (account.credit_kind, account.limit_minor)
        is distinct from (agreement.credit_kind, agreement.credit_limit_minor)`;

/** Gives an account the credit of the agreement in force on a day. */
export async function alignAccount(tx: Tx, of: { companyId: string; on: string }): Promise<void> {
  await sql`${fromAgreementOn(of.on)} and account.company_id = ${of.companyId}`.execute(tx);
}

/** The same for every company. */
export async function alignAllAccounts(tx: Tx, on: string): Promise<void> {
  await fromAgreementOn(on).execute(tx);
}
