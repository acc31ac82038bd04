import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { TrackSource } from '../platform/db/schema.ts';

/** Keeps who took the goods of a shipment over; once for each. */
export async function insertHandOver(
  tx: Tx,
  handed: {
    shipmentId: string;
    companyId: string;
    takenByName: string;
    plate: string;
    authorityNumber: string;
    discrepancy: string;
    signature: string | null;
    handedAt: Date;
    handedBy: string | null;
    source: TrackSource;
  },
): Promise<void> {
  await tx.insertInto('handOver').values(handed).execute();
}

/** Whether every shipment of an order that was not cancelled is handed over. */
export async function isAllHandedOver(db: Db, orderId: string): Promise<boolean> {
  const found = await sql`
    select from shipment where order_id = ${orderId} and stage not in ('handed-over', 'cancelled') limit 1`.execute(
    db,
  );
  return found.rows.length === 0;
}
