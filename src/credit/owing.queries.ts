import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import type { HoldKind, HoldScope } from '../platform/db/schema.ts';
import type { OverdueOrder } from './overdue.ts';

/** So many late orders are named; the sum counts all. */
const ORDERS_MAX = 5;

/** What stands between a company and its orders on account, in a few figures. Minor units. */
export type Owing = {
  holds: readonly { kind: HoldKind; scope: HoldScope }[];
  /** Past its day to pay, also within the days of grace; what is disputed left out. */
  overdueMinor: number;
  /** The oldest of them. */
  orders: readonly OverdueOrder[];
  managerName: string | null;
  managerPhone: string | null;
};

/**
 * What a company owes too late on a day, and what is stopped, as one value of a
 * statement; null for an unknown company.
 */
export const owingSql = ({
  companyId,
  on,
}: {
  companyId: string | RawBuilder<unknown>;
  on: string;
}) => sql<Owing | null>`
  (with late as (
     select placed.id as order_id, placed.number, min(part.due_on) as due_on,
            greatest(0, sum(part.left_minor) - objected_minor_of(placed.id))::bigint as left_minor
     from sales_order as placed cross join lateral due_parts(placed) as part
     where placed.company_id = ${companyId} and placed.next_due_on < ${on}::date and part.due_on < ${on}::date
     group by placed.id, placed.number
   ), named as (
     select * from late where left_minor > 0 order by due_on, number limit ${ORDERS_MAX}
   )
   select json_build_object(
     'holds', (select coalesce(json_agg(json_build_object('kind', kind, 'scope', scope) order by scope, kind), '[]')
               from credit_hold where company_id = debtor.id and ended_at is null),
     'overdueMinor', (select coalesce(sum(left_minor), 0)::bigint from late),
     'orders', (select coalesce(json_agg(json_build_object('orderId', order_id, 'number', number, 'dueOn', due_on,
                                                           'leftMinor', left_minor) order by due_on, number), '[]')
                from named),
     'managerName', keeper.name, 'managerPhone', keeper.phone)
   from company as debtor left join person as keeper on keeper.id = debtor.manager_id and keeper.disabled_at is null
   where debtor.id = ${companyId})`;

/** The same alone. One statement; `undefined` for an unknown company. */
export async function readOwing(
  db: Db,
  of: { companyId: string; on: string },
): Promise<Owing | undefined> {
  const found = await sql<{ owing: Owing | null }>`select ${owingSql(of)} as owing`.execute(db);
  return found.rows[0]?.owing ?? undefined;
}
