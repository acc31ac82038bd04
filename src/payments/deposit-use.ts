import { divideHalfUp } from '../measures/divide.ts';

/** How a deposit is set against the shipments of its order, as the agreement says (R12). */
export type DepositUse = 'oldest-first' | 'pro-rata';

/**
 * How much of an order's deposit is set against the invoice of one shipment.
 * Oldest first: all that the invoice can take. Pro rata: the deposit's part of
 * the order that has been shipped with this one, less what was used before, so
 * that the last shipment takes the rounding. Never more than the invoice, which
 * therefore never turns into a credit note, and never more than is left of the
 * deposit. Minor units, rounded half up once.
 */
export function depositUseMinor(
  use: DepositUse,
  of: {
    depositMinor: number;
    usedMinor: number;
    /** The gross total of the order as it is today. */
    orderMinor: number;
    shippedBeforeMinor: number;
    shipmentMinor: number;
  },
): number {
  const leftMinor = Math.max(0, of.depositMinor - of.usedMinor);
  const fallsOnItMinor = use === 'oldest-first' ? leftMinor : shareByNowMinor(of) - of.usedMinor;
  return Math.max(0, Math.min(of.shipmentMinor, leftMinor, fallsOnItMinor));
}

/** The part of the deposit that falls on what is shipped with this shipment; all of it with the last. */
function shareByNowMinor(of: {
  depositMinor: number;
  orderMinor: number;
  shippedBeforeMinor: number;
  shipmentMinor: number;
}): number {
  const shippedMinor = of.shippedBeforeMinor + of.shipmentMinor;
  if (shippedMinor >= of.orderMinor) return of.depositMinor;
  return divideHalfUp(BigInt(of.depositMinor) * BigInt(shippedMinor), BigInt(of.orderMinor));
}
