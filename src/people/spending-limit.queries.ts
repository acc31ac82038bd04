import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { SpendingPeriod } from '../platform/db/schema.ts';

export type SpendingLimit = { period: SpendingPeriod; limitMinor: number };

/** How much somebody may order for a company in a period; `undefined`: as much as he likes. */
export async function findSpendingLimit(
  db: Db,
  of: { personId: string; companyId: string },
): Promise<SpendingLimit | undefined> {
  return db
    .selectFrom('spendingLimit')
    .where('personId', '=', of.personId)
    .where('companyId', '=', of.companyId)
    .select(['period', 'limitMinor'])
    .executeTakeFirst();
}

/** Writes a member's limit over the one before. Says whether there is such a member now. */
export async function upsertSpendingLimit(
  tx: Tx,
  set: SpendingLimit & { personId: string; companyId: string; setBy: string; at: Date },
): Promise<boolean> {
  const { personId, companyId, period, limitMinor, setBy, at } = set;
  const written = await sql`
    insert into spending_limit (person_id, company_id, period, limit_minor, set_by, set_at)
    select person_id, company_id, ${period}::spending_period, ${limitMinor}, ${setBy}, ${at}
    from membership
    where person_id = ${personId} and company_id = ${companyId} and ended_at is null
    on conflict (person_id, company_id) do update
      set period = excluded.period, limit_minor = excluded.limit_minor, set_by = excluded.set_by,
          set_at = excluded.set_at`.execute(tx);
  return written.numAffectedRows === 1n;
}

/** Takes a member's limit away; says whether there is such a member now, with or without a limit. */
export async function deleteSpendingLimit(
  tx: Tx,
  of: { personId: string; companyId: string },
): Promise<boolean> {
  const found = await sql`
    with member as (
      select person_id, company_id from membership
      where person_id = ${of.personId} and company_id = ${of.companyId} and ended_at is null
    ), gone as (
      delete from spending_limit as spending using member
      where spending.person_id = member.person_id and spending.company_id = member.company_id
    )
    select from member`.execute(tx);
  return found.rows.length === 1;
}
