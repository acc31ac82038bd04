import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import type { Debt } from './overdue.ts';

/** So many overdue orders are looked at, the oldest first: enough to stop anybody. */
const ORDERS_MAX = 50;
/** Credit for a time that ended longer ago explains nothing any more. */
const OUTGROWN_DAYS = 30;

/** The rule that counts for a company on a day: what its terms say, else what counts for everybody. */
const ruleSql = (of: { companyId: string; on: string }) => sql`
  select coalesce(agreement.overdue_grace_days, credit_rule.grace_days) as grace_days,
         coalesce(agreement.overdue_least_minor, credit_rule.least_minor) as least_minor, credit_rule.scope
  from credit_rule
  left join agreement on agreement.company_id = ${of.companyId} and agreement.valid_during @> ${of.on}::date`;

/**
 * How a company stands with what it owes on a day. To be read under the lock of
 * its account where something follows from it. One statement; `undefined` for a
 * company without an account.
 */
export async function readDebt(
  db: Db,
  of: { companyId: string; on: string },
): Promise<Debt | undefined> {
  const { companyId, on } = of;
  const found = await sql<Debt>`
    with rule as (${ruleSql(of)}), late as (
      select placed.id as order_id, placed.number, min(part.due_on) as due_on,
             greatest(0, sum(part.left_minor) - objected_minor_of(placed.id))::bigint as left_minor
      from rule
      join sales_order as placed on placed.company_id = ${companyId} and placed.next_due_on < ${on}::date - rule.grace_days
      cross join lateral due_parts(placed) as part
      where part.due_on < ${on}::date - rule.grace_days
      group by placed.id, placed.number
    ), named as (
      select * from late where left_minor > 0 order by due_on, number limit ${ORDERS_MAX}
    )
    select rule.least_minor, rule.scope, account.credit_kind, credit_limit_on(account, ${on}::date) as limit_minor,
           exposure_of(account) as exposure_minor,
           (select coalesce(json_agg(json_build_object('orderId', order_id, 'number', number, 'dueOn', due_on,
                                                       'leftMinor', left_minor) order by due_on, number), '[]')
            from named) as orders,
           (select max(upper(valid_during)) from temporary_limit
            where company_id = account.company_id and upper(valid_during) between ${on}::date - ${OUTGROWN_DAYS}::integer and ${on}::date)
             as outgrown_on,
           (select coalesce(json_agg(json_build_object('id', id, 'kind', kind)), '[]') from credit_hold
            where company_id = account.company_id and ended_at is null and placed_by is null) as held,
           (select coalesce(json_agg(distinct kind), '[]') from credit_hold
            where company_id = account.company_id and placed_by is null and ended_by is not null
              and (ended_at at time zone 'Asia/Almaty')::date = ${on}::date) as spared
    from company_account as account cross join rule
    where account.company_id = ${companyId}`.execute(db);
  return found.rows[0];
}

/**
 * Companies about which the house may have to do something on a day, by their ids
 * after one: who owes anything that is past its day, whose credit for a time has
 * ended, whom the house holds.
 */
export async function listDebtors(
  db: Db,
  sought: { on: string; after: string | undefined; rowsMax: number },
): Promise<string[]> {
  const { on, after = null, rowsMax } = sought;
  const found = await sql<{ companyId: string }>`
    select company_id from (
      select distinct company_id from sales_order where next_due_on < ${on}::date
      union
      select company_id from temporary_limit
      where upper(valid_during) between ${on}::date - ${OUTGROWN_DAYS}::integer and ${on}::date
      union
      select company_id from credit_hold where ended_at is null and placed_by is null
    ) as debtor
    where ${after}::uuid is null or company_id > ${after}::uuid
    order by company_id limit ${rowsMax}`.execute(db);
  return found.rows.map(({ companyId }) => companyId);
}
