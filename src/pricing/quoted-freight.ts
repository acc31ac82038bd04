import { addVat } from '../measures/money.ts';
import { divideHalfUp } from '../measures/divide.ts';
import type { FreightOfPart } from '../platform/db/schema.ts';

/** What a quote named for bringing its goods, and the part of them that an order takes. Minor units without VAT, grams. */
export type QuotedFreight = {
  namedMinor: number;
  /** What whoever takes a part pays: the whole with each order, or a share by weight. */
  ofPart: FreightOfPart;
  /** What the first offers of the version weigh together. */
  quotedG: number;
  /** What of the version was ordered before, and what is ordered now. */
  beforeG: number;
  takenG: number;
};

/**
 * What an order pays of the freight that its quote named (R15, R20). A share follows
 * the weight that is taken, more than was quoted included; the shares of one version
 * add up to what was named, to the tiyin, once all of it is ordered. Each rounded half up.
 */
export function chargeForQuotedFreight(
  { namedMinor, ofPart, quotedG, beforeG, takenG }: QuotedFreight,
  vatRateBp: number,
): { netMinor: number; vatMinor: number; grossMinor: number } {
  const until = (weightG: number) =>
    divideHalfUp(BigInt(namedMinor) * BigInt(weightG), BigInt(quotedG));
  const netMinor = ofPart === 'whole' ? namedMinor : until(beforeG + takenG) - until(beforeG);
  return addVat(netMinor, vatRateBp);
}
