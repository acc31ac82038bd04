/** A paid order of an account, or one that came to nothing. */
export type PurchaseRow = {
  account: string | number;
  /** `YYYY-MM-DD`, the trading day. */
  day: string;
  /** Net revenue or margin, in minor units; a credit note is negative. */
  amountMinor?: number;
  /** Cancelled and fully returned orders are no purchases. */
  standing?: 'paid' | 'cancelled' | 'returned';
};

/**
 * What accounts bought, in columns: the purchases of the account at place `i` are
 * those from `starts[i]` until before `starts[i + 1]`, day by day in rising order.
 * One row per account and day, since orders of one day are one purchase.
 */
export type PurchaseLog = {
  accounts: (string | number)[];
  starts: Int32Array;
  /** Days since 1970-01-01. */
  days: Int32Array;
  amountsMinor: Float64Array;
};

const DAY_MS = 86_400_000;

/** The days since 1970-01-01 of a day written `YYYY-MM-DD`. Throws a RangeError on what is no day. */
export function dayNumber(day: string): number {
  const ms = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(ms)) throw new RangeError(`not a day: ${day}`);
  return ms / DAY_MS;
}

/**
 * Puts orders into columns, grouped by account in the order in which accounts
 * first appear and sorted by day, in time linear in the rows. Orders that were
 * not paid, were cancelled or came back are left out, and those after the last day.
 * Throws a RangeError on what is no day.
 */
export function logPurchases(rows: Iterable<PurchaseRow>, lastDay: string): PurchaseLog {
  const last = dayNumber(lastDay);
  const places = new Map<string | number, number>();
  const known = new Map<string, number>();
  const raw = { places: [] as number[], days: [] as number[], amounts: [] as number[] };
  for (const { account, day, amountMinor = 0, standing = 'paid' } of rows) {
    const number = known.get(day) ?? dayNumber(day);
    known.set(day, number);
    if (standing !== 'paid' || number > last) continue;
    const place = places.get(account) ?? places.size;
    if (place === places.size) places.set(account, place);
    raw.places.push(place);
    raw.days.push(number);
    raw.amounts.push(amountMinor);
  }
  return merged([...places.keys()], sortedByDay(raw, places.size));
}

type Raw = { places: number[]; days: number[]; amounts: number[] };

/** Rows by account and then by day: counted into their accounts, and each account sorted by itself. */
function sortedByDay({ places, days, amounts }: Raw, accounts: number) {
  const starts = new Int32Array(accounts + 1);
  for (const place of places) starts[place + 1] = (starts[place + 1] ?? 0) + 1;
  for (let at = 0; at < accounts; at += 1)
    starts[at + 1] = (starts[at + 1] ?? 0) + (starts[at] ?? 0);
  const next = starts.slice();
  const order = new Int32Array(places.length);
  places.forEach((place, row) => {
    const at = next[place] ?? 0;
    order[at] = row;
    next[place] = at + 1;
  });
  for (let at = 0; at < accounts; at += 1) {
    order
      .subarray(starts[at], starts[at + 1])
      .sort((one, other) => (days[one] ?? 0) - (days[other] ?? 0));
  }
  return { starts, order, days, amounts };
}

/** One row per account and day, its amounts added up. */
function merged(
  accounts: (string | number)[],
  { starts, order, days, amounts }: ReturnType<typeof sortedByDay>,
): PurchaseLog {
  const log = {
    accounts,
    starts: new Int32Array(accounts.length + 1),
    days: new Int32Array(order.length),
    amountsMinor: new Float64Array(order.length),
  };
  let kept = 0;
  for (let account = 0; account < accounts.length; account += 1) {
    let previous = -Infinity;
    for (let at = starts[account] ?? 0; at < (starts[account + 1] ?? 0); at += 1) {
      const row = order[at] ?? 0;
      const day = days[row] ?? 0;
      if (day !== previous) kept += 1;
      previous = day;
      log.days[kept - 1] = day;
      log.amountsMinor[kept - 1] = (log.amountsMinor[kept - 1] ?? 0) + (amounts[row] ?? 0);
    }
    log.starts[account + 1] = kept;
  }
  return {
    ...log,
    days: log.days.subarray(0, kept),
    amountsMinor: log.amountsMinor.subarray(0, kept),
  };
}

/** The days on which the account at a place bought, as a view without a copy. */
export function daysOf(log: PurchaseLog, place: number): Int32Array {
  return log.days.subarray(log.starts[place], log.starts[place + 1]);
}
