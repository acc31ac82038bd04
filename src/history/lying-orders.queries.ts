import { sql } from 'kysely';
import type { Storage } from '../customers/agreed.ts';
import { lyingGSql, readyToldAtSql } from '../ordering/storage.queries.ts';
import type { Db } from '../platform/db/database.ts';
import type { OrderStage } from '../platform/db/schema.ts';

/** An order whose goods lie ready and are not fetched, as the office looks at it. Grams, minor units. */
export type LyingOrder = {
  id: string;
  number: string;
  companyId: string;
  companyName: string;
  /** Who receives the goods, or else somebody of the company with a telephone; null where nobody has one. */
  contactName: string | null;
  contactPhone: string | null;
  branchCode: string;
  stage: OrderStage;
  siteId: string | null;
  grossMinor: number;
  agreed: { storage: Storage };
  readyToldAt: Date | null;
  isStorageWaived: boolean;
  /** Why, and who said so. */
  waiver: { reason: string; byName: string } | null;
  lyingG: number;
  /** Vehicles are planned for it, or have left. */
  hasVehicles: boolean;
};

/**
 * Orders that are to be fetched and lie on a day beyond their free days, those that lie
 * longest first, and then those whose buyers were never told; only where storage was
 * agreed. One statement.
 */
export async function listLyingOrders(
  db: Db,
  of: { on: string; rowsMax: number },
): Promise<LyingOrder[]> {
  const { on, rowsMax } = of;
  const found = await sql<LyingOrder>`
    select lying.id, number, company_id, company_name, branch_code, stage, site_id, gross_minor, agreed, ready_told_at,
           lying_g, is_storage_waived, waiver, has_vehicles, contact.name as contact_name, contact.phone as contact_phone
    from (
      select placed.id, placed.number, placed.company_id, company.name as company_name, placed.branch_code, placed.stage,
             placed.site_id, placed.gross_minor, placed.contact_id, agreement.storage_free_days,
             jsonb_build_object('storage', jsonb_build_object(
               'freeDays', agreement.storage_free_days, 'feeMinor', agreement.storage_fee_minor,
               'mostDays', agreement.storage_most_days)) as agreed,
             ${readyToldAtSql} as ready_told_at, ${lyingGSql} as lying_g,
             waived.waiver is not null as is_storage_waived, waived.waiver,
             exists (select from shipment where order_id = placed.id and stage <> 'cancelled') as has_vehicles
      from sales_order as placed
      join company on company.id = placed.company_id
      join agreement on agreement.id = placed.agreement_id and agreement.storage_free_days is not null
      left join lateral (
        select jsonb_build_object('reason', reason, 'byName', person.name) as waiver
        from storage_waiver join person on person.id = waived_by where order_id = placed.id
      ) as waived on true
      where placed.stage in ('ready', 'shipped') and placed.site_id is null
    ) as lying
    left join lateral (
      select name, phone from contact
      where contact.company_id = lying.company_id and phone is not null
      order by contact.id = lying.contact_id desc nulls last, contact.name
      limit 1
    ) as contact on true
    where lying_g > 0
      and (ready_told_at is null or (ready_told_at at time zone 'Asia/Almaty')::date + storage_free_days < ${on}::date)
    order by ready_told_at nulls last, number
    limit ${rowsMax}`.execute(db);
  return found.rows;
}
