import type { Tx } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import { findOpenHold } from './holds.queries.ts';
import { lockAccount } from './credit.queries.ts';

/**
 * Refuses to hand over goods on account while a hold stops that. Locks the
 * company's account: before the order, as the written order of locks says.
 */
export async function refuseHeldShipment(tx: Tx, companyId: string): Promise<void> {
  await lockAccount(tx, companyId);
  const hold = await findOpenHold(tx, { companyId, scope: 'block-shipment' });
  if (hold) throw new Refusal({ code: 'shipment-held', ...hold });
}
