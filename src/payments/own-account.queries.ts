import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';

/** An account of ours at a bank: where it is, and whose name stands on it. */
export type OwnAccount = {
  iban: string;
  bankName: string;
  bik: string;
  /** КБе: residence and sector of whom it belongs to. */
  kbe: string;
  holderName: string;
  holderBin: string;
  /** The one that buyers are asked to pay to. */
  isMain: boolean;
};

/** Our accounts, the main one first. */
export async function listOwnAccounts(db: Db): Promise<OwnAccount[]> {
  return db
    .selectFrom('ownAccount')
    .orderBy('isMain', 'desc')
    .orderBy('addedAt')
    .orderBy('iban')
    .select(['iban', 'bankName', 'bik', 'kbe', 'holderName', 'holderBin', 'isMain'])
    .execute();
}

/** Writes an account or what is new about it; the first is the main one. */
export async function saveOwnAccount(
  tx: Tx,
  account: OwnAccount & { personId: string; at: Date },
): Promise<void> {
  const { iban, bankName, bik, kbe, holderName, holderBin, isMain, personId, at } = account;
  if (isMain)
    await tx.updateTable('ownAccount').set({ isMain: false }).where('isMain', '=', true).execute();
  await sql`
    insert into own_account (iban, bank_name, bik, kbe, holder_name, holder_bin, is_main, added_by, added_at)
    values (${iban}, ${bankName}, ${bik}, ${kbe}, ${holderName}, ${holderBin},
            ${isMain} or not exists (select from own_account), ${personId}, ${at})
    on conflict (iban) do update set bank_name = excluded.bank_name, bik = excluded.bik, kbe = excluded.kbe,
      holder_name = excluded.holder_name, holder_bin = excluded.holder_bin,
      is_main = own_account.is_main or excluded.is_main`.execute(tx);
}
