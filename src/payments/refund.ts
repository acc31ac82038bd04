import type { PaymentMethod, RefundReason } from '../platform/db/schema.ts';
import { wholeTenge } from './tenders.ts';

/** Up to this amount a clerk refunds alone; above it a second person agrees (D26, default). Minor units: 100 000 tenge. */
const REFUND_ALONE_MINOR = 10_000_000;

/**
 * Whether a refund needs a second person: for its amount, because it goes back
 * by another way than the money came, or because an order that it paid is owed
 * again. Minor units.
 */
export const needsSecond = (asked: {
  amountMinor: number;
  way: PaymentMethod;
  method: PaymentMethod;
  takesOffOrder: boolean;
}): boolean =>
  asked.amountMinor > REFUND_ALONE_MINOR || asked.way !== asked.method || asked.takesOffOrder;

/**
 * The ways by which money of a method may go back, the one it came by first:
 * to a card only what came from it, and over the terminal only what it took;
 * in cash and by bank anything, where the first way fails, or where a credit note
 * made it money of the customer.
 */
export function waysBack(method: PaymentMethod): PaymentMethod[] {
  const others = (['cash', 'transfer'] as const).filter((way) => way !== method);
  return method === 'credit-note' ? ['transfer', 'cash'] : [method, ...others];
}

/**
 * What of a refund is given in cash: the nearest whole tenge, half up, as cash
 * is taken; the difference is told apart and booked as rounding (kazakhstan.md
 * §2). Less than half a tenge cannot be given. Minor units.
 */
export function inCash(amountMinor: number): { givenMinor: number; roundingMinor: number } {
  const givenMinor = wholeTenge(amountMinor);
  return { givenMinor, roundingMinor: givenMinor - amountMinor };
}

/** Why money goes back, as a person chooses it; `other` comes with words (K6). */
export const refundReasons = [
  'overpaid',
  'cancellation',
  'weight-difference',
  'claim',
  'mistake',
  'other',
] as const satisfies readonly RefundReason[];
