import type { Storage } from '../customers/agreed.ts';
import { addDays, daysFrom } from '../measures/calendar.ts';
import { divideHalfUp } from '../measures/divide.ts';
import { splitGross } from '../measures/money.ts';

/** Goods of which the buyer was told on a day that they are ready, on the terms of his agreement. Trading days. */
export type StorageTerms = Storage & { toldOn: string };

/** The last day on which goods lie for nothing: so many calendar days after the one on which the buyer was told (R21). */
export const freeUntil = ({ toldOn, freeDays }: Pick<StorageTerms, 'toldOn' | 'freeDays'>) =>
  addDays(toldOn, freeDays);

/** For how many days goods that leave on a day are charged: each begun day after the free ones, the day on which they leave among them, up to the cap. */
export function chargedDays(terms: Omit<StorageTerms, 'feeMinor'>, leftOn: string): number {
  const days = Math.max(0, daysFrom(freeUntil(terms), leftOn));
  return terms.mostDays === null ? days : Math.min(days, terms.mostDays);
}

/** The first day on which the seller may unwind the order: the one after the last that is charged; `null` where the agreement has no cap. */
export const unwindFrom = (terms: Omit<StorageTerms, 'feeMinor'>): string | null =>
  terms.mostDays === null ? null : addDays(freeUntil(terms), terms.mostDays + 1);

/** A letter to the buyer is still of use so many days after storage began to be charged. */
const TOLD_LATE_DAYS = 7;

/**
 * Of what the buyer is reminded on a day while his goods lie: on the day before the last
 * free one, or on that, that the free days end; after it that storage has begun to be
 * charged. Nothing on the day of the first letter, which says as much, nor a week late.
 */
export function storageReminder(
  terms: Pick<StorageTerms, 'toldOn' | 'freeDays'>,
  on: string,
): 'ending' | 'begun' | undefined {
  const daysLeft = daysFrom(on, freeUntil(terms));
  if (on <= terms.toldOn || daysLeft > 1 || daysLeft < -TOLD_LATE_DAYS) return undefined;
  return daysLeft < 0 ? 'begun' : 'ending';
}

/** What the storage of goods that leave follows from. Grams, minor units with VAT for a tonne and a day, basis points. */
export type StorageToCharge = StorageTerms & { leftOn: string; weightG: number; vatRateBp: number };

/** What it comes to: so many days, and their price. Minor units. */
export type StorageCharge = {
  days: number;
  netMinor: number;
  vatMinor: number;
  grossMinor: number;
};

/** A tonne in grams: what a fee for a tonne and a day is divided by. */
const GRAMS_PER_TONNE = 1_000_000n;

/**
 * What the storage of goods costs that leave on a day (R21): their weight by the days
 * that are charged by the fee, rounded half up once for everything that leaves together;
 * the fee is agreed with VAT, so the tax is taken out of the sum (R14). Given what it
 * answered before, it answers the same again, so a stored charge can be replayed.
 */
export function chargeForStorage(stored: StorageToCharge): StorageCharge {
  const { leftOn, weightG, feeMinor, vatRateBp: rateBp } = stored;
  const days = chargedDays(stored, leftOn);
  const tonneDays = BigInt(weightG) * BigInt(days);
  const grossMinor = divideHalfUp(tonneDays * BigInt(feeMinor), GRAMS_PER_TONNE);
  return { days, ...splitGross({ grossMinor, rateBp }), grossMinor };
}
