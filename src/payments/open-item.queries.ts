import { sql } from 'kysely';
import { BOOKS_CURRENCY } from '../ledger/booking.ts';
import type { Db } from '../platform/db/database.ts';
import type { OpenItem } from './open-item.ts';

/** Something that is to be paid, with whose it is and what it came to. Minor units. */
export type OpenOrder = OpenItem & { companyName: string; grossMinor: number };

/**
 * Everything that is to be paid, of all companies or of one, the oldest first.
 * Money that came may be for any of it, and a number that two bear is doubtful,
 * so matching looks at all.
 */
export async function listOpenItems(db: Db, of: { companyId?: string } = {}): Promise<OpenOrder[]> {
  const { companyId } = of;
  const found = await sql<OpenOrder>`
    select 'order' as kind, placed.id, placed.number, placed.company_id, company.bin as company_bin,
           company.name as company_name, placed.gross_minor, placed.gross_minor - placed.paid_minor as due_minor,
           placed.due_on, ${BOOKS_CURRENCY} as currency
    from sales_order as placed join company on company.id = placed.company_id
    where placed.paid_minor < placed.gross_minor and placed.stage <> 'cancelled' and placed.source = 'counterweight'
      and ${companyId === undefined ? sql`true` : sql`placed.company_id = ${companyId}`}
    order by placed.due_on nulls last, placed.placed_at, placed.id`.execute(db);
  return found.rows;
}
