import { gatesOf, instalmentPlan, planTermsOf } from '../credit/instalment-plan.ts';
import { PAYMENT_TOLERANCE_MINOR } from '../credit/payment-tolerance.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import type { InstalmentGate } from '../platform/db/schema.ts';
import { Refusal } from '../platform/refusal.ts';
import type { LockedOrder } from './order.queries.ts';
import { listInstalments } from './order.queries.ts';

/**
 * Refuses a step of an order while what must be paid before it is not (R12),
 * and says how much that is. An order that is paid first and has no instalments
 * is paid whole before it leaves. The order is locked by whoever takes the step,
 * so a payment that comes meanwhile is seen or comes after. Orders sold before
 * there was anything to pay with are asked like any other.
 */
export async function refuseUnpaid(
  tx: Tx,
  order: LockedOrder,
  before: InstalmentGate,
): Promise<void> {
  const waitsForMinor = await unpaidBeforeMinor(tx, order, before);
  if (waitsForMinor > 0) throw new Refusal({ code: 'unpaid-before', gate: before, waitsForMinor });
}

/** What must still be paid of an order before a step of it; nothing where the step may be done. Minor units. */
export async function unpaidBeforeMinor(
  db: Db,
  order: Pick<LockedOrder, 'id' | 'payment' | 'grossMinor' | 'paidMinor'>,
  before: InstalmentGate,
): Promise<number> {
  const agreed = await listInstalments(db, order.id);
  const isPrepaid = order.payment === 'prepaid';
  const instalments = planTermsOf({ instalments: agreed, isPrepaid, paymentDays: 0 });
  const { grossMinor, paidMinor } = order;
  const plan = instalmentPlan({
    ...{ instalments, grossMinor, laterMinor: 0, allocatedMinor: paidMinor, happenedOn: {} },
  });
  const gate = gatesOf(plan, PAYMENT_TOLERANCE_MINOR).find((one) => one.gate === before);
  return !gate || gate.isOpen ? 0 : gate.waitsForMinor;
}
