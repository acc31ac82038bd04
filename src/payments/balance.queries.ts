import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';

/** What a company has with us that pays for nothing, and what it could pay. Minor units. */
export type Balance = {
  companyId: string;
  companyName: string;
  balanceMinor: number;
  /** Orders that are not paid whole, the first due first, at most twenty. */
  openOrders: readonly { id: string; number: string; leftMinor: number }[];
};

/** The balance of a company with the orders that it could pay; `undefined`: no such company. One statement. */
export async function readBalance(db: Db, companyId: string): Promise<Balance | undefined> {
  const found = await sql<
    Omit<Balance, 'openOrders'> & { ids: string[]; numbers: string[]; lefts: number[] }
  >`
    select company.id as company_id, company.name as company_name,
           coalesce((select balance_minor from company_account where company_id = company.id), 0)::bigint as balance_minor,
           open.*
    from company
    cross join lateral (
      select coalesce(array_agg(due.id), '{}') as ids, coalesce(array_agg(due.number), '{}') as numbers,
             coalesce(array_agg(due.left_minor), '{}') as lefts
      from (
        select id, number, gross_minor - paid_minor as left_minor from sales_order
        where company_id = company.id and paid_minor < gross_minor and stage <> 'cancelled' and source = 'counterweight'
        order by due_on nulls last, placed_at limit 20
      ) as due
    ) as open
    where company.id = ${companyId}`.execute(db);
  const [row] = found.rows;
  if (!row) return undefined;
  const { ids, numbers, lefts, ...head } = row;
  const openOrders = ids.map((id, i) => ({
    ...{ id, number: numbers[i] ?? '', leftMinor: lefts[i] ?? 0 },
  }));
  return { ...head, openOrders };
}
