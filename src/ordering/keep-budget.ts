import { tradingDay } from '../measures/calendar.ts';
import type { Actor, Guest } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import { isBeyond } from './budget.ts';
import { readBudget } from './cost-centre.queries.ts';

/**
 * Refuses an order that goes beyond the budget of its cost centre, where that blocks
 * (R17), and one without a cost centre where its company wants one: orders with VAT
 * that nobody cancelled and what was sent for approval, by calendar periods in Almaty.
 * Staff sell by their own rights (R38). The budget is locked by the caller until the commit, so
 * two orders cannot both take its last part.
 */
export async function keepBudget(
  tx: Tx,
  actor: Actor | Guest,
  order: {
    costCentreId: string | null;
    hasBudget: boolean;
    isCostCentreRequired: boolean;
    grossMinor: number;
    /** It was agreed that it goes beyond. */
    mayGoBeyond: boolean;
    askedAt: Date | undefined;
    at: Date;
  },
): Promise<void> {
  if (actor.kind === 'staff') return;
  const { costCentreId, grossMinor: orderMinor, mayGoBeyond, askedAt, at } = order;
  if (costCentreId === null) {
    if (order.isCostCentreRequired) throw new Refusal({ code: 'cost-centre-required' });
    return;
  }
  if (!order.hasBudget || mayGoBeyond) return;
  // A statement of its own: it must see what the holder of the lock committed.
  const budget = await readBudget(tx, { costCentreId, on: tradingDay(at), askedAt });
  if (!budget || budget.effect === 'warn' || !isBeyond(budget, orderMinor)) return;
  const { period, amountMinor, spentMinor } = budget;
  throw new Refusal({ code: 'budget-exceeded', period, amountMinor, spentMinor, orderMinor });
}
