import { divideHalfUp } from '../measures/divide.ts';

const WHOLE_BP = 10_000n;

/** How far somebody may go below the lists by his own decision, and what the goods cost us. */
export type PriceAuthority = {
  /** Of the price of the lists, basis points; null: not at all. */
  mostDiscountBp: number | null;
  goesBelowFloor: boolean;
  /** Cost and the least margin on it, a tonne without VAT; null: the cost is not known. */
  floorMinor: number | null;
};

/** A price of a tonne that is asked for, beside what the lists ask; both with VAT and without. Minor units. */
export type PriceAsked = {
  netMinor: number;
  withVatMinor: number;
  /** Null: the lists ask nothing. */
  listedWithVatMinor: number | null;
};

/** How far a price is below the lists, basis points of theirs; negative above them, null where they ask nothing. */
export function discountBp({ withVatMinor, listedWithVatMinor }: Omit<PriceAsked, 'netMinor'>) {
  if (listedWithVatMinor === null) return null;
  return divideHalfUp(
    BigInt(listedWithVatMinor - withVatMinor) * WHOLE_BP,
    BigInt(listedWithVatMinor),
  );
}

/**
 * Whether a price is somebody's own to give (R7, D11): no further below the lists
 * than his role may go, and not below the floor unless he may. The share is
 * compared exactly, without rounding. Where the lists ask nothing there is no
 * share to go by: only who may go below the floor decides alone.
 */
export function isWithinAuthority(asked: PriceAsked, authority: PriceAuthority): boolean {
  const { netMinor, withVatMinor, listedWithVatMinor } = asked;
  const { mostDiscountBp, goesBelowFloor, floorMinor } = authority;
  if (mostDiscountBp === null) return false;
  const isAboveFloor = goesBelowFloor || floorMinor === null || netMinor >= floorMinor;
  if (listedWithVatMinor === null) return goesBelowFloor;
  const below = BigInt(listedWithVatMinor - withVatMinor) * WHOLE_BP;
  return isAboveFloor && below <= BigInt(mostDiscountBp) * BigInt(listedWithVatMinor);
}
