import { resample } from './bootstrap.ts';
import { correlationInterval } from './correlation.ts';
import { type Interval, meanWithInterval } from './interval.ts';

/** What accounts say of one driver, 0 to 100, in the order of the accounts; `null` where not asked. */
export type DriverColumn = {
  item: string;
  answers: number;
  byAccount: readonly (number | null)[];
};

/** What may be said of a driver and an outcome. Association only: "goes together with". */
type DriverLabel = 'collecting' | 'no_clear_link' | 'goes_together';

/** A row of the driver view. */
export type DriverRow = {
  item: string;
  answers: number;
  accounts: number;
  mean: number | null;
  meanCi95: Interval | null;
  /** Accounts that have the outcome too. */
  pairs: number;
  /** Spearman's; shown from 30 pairs up. */
  r: number | null;
  rCi95: Interval | null;
  label: DriverLabel;
  /** How often the bootstrap put it first, second, third; `null` of too few pairs to be ranked. */
  rankProbabilities: readonly [first: number, second: number, third: number] | null;
};

const PAIRS_MIN = 30;
const ACCOUNTS_MIN = 10;

/**
 * How drivers go together with an outcome, over accounts (1.13): the mean of each, its
 * rank correlation with Fisher's interval, and how often drawing accounts anew ranks it
 * among the first three, since a plain ranking is right too rarely. No weights, no sum,
 * no coefficient of the paper. Below ten accounts a driver is still collecting.
 */
export function driverRows(
  outcome: readonly (number | null)[],
  drivers: readonly DriverColumn[],
): DriverRow[] {
  const pairings = drivers.map(({ byAccount }) => pair(outcome, byAccount));
  const chances = rankChances(outcome.length, pairings);
  return drivers.map(({ item, answers, byAccount }, at) => {
    const known = byAccount.filter((value) => value !== null);
    const { mean, ci95 } = meanWithInterval(known);
    const pairing = pairings[at];
    const pairs = pairing?.accounts.length ?? 0;
    const r = pairing && pairs >= PAIRS_MIN ? weightedRankCorrelation(pairing, null) : null;
    const rCi95 = correlationInterval(r, pairs);
    return {
      item,
      answers,
      accounts: known.length,
      mean,
      meanCi95: ci95,
      pairs,
      r,
      rCi95,
      label: labelOf(known.length, rCi95),
      rankProbabilities: chances[at] ?? null,
    };
  });
}

function labelOf(accounts: number, rCi95: Interval | null): DriverLabel {
  if (accounts < ACCOUNTS_MIN || rCi95 === null) return 'collecting';
  return rCi95[0] <= 0 && rCi95[1] >= 0 ? 'no_clear_link' : 'goes_together';
}

/** Accounts with both values, by rank of either: sorted once, ranked anew for every draw in one pass. */
type Pairing = { accounts: Int32Array; one: Order; other: Order };
/** Places in rising order of their values, and where a new value begins. */
type Order = { places: Int32Array; begins: Uint8Array };

function pair(one: readonly (number | null)[], other: readonly (number | null)[]): Pairing {
  const accounts: number[] = [];
  const [ones, others]: [number[], number[]] = [[], []];
  one.forEach((value, account) => {
    const second = other[account];
    if (value === null || second === null || second === undefined) return;
    accounts.push(account);
    ones.push(value);
    others.push(second);
  });
  return { accounts: Int32Array.from(accounts), one: orderOf(ones), other: orderOf(others) };
}

function orderOf(values: readonly number[]): Order {
  const places = Int32Array.from(values, (_, place) => place).sort(
    (one, other) => (values[one] ?? 0) - (values[other] ?? 0),
  );
  const begins = Uint8Array.from(places, (place, at) =>
    Number(at === 0 || values[place] !== values[places[at - 1] ?? 0]),
  );
  return { places, begins };
}

/** Spearman's correlation when each account was drawn so often, or once; `null` without spread. */
function weightedRankCorrelation(
  { accounts, one, other }: Pairing,
  times: Uint16Array | null,
): number | null {
  const drawn = (place: number) => times?.[accounts[place] ?? 0] ?? 1;
  const [ranks, otherRanks] = [rank(one, drawn), rank(other, drawn)];
  let n = 0;
  for (let place = 0; place < accounts.length; place += 1) n += drawn(place);
  const mean = (n + 1) / 2;
  let [ones, others, both] = [0, 0, 0];
  for (let place = 0; place < accounts.length; place += 1) {
    const weight = drawn(place);
    const [a, b] = [(ranks[place] ?? 0) - mean, (otherRanks[place] ?? 0) - mean];
    ones += weight * a * a;
    others += weight * b * b;
    both += weight * a * b;
  }
  return ones === 0 || others === 0 ? null : both / Math.sqrt(ones * others);
}

function rank({ places, begins }: Order, drawn: (place: number) => number): Float64Array {
  const ranks = new Float64Array(places.length);
  let passed = 0;
  for (let from = 0; from < places.length;) {
    let until = from;
    let count = 0;
    do {
      count += drawn(places[until] ?? 0);
      until += 1;
    } while (until < places.length && begins[until] === 0);
    for (let at = from; at < until; at += 1) ranks[places[at] ?? 0] = passed + (count + 1) / 2;
    passed += count;
    from = until;
  }
  return ranks;
}

/** How often each driver came first, second and third by the size of its correlation. */
function rankChances(
  accounts: number,
  pairings: readonly Pairing[],
): ([number, number, number] | null)[] {
  const ranked = pairings.map((pairing) => pairing.accounts.length >= PAIRS_MIN);
  if (!ranked.some(Boolean)) return pairings.map(() => null);
  const counts = pairings.map((): [number, number, number] => [0, 0, 0]);
  let draws = 0;
  resample(accounts, (times) => {
    draws += 1;
    const sizes = pairings
      .map((pairing, at) => ({
        at,
        size: ranked[at] ? Math.abs(weightedRankCorrelation(pairing, times) ?? 0) : -1,
      }))
      .filter(({ size }) => size >= 0)
      .toSorted((one, other) => other.size - one.size);
    for (const [place, { at }] of sizes.slice(0, 3).entries()) {
      const count = counts[at];
      if (count) count[place] = (count[place] ?? 0) + 1;
    }
  });
  return counts.map(([first, second, third], at) =>
    ranked[at] ? [first / draws, second / draws, third / draws] : null,
  );
}
