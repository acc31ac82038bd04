import { instalmentPlan, planTermsOf } from '../credit/instalment-plan.ts';
import type { Instalment } from '../customers/instalment.ts';
import type { OrderStage, PaymentTerms } from '../platform/db/schema.ts';

/** An order as far as it is to be paid. Minor units. */
export type OrderMoney = {
  payment: PaymentTerms;
  stage: OrderStage;
  instalments: readonly Instalment[];
  grossMinor: number;
  paidMinor: number;
};

/** What an order still costs its buyer. Minor units. */
export type ToPay = {
  leftMinor: number;
  /** Of that, with the next part that is not paid whole: the deposit, or all. */
  nextMinor: number;
};

/**
 * What is left to pay of an order, and what of it comes next by its instalments
 * (R12). Nothing of one that was cancelled.
 */
export function toPay(order: OrderMoney): ToPay {
  if (order.stage === 'cancelled') return { leftMinor: 0, nextMinor: 0 };
  const { grossMinor, paidMinor } = order;
  const isPrepaid = order.payment === 'prepaid';
  const { instalments: agreed } = order;
  const instalments = planTermsOf({ instalments: agreed, isPrepaid, paymentDays: 0 });
  const { parts } = instalmentPlan({
    ...{ instalments, grossMinor, laterMinor: 0, allocatedMinor: paidMinor, happenedOn: {} },
  });
  const next = parts.find(({ dueMinor }) => dueMinor > 0);
  return { leftMinor: grossMinor - paidMinor, nextMinor: next?.dueMinor ?? 0 };
}

/** What a card can pay of it at once: the next part, or as much of it as a card takes; nothing below its least. */
export function cardPayableMinor(
  { nextMinor }: ToPay,
  limits: { amountMinorMin: number; amountMinorMax: number } | undefined,
): number | undefined {
  if (!limits || nextMinor < limits.amountMinorMin) return undefined;
  return Math.min(nextMinor, limits.amountMinorMax);
}
