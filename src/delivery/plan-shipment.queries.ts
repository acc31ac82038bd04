import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import type { ShipmentHead } from './shipment.queries.ts';

/** A shipment to be written, with what is planned of each line. Grams by theory. */
export type NewShipment = Omit<
  ShipmentHead,
  | 'companyName'
  | 'orderNumber'
  | 'orderStage'
  | 'siteName'
  | 'siteAddress'
  | 'stage'
  | 'version'
  | 'loadingPlace'
> & { plannedBy: string; plannedAt: Date };

/** Writes a planned shipment with its lines. */
export async function insertShipment(
  tx: Tx,
  shipment: NewShipment,
  lines: readonly { orderLineId: string; plannedG: number; plannedPieces: number | null }[],
): Promise<void> {
  const { id: shipmentId, companyId } = shipment;
  await tx.insertInto('shipment').values(shipment).execute();
  const rows = lines.map((line) => ({ ...line, id: newId(), shipmentId, companyId }));
  await tx.insertInto('shipmentLine').values(rows).execute();
}

/** Whether a site is a company's. */
export async function isSiteOf(
  db: Db,
  of: { siteId: string; companyId: string },
): Promise<boolean> {
  const found = await sql`
    select from site where id = ${of.siteId} and company_id = ${of.companyId}`.execute(db);
  return found.rows.length > 0;
}
