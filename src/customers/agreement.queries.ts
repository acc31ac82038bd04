import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { AgreementVersion, Terms } from './agreement.ts';

/** All versions of a company's agreement, the newest first. One statement. */
export async function listAgreements(db: Db, companyId: string): Promise<AgreementVersion[]> {
  const found = await sql<AgreementVersion>`
    select agreement.id, version, number, lower(valid_during) as "from", upper(valid_during) as until, price_strategy,
           public_price_if_better, pricing_date, payment, payment_days, tolerance_bp, credit_kind, credit_limit_minor,
           purchase_number_required, reason, person.name as changed_by_name, changed_at
    from agreement left join person on person.id = agreement.changed_by
    where company_id = ${companyId}
    order by version desc`.execute(db);
  return found.rows;
}

/** The newest version of a company's agreement, whenever it is in force; `undefined` for a company that has none. */
export function findNewestAgreement(
  db: Db,
  companyId: string,
): Promise<{ version: number; number: string } | undefined> {
  return db
    .selectFrom('agreement')
    .where('companyId', '=', companyId)
    .orderBy('version', 'desc')
    .limit(1)
    .select(['version', 'number'])
    .executeTakeFirst();
}

/** Ends what was agreed on the day before; what would have begun on the day or later is replaced and keeps no day. */
export async function endAgreements(
  tx: Tx,
  of: { companyId: string; from: string },
): Promise<void> {
  const { companyId, from } = of;
  await sql`
    update agreement
    set valid_during = valid_during * daterange(null, ${from}::date)
    where company_id = ${companyId} and valid_during && daterange(${from}::date, null)`.execute(tx);
}

/** Writes the next version of an agreement, in force from a day on without an end. */
export async function insertAgreement(
  tx: Tx,
  agreement: {
    id: string;
    companyId: string;
    version: number;
    number: string;
    from: string;
    terms: Terms;
    reason: string;
    by: string;
    at: Date;
  },
): Promise<void> {
  const { id, companyId, version, number, from, terms, reason, by, at } = agreement;
  await tx
    .insertInto('agreement')
    .values({
      id,
      companyId,
      version,
      number,
      validDuring: sql<string>`daterange(${from}::date, null)`,
      ...terms,
      reason,
      changedBy: by,
      changedAt: at,
    })
    .execute();
}
