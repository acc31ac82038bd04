import { sql } from 'kysely';
import type { Storage } from '../customers/agreed.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import type { StorageService } from '../pricing/service-derivation.ts';
import { correctInstalments } from './correct-order.queries.ts';

/**
 * When the buyer of an order `placed` was told that it is ready, as a part of a larger
 * statement: when the first letter that says so really went out, and never before the
 * order was ready; null while none has (R21). Where it was ready several times the
 * newest word counts.
 */
export const readyToldAtSql = sql<Date | null>`
  (select greatest(ready.at, min(mail.sent_at))
   from event as ready
   join ready_notice as notice on notice.event_id = ready.id
   join outgoing_mail as mail on mail.id = notice.mail_id and mail.sent_at is not null
   where ready.id = (select max(id) from event
                     where subject_id = placed.id and type = 'order.moved' and facts ->> 'to' = 'ready')
   group by ready.id, ready.at)`;

/** What of an order `placed` has not left yet, as a part of a larger statement: as ordered, less what was billed of it. Grams. */
export const lyingGSql = sql<number>`
  greatest(0, placed.weight_g - coalesce((
    select sum(line.billed_g) from shipment_line as line join shipment on shipment.id = line.shipment_id
    where shipment.order_id = placed.id), 0))::bigint`;

/** What the storage of an order's goods follows from on a day: the terms of the agreement it was placed on, when its buyer was told, and the VAT of the day. */
export type StorageGround = {
  /** Null: storage costs nothing. */
  storage: Storage | null;
  toldAt: Date | null;
  /** Somebody of ours forwent it. */
  isWaived: boolean;
  vatRateBp: number | null;
};

/** The same of a locked order. One statement. */
export async function findStorageGround(
  db: Db,
  of: { orderId: string; on: string },
): Promise<StorageGround | undefined> {
  const { orderId, on } = of;
  const found = await sql<StorageGround>`
    select case when agreement.storage_free_days is not null then jsonb_build_object(
             'freeDays', agreement.storage_free_days, 'feeMinor', agreement.storage_fee_minor,
             'mostDays', agreement.storage_most_days) end as storage,
           ${readyToldAtSql} as told_at,
           exists (select from storage_waiver where order_id = placed.id) as is_waived,
           (select rate_bp from vat_rate where valid_during @> ${on}::date) as vat_rate_bp
    from sales_order as placed left join agreement on agreement.id = placed.agreement_id
    where placed.id = ${orderId}`.execute(db);
  return found.rows[0];
}

/**
 * Puts storage on a locked order, into its sum and its last instalment; minor units. One
 * of a vehicle: a second is refused by the database.
 */
export async function addStorage(
  tx: Tx,
  stored: {
    id: string;
    orderId: string;
    companyId: string;
    service: StorageService;
  },
): Promise<void> {
  const { id, orderId, companyId, service } = stored;
  const { shipmentId, vatRateBp, netMinor, vatMinor, grossMinor } = service;
  await sql`
    with stored as (
      insert into sales_order_service (id, order_id, company_id, shipment_id, kind, vat_rate_bp, net_minor, vat_minor,
                                       gross_minor, derivation)
      values (${id}, ${orderId}, ${companyId}, ${shipmentId}, 'storage', ${vatRateBp}, ${netMinor}, ${vatMinor},
              ${grossMinor}, ${JSON.stringify(service)}::jsonb)
    )
    update sales_order
    set net_minor = net_minor + ${netMinor}::bigint, vat_minor = vat_minor + ${vatMinor}::bigint,
        gross_minor = gross_minor + ${grossMinor}::bigint, version = version + 1
    where id = ${orderId}`.execute(tx);
  await correctInstalments(tx, orderId);
}

/** Writes that storage of a locked order is forgone; says whether that is new. */
export async function insertStorageWaiver(
  tx: Tx,
  waiver: { orderId: string; companyId: string; reason: string; waivedBy: string; at: Date },
): Promise<boolean> {
  const { at: waivedAt, ...row } = waiver;
  const written = await tx
    .insertInto('storageWaiver')
    .values({ ...row, waivedAt })
    .onConflict((conflict) => conflict.column('orderId').doNothing())
    .executeTakeFirst();
  return (written.numInsertedOrUpdatedRows ?? 0n) > 0n;
}
