import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';

/** What a person's orders for a company come to with VAT since a trading day, without the cancelled. Minor units. */
export async function sumSpent(
  tx: Tx,
  of: { personId: string; companyId: string; from: string },
): Promise<number> {
  const found = await sql<{ spentMinor: number }>`
    select coalesce(sum(gross_minor), 0)::bigint as spent_minor
    from sales_order
    where company_id = ${of.companyId} and placed_by = ${of.personId} and stage <> 'cancelled'
      and placed_at >= ${of.from}::date::timestamp at time zone 'Asia/Almaty'`.execute(tx);
  return found.rows[0]?.spentMinor ?? 0;
}
