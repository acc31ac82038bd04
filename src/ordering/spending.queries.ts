import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';

/**
 * What a person has ordered for a company with VAT since a day in Almaty, without the
 * cancelled, and what he has sent for approval before a moment (R17): of two questions
 * the later one is the one that goes beyond. An expression.
 */
export const spentSql = (of: {
  companyId: RawBuilder<unknown>;
  personId: RawBuilder<unknown>;
  from: RawBuilder<unknown>;
  askedBefore: RawBuilder<unknown>;
}) => sql`
  (select coalesce(sum(gross_minor), 0)::bigint
   from (
     select gross_minor from sales_order
     where company_id = ${of.companyId} and placed_by = ${of.personId} and stage <> 'cancelled'
       and placed_at >= ${of.from}::timestamp at time zone 'Asia/Almaty'
     union all
     select gross_minor from approval_request
     where company_id = ${of.companyId} and requested_by = ${of.personId} and state in ('pending', 'approved')
       and requested_at >= ${of.from}::timestamp at time zone 'Asia/Almaty' and requested_at < ${of.askedBefore}
   ) as spent)`;

/** The same for one person, as it stands now; of an order that was asked about itself, as it stood then. Minor units. */
export async function sumSpent(
  tx: Tx,
  of: { personId: string; companyId: string; from: string; askedAt: Date | undefined },
): Promise<number> {
  const spent = spentSql({
    companyId: sql`${of.companyId}::uuid`,
    personId: sql`${of.personId}::uuid`,
    from: sql`${of.from}::date`,
    askedBefore: sql`coalesce(${of.askedAt ?? null}::timestamptz, 'infinity')`,
  });
  const found = await sql<{ spentMinor: number }>`select ${spent} as spent_minor`.execute(tx);
  return found.rows[0]?.spentMinor ?? 0;
}
