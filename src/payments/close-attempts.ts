import type { Db } from '../platform/db/database.ts';
import type { CardPayments } from '../platform/gateways/card-payments.ts';
import { listOpenAttempts } from './card-attempt.queries.ts';
import { closeAttempt } from './pay-by-card.ts';
import { findOrderOfEvent } from './payments.queries.ts';
import { findOrderFacts } from '../ordering/order.queries.ts';

/**
 * Closes the page on which an order could still be paid by card, alone or among
 * others, once it was cancelled or is paid otherwise (job). Whoever paid there a moment before has
 * paid: that money is the company's balance and goes back when somebody says so.
 */
export async function closeAttempts(
  db: Db,
  cards: CardPayments | undefined,
  payload: unknown,
  at: Date,
): Promise<void> {
  const orderId = await findOrderOfEvent(db, payload);
  if (orderId === undefined || !cards) return;
  const order = await findOrderFacts(db, orderId);
  if (!order) return;
  const { companyId } = order;
  const [attempt] = await listOpenAttempts(db, { companyId, orderIds: [orderId] });
  const part = attempt?.parts.find((one) => one.orderId === orderId);
  if (!attempt || !part) return;
  const dueMinor = order.stage === 'cancelled' ? 0 : order.grossMinor - order.paidMinor;
  if (part.amountMinor > dueMinor) await closeAttempt(db, cards, attempt, at);
}
