import { holdAgain } from '../ordering/hold-again.ts';
import type { Db } from '../platform/db/database.ts';
import { findOrderOfEvent } from './payments.queries.ts';

/** Holds the stock of an order that was just paid, should nothing be held for it any more (job). */
export async function holdPaidOrder(db: Db, payload: unknown, at: Date): Promise<void> {
  const orderId = await findOrderOfEvent(db, payload);
  if (orderId !== undefined) await holdAgain(db, orderId, at);
}
