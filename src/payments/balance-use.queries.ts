import type { Db, Tx } from '../platform/db/database.ts';

/** Money of a customer's balance that was put to orders by one form. Minor units. */
export type BalanceUse = {
  id: string;
  companyId: string;
  amountMinor: number;
  personId: string;
  at: Date;
};

/** What a form of the company has used already; to be asked once its account is locked. Minor units. */
export async function findBalanceUse(
  db: Db,
  of: { id: string; companyId: string },
): Promise<number | undefined> {
  const found = await db
    .selectFrom('balanceUse')
    .where('id', '=', of.id)
    .where('companyId', '=', of.companyId)
    .select('amountMinor')
    .executeTakeFirst();
  return found?.amountMinor;
}

/** Remembers what a form has used. Returns false where its id is another company's. */
export async function insertBalanceUse(tx: Tx, use: BalanceUse): Promise<boolean> {
  const { id, companyId, amountMinor, personId: usedBy, at: usedAt } = use;
  const written = await tx
    .insertInto('balanceUse')
    .values({ id, companyId, amountMinor, usedBy, usedAt })
    .onConflict((oc) => oc.column('id').doNothing())
    .executeTakeFirst();
  return (written.numInsertedOrUpdatedRows ?? 0n) > 0n;
}
