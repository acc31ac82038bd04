import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';

/** Who we are on paper, as it is typed in: name, number, address, bank, and who signs. */
export type SellerDetails = {
  name: string;
  bin: string;
  address: string;
  phone: string;
  bankName: string;
  bik: string;
  iik: string;
  kbe: string;
  vatSeries: string | null;
  vatNumber: string | null;
  directorName: string;
  chiefAccountantName: string | null;
};

/** Whom buyers pay by transfer, and to which account: who we are on paper. */
export type Payee = Pick<SellerDetails, 'name' | 'bin' | 'bankName' | 'bik' | 'iik' | 'kbe'>;

/** The payee on a day; `undefined` where nobody said who we are on it. */
export async function findPayee(db: Db, on: string): Promise<Payee | undefined> {
  const found = await sql<Payee>`
    select name, bin, bank_name, bik, iik, kbe from seller_details where valid_during @> ${on}::date`.execute(
    db,
  );
  return found.rows[0];
}

/** The details in all their versions, the newest first, with the first day of each. */
export async function listSellerDetails(db: Db): Promise<(SellerDetails & { from: string })[]> {
  const found = await sql<SellerDetails & { from: string }>`
    select name, bin, address, phone, bank_name, bik, iik, kbe, vat_series, vat_number, director_name,
           chief_accountant_name, lower(valid_during) as from
    from seller_details order by lower(valid_during) desc`.execute(db);
  return found.rows;
}

/** Puts details in force from a day on, for good: what was in force ends the day before, and what was to come is dropped. */
export async function replaceSellerDetails(
  tx: Tx,
  of: { details: SellerDetails; from: string },
): Promise<void> {
  const { details, from } = of;
  await sql`lock table seller_details in share row exclusive mode`.execute(tx);
  await sql`delete from seller_details where lower(valid_during) >= ${from}::date`.execute(tx);
  await sql`
    update seller_details set valid_during = daterange(lower(valid_during), ${from}::date)
    where valid_during @> ${from}::date`.execute(tx);
  await tx
    .insertInto('sellerDetails')
    .values({ ...details, validDuring: `[${from},)` })
    .execute();
}
