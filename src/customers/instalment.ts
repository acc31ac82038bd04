import { shareOf } from '../measures/money.ts';
import type { InstalmentGate, InstalmentTrigger } from '../platform/db/schema.ts';

/** A part of what an order on account costs: after what, how many days later, and what is not done before. */
export type Instalment = {
  /** Of the gross total, basis points; those of an agreement are the whole together (R12). */
  shareBp: number;
  dueAfter: InstalmentTrigger;
  days: number;
  /** Null where nothing waits for it. */
  gate: InstalmentGate | null;
};

/** An instalment of an order with the amount due; minor units. */
export type DueInstalment = Instalment & { dueMinor: number };

/** More parts than anybody agrees on. */
export const INSTALMENTS_MAX = 3;

const WHOLE_BP = 10_000;

/** Whether shares come to the whole; none do too, since then all is paid at once. */
export const areWhole = (instalments: readonly Pick<Instalment, 'shareBp'>[]): boolean =>
  instalments.length === 0 ||
  instalments.reduce((sum, { shareBp }) => sum + shareBp, 0) === WHOLE_BP;

/**
 * What is due of a gross total with each instalment, in their order. Each is
 * rounded half up and is never more than what is left; the last takes the rest,
 * so together they are the total to the tiyin (R12). Minor units.
 */
export function dueOf(instalments: readonly Instalment[], grossMinor: number): DueInstalment[] {
  let leftMinor = grossMinor;
  return instalments.map((instalment, i) => {
    const isLast = i === instalments.length - 1;
    const shareMinor = shareOf({ amountMinor: grossMinor, rateBp: instalment.shareBp });
    const dueMinor = isLast ? leftMinor : Math.min(leftMinor, shareMinor);
    leftMinor -= dueMinor;
    return { ...instalment, dueMinor };
  });
}

/** The most days that anything is paid after something: how long we wait for money. */
export const longestDays = (of: {
  paymentDays: number;
  instalments: readonly Pick<Instalment, 'days'>[];
}): number => Math.max(of.paymentDays, ...of.instalments.map(({ days }) => days));
