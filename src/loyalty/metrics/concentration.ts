import { bootstrapInterval } from './bootstrap.ts';
import type { Interval } from './interval.ts';
import { rising } from './sample.ts';

/** How much of the revenue hangs on how few accounts. */
export type Concentration = {
  n: number;
  /** Accounts with less than nothing: then no figure is given, they are listed. */
  negative: number;
  total: number;
  gini: number | null;
  /** Corrected for few accounts; `null` of one. */
  giniUnbiased: number | null;
  /** The share of the largest fifth of accounts, the last of them in part. */
  top20Share: number | null;
  accountsFor80Pct: number | null;
  shareOfAccountsFor80Pct: number | null;
  /** Herfindahl and Hirschman's index: 1 for a single account. */
  hhi: number | null;
};

const NONE = {
  gini: null,
  giniUnbiased: null,
  top20Share: null,
  accountsFor80Pct: null,
  shareOfAccountsFor80Pct: null,
  hhi: null,
};

/**
 * The concentration of revenue over accounts (1.19). Credit notes that leave an
 * account below zero are refused, never clipped: all figures are `null`, as they are
 * when nothing was sold. "Twenty per cent bring eighty" is a slogan to be measured.
 */
export function concentrationOf(revenues: ArrayLike<number>): Concentration {
  const sorted = rising(revenues);
  const n = sorted.length;
  let [total, negative, squares, moment] = [0, 0, 0, 0];
  sorted.forEach((revenue, at) => {
    total += revenue;
    negative += Number(revenue < 0);
    squares += revenue * revenue;
    moment += (2 * (at + 1) - n - 1) * revenue;
  });
  if (negative > 0 || !(total > 0)) return { n, negative, total, ...NONE };
  const gini = Math.max(0, moment / (n * total));
  const accountsFor80Pct = accountsFor(0.8 * total, sorted);
  return {
    n,
    negative,
    total,
    gini,
    giniUnbiased: n < 2 ? null : (gini * n) / (n - 1),
    top20Share: topShare(0.2 * n, sorted) / total,
    accountsFor80Pct,
    shareOfAccountsFor80Pct: accountsFor80Pct / n,
    hhi: squares / (total * total),
  };
}

/** The smallest number of accounts, the largest first, that bring so much. */
function accountsFor(enough: number, sorted: Float64Array): number {
  let sum = 0;
  for (let taken = 1; taken <= sorted.length; taken += 1) {
    sum += sorted[sorted.length - taken] ?? 0;
    if (sum >= enough * (1 - 1e-12)) return taken;
  }
  return sorted.length;
}

/** What so many accounts bring, the largest first, and of the last one the part that is asked for. */
function topShare(accounts: number, sorted: Float64Array): number {
  let sum = 0;
  for (let taken = 0; taken < accounts; taken += 1) {
    sum += (sorted[sorted.length - 1 - taken] ?? 0) * Math.min(1, accounts - taken);
  }
  return sum;
}

/**
 * The interval of the Gini coefficient by drawing accounts (1000 draws, one seed).
 * The accounts are sorted once; a draw only counts them.
 */
export function giniInterval(revenues: ArrayLike<number>): Interval | null {
  const sorted = rising(revenues);
  const n = sorted.length;
  if ((sorted[0] ?? -1) < 0) return null;
  return bootstrapInterval(n, (times) => {
    let [total, moment, passed] = [0, 0, 0];
    times.forEach((count, at) => {
      if (count === 0) return;
      const revenue = sorted[at] ?? 0;
      // Ranks of equal accounts run from passed + 1 to passed + count.
      moment += revenue * count * (2 * passed + count - n);
      total += revenue * count;
      passed += count;
    });
    return total > 0 ? moment / (n * total) : null;
  });
}

/** The interval of the share of the largest fifth by drawing accounts, as that of the Gini coefficient. */
export function top20Interval(revenues: ArrayLike<number>): Interval | null {
  const sorted = rising(revenues);
  const n = sorted.length;
  if ((sorted[0] ?? -1) < 0) return null;
  return bootstrapInterval(n, (times) => {
    let [total, top, left] = [0, 0, 0.2 * n];
    for (let at = n - 1; at >= 0; at -= 1) {
      const [count, revenue] = [times[at] ?? 0, sorted[at] ?? 0];
      total += revenue * count;
      top += revenue * Math.min(count, left);
      left -= Math.min(count, left);
    }
    return total > 0 ? top / total : null;
  });
}
