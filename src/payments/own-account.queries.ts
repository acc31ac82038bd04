import type { Db, Tx } from '../platform/db/database.ts';

/** An account of ours at a bank, whose statements we take in. */
export type OwnAccount = { iban: string; bankName: string; bik: string };

/** Our accounts, in the order in which they were added. */
export async function listOwnAccounts(db: Db): Promise<OwnAccount[]> {
  return db
    .selectFrom('ownAccount')
    .orderBy('addedAt')
    .orderBy('iban')
    .select(['iban', 'bankName', 'bik'])
    .execute();
}

/** Writes an account or what is new about it. */
export async function saveOwnAccount(
  tx: Tx,
  account: OwnAccount & { personId: string; at: Date },
): Promise<void> {
  const { iban, bankName, bik, personId, at } = account;
  await tx
    .insertInto('ownAccount')
    .values({ iban, bankName, bik, addedBy: personId, addedAt: at })
    .onConflict((known) => known.column('iban').doUpdateSet({ bankName, bik }))
    .execute();
}
