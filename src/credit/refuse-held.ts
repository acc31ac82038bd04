import type { Tx } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import { lockAccount } from './credit.queries.ts';
import { findShipmentStanding } from './shipment-release.queries.ts';
import { overMinorOf } from './shipment-standing.ts';

/**
 * Refuses to hand over goods on account while a hold stops that, or while more is
 * taken than the limit of the day: strictly, since until now nothing has left
 * (R13). What somebody let go for these days goes. Locks the company's account:
 * before the order, as the written order of locks says.
 */
export async function refuseHeldShipment(
  tx: Tx,
  of: { companyId: string; orderId: string; on: string },
): Promise<void> {
  const { companyId, orderId, on } = of;
  await lockAccount(tx, companyId);
  const standing = await findShipmentStanding(tx, { orderId, on });
  if (!standing || standing.release?.state === 'granted') return;
  const { hold, limitMinor, exposureMinor, people } = standing;
  if (hold) throw new Refusal({ code: 'shipment-held', ...hold });
  const overMinor = overMinorOf(standing);
  if (overMinor === 0) return;
  throw new Refusal({
    ...{ code: 'shipment-over-limit', limitMinor: limitMinor ?? 0 },
    ...{ exposureMinor, overMinor, people },
  });
}
