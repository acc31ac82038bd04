import { firstDayOf, tradingDay } from '../measures/calendar.ts';
import type { Actor, Guest } from '../people/actor.ts';
import type { SpendingLimit } from '../people/spending-limit.queries.ts';
import type { Tx } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import { sumSpent } from './spending.queries.ts';

/**
 * Refuses an order that goes beyond what its buyer may spend in the period (R17):
 * orders with VAT that he placed and nobody cancelled, and those that he sent for
 * approval (before this one, if it was sent itself), in the days of Almaty. A
 * buyer without a limit, a guest, who is no member and has none, and staff, who act by their own rights (R38), pass. The
 * limit is locked by the caller until the commit, so two orders cannot both take its last part.
 */
export async function keepSpendingLimit(
  tx: Tx,
  actor: Actor | Guest,
  order: {
    limit: SpendingLimit | undefined;
    grossMinor: number;
    at: Date;
    askedAt: Date | undefined;
  },
): Promise<void> {
  const { limit } = order;
  if (actor.kind !== 'buyer' || !limit) return;
  const { period, limitMinor } = limit;
  const { personId, companyId } = actor;
  const from = firstDayOf(period, tradingDay(order.at));
  // A statement of its own: it must see what the holder of the lock committed.
  const spentMinor = await sumSpent(tx, { personId, companyId, from, askedAt: order.askedAt });
  const { grossMinor: orderMinor } = order;
  if (spentMinor + orderMinor <= limitMinor) return;
  throw new Refusal({
    code: 'spending-limit-exceeded',
    ...{ period, limitMinor, spentMinor, orderMinor },
  });
}
