import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';

/** What a person's orders for a company come to with VAT since a trading day, without the cancelled and with what he has sent for approval (R17). Minor units. */
export async function sumSpent(
  tx: Tx,
  of: { personId: string; companyId: string; from: string },
): Promise<number> {
  const found = await sql<{ spentMinor: number }>`
    with since as (select ${of.from}::date::timestamp at time zone 'Asia/Almaty' as moment)
    select coalesce(sum(gross_minor), 0)::bigint as spent_minor
    from (
      select gross_minor from sales_order, since
      where company_id = ${of.companyId} and placed_by = ${of.personId} and stage <> 'cancelled'
        and placed_at >= since.moment
      union all
      select gross_minor from approval_request, since
      where company_id = ${of.companyId} and requested_by = ${of.personId} and state in ('pending', 'approved')
        and requested_at >= since.moment
    ) as spent`.execute(tx);
  return found.rows[0]?.spentMinor ?? 0;
}
