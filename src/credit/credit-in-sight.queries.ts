import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import type { CreditInSight, ExposureBuckets } from './credit-in-sight.ts';
import type { CreditStanding } from './credit.ts';

/** So many of the next days to pay are shown. */
const DUES_MAX = 3;

type Row = CreditStanding &
  ExposureBuckets & {
    agreedLimitMinor: number | null;
    extraMinor: number | null;
    untilDay: string | null;
    dueNumbers: string[];
    dueDays: string[];
    dueMinor: number[];
    holds: CreditInSight['holds'];
    requestMinor: number | null;
    requestDay: string | null;
    requestState: NonNullable<CreditInSight['request']>['state'] | null;
    requestNote: string | null;
  };

/**
 * A company's credit on a day with all that it is made of: what is owed by
 * bucket, the next days to pay, what was granted for a time, its holds and its
 * newest wish. `undefined` for a company without an account. One statement.
 */
export async function readCreditInSight(
  db: Db,
  of: { companyId: string; on: string },
): Promise<CreditInSight | undefined> {
  const { companyId, on } = of;
  const found = await sql<Row>`
    with owed as materialized (
      select number, due_on, gross_minor - paid_minor as left_minor, stage in ('shipped', 'delivered') as is_handed_over,
             late.minor - least(late.minor, late.objected_minor) as late_minor,
             least(late.minor, late.objected_minor) as disputed_minor
      from sales_order
      cross join lateral (
        select coalesce(sum(part.left_minor), 0)::bigint as minor,
               case when count(*) > 0 then objected_minor_of(sales_order.id) else 0 end as objected_minor
        from due_parts(sales_order) as part
        where sales_order.next_due_on < ${on}::date and part.due_on < ${on}::date
      ) as late
      where company_id = ${companyId} and stage <> 'cancelled' and source = 'counterweight' and paid_minor < gross_minor
        and (payment = 'on-account' or stage in ('shipped', 'delivered'))
    ), next_due as (
      select number, due_on, left_minor from owed where due_on >= ${on}::date
      order by due_on, number limit ${DUES_MAX}
    )
    select account.credit_kind, account.limit_minor as agreed_limit_minor,
           exposure_of(account) as exposure_minor,
           exposure_of(account) - account.exposure_minor as awaiting_approval_minor,
           account.commitment_minor + sum.handed_over_minor + sum.past_due_minor + sum.disputed_minor - account.exposure_minor as paid_ahead_minor,
           account.commitment_minor as to_hand_over_minor,
           credit_limit_on(account, ${on}::date) as limit_minor,
           granted.extra_minor, upper(granted.valid_during) - 1 as until_day, sum.*, due.*,
           (select coalesce(json_agg(json_build_object('kind', kind, 'scope', scope) order by scope, kind), '[]')
            from credit_hold where company_id = account.company_id and ended_at is null) as holds,
           request.extra_minor as request_minor, request.until_day as request_day, request.state as request_state,
           request.decision_note as request_note
    from company_account as account
    cross join lateral (
      select coalesce(sum(left_minor - late_minor - disputed_minor) filter (where is_handed_over), 0)::bigint as handed_over_minor,
             coalesce(sum(late_minor) filter (where is_handed_over), 0)::bigint as past_due_minor,
             coalesce(sum(disputed_minor) filter (where is_handed_over), 0)::bigint as disputed_minor
      from owed
    ) as sum
    cross join lateral (
      select coalesce(array_agg(number order by due_on, number), '{}') as due_numbers,
             coalesce(array_agg(due_on::text order by due_on, number), '{}') as due_days,
             coalesce(array_agg(left_minor order by due_on, number), '{}') as due_minor
      from next_due
    ) as due
    left join temporary_limit as granted
      on granted.company_id = account.company_id and granted.valid_during @> ${on}::date
    left join lateral (
      select extra_minor, until_day, state, decision_note from limit_request
      where company_id = account.company_id
      order by requested_at desc, id desc limit 1
    ) as request on true
    where account.company_id = ${companyId}`.execute(db);
  const [row] = found.rows;
  return row && inSight(row);
}

function inSight(row: Row): CreditInSight {
  const { creditKind, limitMinor, exposureMinor, agreedLimitMinor, holds } = row;
  const { awaitingApprovalMinor, toHandOverMinor, handedOverMinor, paidAheadMinor } = row;
  const { pastDueMinor, disputedMinor } = row;
  return {
    ...{ creditKind, limitMinor, exposureMinor, agreedLimitMinor, holds },
    buckets: {
      awaitingApprovalMinor,
      toHandOverMinor,
      handedOverMinor,
      pastDueMinor,
      disputedMinor,
      paidAheadMinor,
    },
    temporary:
      row.extraMinor !== null && row.untilDay !== null
        ? { extraMinor: row.extraMinor, untilDay: row.untilDay }
        : undefined,
    dues: row.dueNumbers.map((number, i) => ({
      number,
      dueOn: row.dueDays[i] ?? '',
      leftMinor: row.dueMinor[i] ?? 0,
    })),
    request:
      row.requestMinor !== null && row.requestDay !== null && row.requestState !== null
        ? {
            extraMinor: row.requestMinor,
            untilDay: row.requestDay,
            state: row.requestState,
            decisionNote: row.requestNote ?? '',
          }
        : undefined,
  };
}
