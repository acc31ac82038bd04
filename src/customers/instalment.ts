import { shareOf } from '../measures/money.ts';
import type { InstalmentGate, InstalmentTrigger } from '../platform/db/schema.ts';

/** A part of what an order on account costs: how much, after what, how many days later, and what is not done before. */
export type Instalment = {
  /** Of the gross total, basis points; null for a fixed amount and for the rest (R12). */
  shareBp: number | null;
  /** A fixed amount with VAT, minor units; null for a share and for the rest. */
  amountMinor: number | null;
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

/** How large a part is. */
type PartSize = Pick<Instalment, 'shareBp' | 'amountMinor'>;

/** Whether a part is what the others leave. */
const isRest = ({ shareBp, amountMinor }: PartSize): boolean =>
  shareBp === null && amountMinor === null;

/**
 * Whether parts come to the whole of any order: shares that are the whole, or
 * shares and amounts of which the last part takes the rest; none do too, since
 * then all is paid at once.
 */
export function areWhole(instalments: readonly PartSize[]): boolean {
  const last = instalments.at(-1);
  if (!last) return true;
  const sharesBp = instalments.reduce((sum, { shareBp }) => sum + (shareBp ?? 0), 0);
  if (isRest(last)) return sharesBp < WHOLE_BP && !instalments.slice(0, -1).some(isRest);
  return sharesBp === WHOLE_BP && instalments.every(({ shareBp }) => shareBp !== null);
}

/**
 * What is due of a gross total with each instalment, in their order. A share is
 * rounded half up, and no part is more than what is left: a fixed amount beyond a
 * small order takes all of it. The last takes the rest, so together they are the
 * total to the tiyin (R12). Minor units.
 */
export function dueOf(instalments: readonly Instalment[], grossMinor: number): DueInstalment[] {
  let leftMinor = grossMinor;
  return instalments.map((instalment, i) => {
    const isLast = i === instalments.length - 1;
    const dueMinor = isLast ? leftMinor : Math.min(leftMinor, sizeOf(instalment, grossMinor));
    leftMinor -= dueMinor;
    return { ...instalment, dueMinor };
  });
}

function sizeOf({ shareBp, amountMinor }: PartSize, grossMinor: number): number {
  if (amountMinor !== null) return amountMinor;
  return shareOf({ amountMinor: grossMinor, rateBp: shareBp ?? 0 });
}

/** The most days that anything is paid after something: how long we wait for money. */
export const longestDays = (of: {
  paymentDays: number;
  instalments: readonly Pick<Instalment, 'days'>[];
}): number => Math.max(of.paymentDays, ...of.instalments.map(({ days }) => days));
