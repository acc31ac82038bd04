import { lockAccount, openAccount } from '../credit/credit.queries.ts';
import { type LockedOrder, lockOrder } from '../ordering/order.queries.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { findShipmentFacts, type LockedShipment, lockShipment } from './shipment.queries.ts';

/** A shipment with its order, both locked; the account of their company is locked before them. */
export type Locked = { order: LockedOrder; shipment: LockedShipment };

/**
 * Locks what a deed on a shipment changes, in the written order: account, order,
 * shipment. A screen that showed another version is refused as changed
 * meanwhile; without a version whoever comes counts. `companyId` asks that it is
 * that company's: another's is not found.
 */
export async function lockWithOrder(
  tx: Tx,
  of: { shipmentId: string; version?: number | undefined; companyId?: string | undefined },
): Promise<Locked> {
  const { shipmentId, version, companyId } = of;
  const facts = await findShipmentFacts(tx, shipmentId);
  if (!facts || (companyId !== undefined && facts.companyId !== companyId)) {
    throw new NotFound('shipment', shipmentId);
  }
  await openAccount(tx, facts.companyId);
  await lockAccount(tx, facts.companyId);
  const order = await lockOrder(tx, facts.orderId);
  const shipment = await lockShipment(tx, shipmentId);
  if (!order || !shipment) throw new NotFound('shipment', shipmentId);
  if (version !== undefined && shipment.version !== version) {
    throw new Refusal({ code: 'changed-meanwhile' });
  }
  return { order, shipment };
}
