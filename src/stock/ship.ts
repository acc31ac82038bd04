import type { Tx } from '../platform/db/database.ts';
import { shipReservations } from './ship.queries.ts';

/**
 * Takes what is held for an order out of stock: the goods leave, the oldest
 * lots first. An order whose reservation ended before ships nothing. Grams.
 */
export function shipStock(tx: Tx, shipping: { orderId: string; at: Date }): Promise<void> {
  return shipReservations(tx, shipping);
}
