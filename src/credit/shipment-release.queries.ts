import { sql } from 'kysely';
import { accountManagerSql } from '../customers/account-manager.queries.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import type { ReleaseState } from '../platform/db/schema.ts';
import type { ShipmentStanding } from './shipment-standing.ts';

/** How an order stands before its goods leave on a day. One statement. */
export async function findShipmentStanding(
  db: Db,
  of: { orderId: string; on: string },
): Promise<ShipmentStanding | undefined> {
  const { orderId, on } = of;
  const found = await sql<ShipmentStanding>`
    select placed.id as order_id, placed.company_id, company.name as company_name, placed.number, placed.payment,
           placed.stage, placed.gross_minor,
           case coalesce(account.credit_kind, 'none') when 'none' then 0 when 'amount' then credit_limit_on(account, ${on}::date) end
             as limit_minor,
           coalesce(account.exposure_minor, 0) as exposure_minor,
           (select json_build_object('kind', kind, 'reason', reason) from credit_hold
            where company_id = placed.company_id and scope = 'block-shipment' and ended_at is null
            order by kind limit 1) as hold,
           (select alone_up_to_minor from credit_rule) as alone_up_to_minor,
           (select coalesce(string_agg(reader.name, ', ' order by reader.name), '') from person as reader
            where reader.disabled_at is null and ${accountManagerSql()}) as people,
           (select json_build_object('id', release.id, 'state', state, 'reason', reason, 'askedByName', asker.name)
            from shipment_release as release join person as asker on asker.id = release.asked_by
            where order_id = placed.id and (state = 'waiting' or state = 'granted' and until_day >= ${on}::date)
            order by state desc, asked_at desc limit 1) as release,
           (select json_build_object('note', newest.note, 'decidedByName', decider.name)
            from (select * from shipment_release where order_id = placed.id order by asked_at desc, id desc limit 1) as newest
            join person as decider on decider.id = newest.decided_by
            where newest.state = 'refused') as refused
    from sales_order as placed
    join company on company.id = placed.company_id
    left join company_account as account on account.company_id = placed.company_id
    where placed.id = ${orderId}`.execute(db);
  return found.rows[0];
}

/** A wish to let an order go. */
export type Release = {
  id: string;
  companyId: string;
  orderId: string;
  askedBy: string;
  aloneUpToMinor: number;
  state: ReleaseState;
};

/** Writes a wish; one of an order waits at a time, so a second changes nothing. */
export async function insertRelease(
  tx: Tx,
  release: {
    id: string;
    companyId: string;
    orderId: string;
    overMinor: number;
    aloneUpToMinor: number;
    reason: string;
    askedBy: string;
    askedAt: Date;
  },
): Promise<void> {
  await tx
    .insertInto('shipmentRelease')
    .values(release)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** A wish by its id, as it stands. */
export function findRelease(db: Db, id: string): Promise<Release | undefined> {
  return db
    .selectFrom('shipmentRelease')
    .where('id', '=', id)
    .select(['id', 'companyId', 'orderId', 'askedBy', 'aloneUpToMinor', 'state'])
    .executeTakeFirst();
}

/** Decides a wish that waits, under the lock of the account. */
export async function decideReleaseNow(
  tx: Tx,
  decided: {
    id: string;
    state: 'granted' | 'refused';
    overMinor: number;
    untilDay: string | null;
    note: string;
    by: string;
    at: Date;
  },
): Promise<void> {
  const { id, by, at, ...set } = decided;
  await tx
    .updateTable('shipmentRelease')
    .set({ ...set, decidedBy: by, decidedAt: at })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute();
}

/** A wish that waits, with how its company stands on the day. Minor units. */
export type WaitingRelease = {
  id: string;
  orderId: string;
  number: string;
  grossMinor: number;
  companyId: string;
  companyName: string;
  overMinor: number;
  limitMinor: number | null;
  exposureMinor: number;
  aloneUpToMinor: number;
  reason: string;
  askedBy: string;
  askedByName: string;
  askedAt: Date;
};

/** Wishes to let goods go that wait, the oldest first. One statement. */
export async function listWaitingReleases(
  db: Db,
  sought: { on: string; rowsMax: number },
): Promise<WaitingRelease[]> {
  const found = await sql<WaitingRelease>`
    select release.id, release.order_id, placed.number, placed.gross_minor, release.company_id,
           company.name as company_name, over_minor,
           case account.credit_kind when 'none' then 0 when 'amount' then credit_limit_on(account, ${sought.on}::date) end as limit_minor,
           account.exposure_minor, alone_up_to_minor, reason, asked_by, asker.name as asked_by_name, asked_at
    from shipment_release as release
    join sales_order as placed on placed.id = release.order_id
    join company on company.id = release.company_id
    join company_account as account on account.company_id = release.company_id
    join person as asker on asker.id = release.asked_by
    where release.state = 'waiting'
    order by asked_at, release.id limit ${sought.rowsMax}`.execute(db);
  return found.rows;
}
