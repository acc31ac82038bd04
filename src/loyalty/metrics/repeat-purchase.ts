import { type Interval, shareOf } from './interval.ts';
import { durationsOf, endedBy } from './kaplan-meier.ts';
import { dayNumber, daysOf, type PurchaseLog } from './purchase-log.ts';

/** How many of those who bought once came back. */
export type RepeatPurchase = {
  accountsWithFirstOrder: number;
  /** Whose first purchase lies at least the horizon back: only these can be judged. */
  mature: number;
  immature: number;
  repeaters: number;
  rate: number | null;
  ci95: Interval | null;
  /** The same with the immature ones as far as they are known (Kaplan and Meier). */
  rateWithImmature: number | null;
};

const HORIZON_DAYS = 180;

/**
 * The repeat rate (R30, 1.14): accounts that bought on another day within so many
 * days of their first, among those whose first purchase is that old.
 */
export function repeatPurchaseOf(
  log: PurchaseLog,
  asOf: string,
  horizonDays = HORIZON_DAYS,
): RepeatPurchase {
  const today = dayNumber(asOf);
  let [mature, repeaters] = [0, 0];
  const gaps = log.accounts.map((_, place) => {
    const [first = today, second] = daysOf(log, place);
    const gap = second === undefined ? today - first : second - first;
    const hasReturned = second !== undefined;
    if (today - first >= horizonDays) {
      mature += 1;
      repeaters += Number(hasReturned && gap <= horizonDays);
    }
    return { length: gap, hasEnded: hasReturned };
  });
  const { share: rate, ci95 } = shareOf(repeaters, mature);
  return {
    accountsWithFirstOrder: log.accounts.length,
    mature,
    immature: log.accounts.length - mature,
    repeaters,
    rate,
    ci95,
    rateWithImmature: endedBy(durationsOf(gaps).survival, horizonDays),
  };
}

/**
 * Accounts with at least two days of purchase in the twelve months that end with
 * a day, among those with one (R30): the share that a seasonal trade compares
 * from year to year.
 */
export function repeatShareOfYear(
  log: PurchaseLog,
  asOf: string,
): { buyers: number; repeaters: number; share: number | null; ci95: Interval | null } {
  const from = dayNumber(asOf) - 365;
  let [buyers, repeaters] = [0, 0];
  for (let place = 0; place < log.accounts.length; place += 1) {
    const days = daysOf(log, place).filter((day) => day > from).length;
    buyers += Number(days >= 1);
    repeaters += Number(days >= 2);
  }
  return { buyers, repeaters, ...shareOf(repeaters, buyers) };
}

/**
 * Accounts that bought in this span among those that bought in the same span a
 * year before (1.15): a seasonal trade is compared with its own season. Both
 * spans are days, the last included.
 */
export function retentionOf(
  log: PurchaseLog,
  now: { from: string; until: string },
  before: { from: string; until: string },
): { wereActive: number; areActive: number; share: number | null; ci95: Interval | null } {
  const [is, was] = [now, before].map(({ from, until }) => [dayNumber(from), dayNumber(until)]);
  let [wereActive, areActive] = [0, 0];
  for (let place = 0; place < log.accounts.length; place += 1) {
    const days = daysOf(log, place);
    if (!hasDayIn(days, was)) continue;
    wereActive += 1;
    areActive += Number(hasDayIn(days, is));
  }
  return { wereActive, areActive, ...shareOf(areActive, wereActive) };
}

const hasDayIn = (days: Int32Array, [from = 0, until = 0]: readonly number[] = []) =>
  days.some((day) => day >= from && day <= until);
