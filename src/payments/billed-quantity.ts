import { divideHalfUp } from '../measures/divide.ts';
import type { Unit } from '../measures/quantity.ts';
import type { Charge, DocumentLine } from './document-lines.ts';

/** So much of what a line is billed by, in millionths; a `service` is one. Negative where goods came back. */
export type BilledQuantity = { quantityMicro: number; unit: Unit | 'service' };

const MICRO_PER_ONE = 1_000_000;
const MICRO_PER_MILLI = 1_000;
/** A hundredth of a tenge in its millionths. */
const MICRO_PER_MINOR = 10_000;

/** What the price of a line multiplies (R2): tonnes to the gram, a count, or one service. */
export function billedQuantity(line: Pick<DocumentLine, 'charge' | 'weightG'>): BilledQuantity {
  const { charge, weightG } = line;
  if (charge.by === 'count')
    return { quantityMicro: charge.quantityMilli * MICRO_PER_MILLI, unit: charge.unit };
  // A gram is a millionth of a tonne.
  const billedG = charge.by === 'weight' ? charge.weightG : (weightG ?? 0);
  return billedG === 0
    ? { quantityMicro: MICRO_PER_ONE, unit: 'service' }
    : { quantityMicro: billedG, unit: 't' };
}

/**
 * The price of one unit that an amount comes to, in millionths of a tenge, rounded
 * half up once. A quantity that came back has a negative amount, and its price is
 * not negative; one of nothing costs nothing.
 */
export function unitPriceMicro(amountMinor: number, quantityMicro: number): number {
  if (quantityMicro === 0) return 0;
  const sign = quantityMicro < 0 ? -1n : 1n;
  const micro = BigInt(amountMinor) * BigInt(MICRO_PER_MINOR) * BigInt(MICRO_PER_ONE);
  return divideHalfUp(micro * sign, BigInt(quantityMicro) * sign);
}

/** The price as it was agreed, with VAT or without, in millionths of a tenge for one unit. */
export function agreedPriceMicro(charge: Charge, quantityMicro: number): number {
  switch (charge.by) {
    case 'weight':
      return charge.pricePerTonneMinor * MICRO_PER_MINOR;
    case 'count':
      return charge.pricePerUnitMinor * MICRO_PER_MINOR;
    case 'sum':
      return unitPriceMicro(charge.amountMinor, quantityMicro);
  }
}
