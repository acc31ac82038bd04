import { divideHalfUp } from './divide.ts';

const GRAMS_PER_TONNE = 1_000_000n;
const BASIS_POINTS_PER_WHOLE = 10_000n;

/** Without tax and the tax of one amount. Minor units; together they are the gross amount. */
export type NetAndVat = { netMinor: number; vatMinor: number };

/**
 * Amount due for a weight sold by the tonne. Minor units, rounded half up once;
 * a negative weight (a return) gives the same amount with a minus.
 */
export function amountForWeight(sale: { weightG: number; pricePerTonneMinor: number }): number {
  return divideHalfUp(BigInt(sale.weightG) * BigInt(sale.pricePerTonneMinor), GRAMS_PER_TONNE);
}

/**
 * Share of an amount, e.g. VAT or a discount. `rateBp` is in basis points: 1600
 * is 16 %. Rounded half up once, symmetrically for negative amounts.
 */
export function shareOf(whole: { amountMinor: number; rateBp: number }): number {
  return divideHalfUp(BigInt(whole.amountMinor) * BigInt(whole.rateBp), BASIS_POINTS_PER_WHOLE);
}

/**
 * Splits the total of a line whose price includes VAT: net = gross ÷ (1 + rate)
 * on the line's total, rounded half up once; the VAT is what is left, so the two
 * always add up to the gross (R14). A negative gross splits into the mirror image.
 */
export function splitGross(line: { grossMinor: number; rateBp: number }): NetAndVat {
  const whole = BASIS_POINTS_PER_WHOLE + BigInt(line.rateBp);
  const netMinor = divideHalfUp(BigInt(line.grossMinor) * BASIS_POINTS_PER_WHOLE, whole);
  return { netMinor, vatMinor: line.grossMinor - netMinor };
}

/**
 * Adds VAT to the total of a line whose price excludes it: VAT = net × rate,
 * rounded half up once (R14). Minor units; negative amounts mirror positive ones.
 */
export function addVat(
  netMinor: number,
  rateBp: number,
): { netMinor: number; vatMinor: number; grossMinor: number } {
  const vatMinor = shareOf({ amountMinor: netMinor, rateBp });
  return { netMinor, vatMinor, grossMinor: netMinor + vatMinor };
}

/**
 * What an amount comes to without VAT, as VAT and with it, from an amount that
 * includes VAT or does not (R14). The one place where a line gets its VAT,
 * priced or billed. Minor units, rounded half up once.
 */
export function amountsWithVat(line: {
  amountMinor: number;
  includesVat: boolean;
  rateBp: number;
}): { netMinor: number; vatMinor: number; grossMinor: number } {
  const { amountMinor, includesVat, rateBp } = line;
  if (!includesVat) return addVat(amountMinor, rateBp);
  return { ...splitGross({ grossMinor: amountMinor, rateBp }), grossMinor: amountMinor };
}
