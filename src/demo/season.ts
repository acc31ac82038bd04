import type { Trade } from './company-book.ts';
import { nextWorkingDay } from './moments.ts';
import type { Random } from './random.ts';

/**
 * How busy each month is against the year's average, January first. Building
 * runs from April to October; factories and heating works sway less. An
 * assumption from the source texts, which call the market strongly seasonal.
 */
const building = [0.35, 0.45, 0.8, 1.25, 1.5, 1.55, 1.5, 1.5, 1.4, 1.15, 0.65, 0.4] as const;
const seasonOf: Record<Trade, readonly number[]> = {
  builder: building,
  reseller: [0.55, 0.65, 0.95, 1.2, 1.3, 1.25, 1.2, 1.25, 1.2, 1.05, 0.75, 0.6],
  utility: [0.7, 0.75, 0.9, 1.05, 1.15, 1.3, 1.35, 1.4, 1.3, 0.9, 0.6, 0.6],
  manufacturer: [0.8, 0.9, 1, 1.05, 1.1, 1.05, 1, 1, 1.1, 1.05, 1, 0.85],
};
const WORKING_DAYS_PER_MONTH = 21;

/** How busy a trade is on a day, 1 in an average month. */
export function seasonOn(trade: Trade, day: string): number {
  return seasonOf[trade][Number(day.slice(5, 7)) - 1] ?? 1;
}

/** The working days on which a company orders, after one day and until another, that included. */
export function orderingDays(
  random: Random,
  of: { trade: Trade; ordersPerMonth: number; from: string; until: string },
): string[] {
  const days: string[] = [];
  for (let day = nextWorkingDay(of.from); day <= of.until; day = nextWorkingDay(day)) {
    const expected = (of.ordersPerMonth * seasonOn(of.trade, day)) / WORKING_DAYS_PER_MONTH;
    if (random.chance(expected)) days.push(day);
  }
  return days;
}
