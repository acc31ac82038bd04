import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';

/** A lot of an order of a company; `undefined` where the order is another's or did not get the lot. */
export async function findLotOfOrder(
  db: Db,
  of: { orderId: string; lotId: string; companyId: string },
): Promise<{ orderNumber: string; heatNumber: string } | undefined> {
  const { rows } = await sql<{ orderNumber: string; heatNumber: string }>`
    select placed.number as order_number, lot.heat_number
    from sales_order as placed
    join order_lot on order_lot.order_id = placed.id and order_lot.lot_id = ${of.lotId}
    join lot on lot.id = order_lot.lot_id
    where placed.id = ${of.orderId} and placed.company_id = ${of.companyId}`.execute(db);
  return rows[0];
}

/** Keeps a waiver; says whether it was new. */
export async function insertWaiver(
  tx: Tx,
  waiver: {
    orderId: string;
    lotId: string;
    companyId: string;
    reason: string;
    waivedBy: string;
    at: Date;
  },
): Promise<boolean> {
  const { at: waivedAt, ...kept } = waiver;
  const inserted = await tx
    .insertInto('certificateWaiver')
    .values({ ...kept, waivedAt })
    .onConflict((oc) => oc.columns(['orderId', 'lotId']).doNothing())
    .returning('lotId')
    .execute();
  return inserted.length > 0;
}
