import { recordEvent } from '../events/record-event.ts';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { releaseStock } from '../stock/release.ts';
import { clearReservedUntil, listRunOut, lockOrder } from './order.queries.ts';

/**
 * Gives back the stock of an unpaid order whose time has run out (R18). The
 * order stays, and says that nothing is held for it any more. Harmless to run
 * early, late or twice: the order's own moment decides.
 */
export async function expireReservation(db: Db, orderId: string, at: Date): Promise<void> {
  await transact(db, async (tx) => {
    const order = await lockOrder(tx, orderId);
    const isOpen = order?.stage === 'placed' || order?.stage === 'confirmed';
    if (!order || !isOpen || !order.reservedUntil || order.reservedUntil > at) return;

    await clearReservedUntil(tx, orderId);
    await releaseStock(tx, { orderId, endedBy: 'expired', by: null, at });
    await recordEvent(
      tx,
      { type: 'order.reservation-expired', orderId, number: order.number },
      { companyId: order.companyId, personId: null, channel: null, subjectId: orderId, at },
    );
  });
}

/** Ends every reservation that has run out, each in a transaction of its own; the worker asks every minute. */
export async function releaseExpired(db: Db, at: Date): Promise<void> {
  for (const orderId of await listRunOut(db, at)) await expireReservation(db, orderId, at);
}
