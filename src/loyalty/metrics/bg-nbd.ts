import {
  type BuyingHistories,
  type BuyingHistory,
  type GroupedHistories,
  groupHistories,
  hasRepeats,
  meanAge,
} from './buying-history.ts';
import { hypergeometricRest } from './hypergeometric.ts';
import { minimise } from './nelder-mead.ts';
import { logGamma } from './special-functions.ts';

/**
 * Buying at a rate that differs between accounts (`r`, `alpha`), with a chance to
 * leave for good after a purchase that differs too (`a`, `b`).
 */
export type BgNbdParams = { r: number; alpha: number; a: number; b: number };

/**
 * BG/NBD (Fader, Hardie and Lee 2005), or MBG/NBD (Batislam et al. 2007), in which
 * an account may also leave after its first purchase. The former says of everybody
 * who bought once that he is still there for certain.
 */
export type BgNbdKind = 'bg' | 'mbg';

/** The modified model is the first one with its leaving counted from one purchase earlier. */
const earlier = (kind: BgNbdKind) => (kind === 'mbg' ? 1 : 0);

/** How far the logarithms of parameters are looked for around one purchase per mean age. */
const FURTHEST = 9;

/** Fitted parameters and how likely they make what was bought. */
export type BgNbdFit = { params: BgNbdParams; logLikelihood: number };

/**
 * Fits the model by maximum likelihood, on logarithms of the parameters, from
 * several starts scaled to the ages. `null` when nobody came back: then there is
 * nothing to fit. Show what it says of accounts, not its parameters: those of a
 * small base are often degenerate. Throws a RangeError on a history that cannot be.
 */
export function fitBgNbd(histories: BuyingHistories, kind: BgNbdKind): BgNbdFit | null {
  const grouped = groupHistories(histories);
  if (!hasRepeats(grouped)) return null;
  const scale = meanAge(grouped);
  const starts = [
    [0.5, scale / 4, 1, 2],
    [1, scale, 0.5, 3],
    [0.25, scale / 8, 0.3, 1],
    [4, scale, 2, 8],
  ].map((start) => start.map(Math.log));
  const middle = [0, Math.log(scale), 0, 0];
  const { at, value } = minimise((logs) => {
    // Further out nobody's probability changes, and a degenerate base would lead there.
    if (logs.some((log, axis) => Math.abs(log - (middle[axis] ?? 0)) > FURTHEST)) return Infinity;
    return -logLikelihood(grouped, paramsOf(logs), kind);
  }, starts);
  return { params: paramsOf(at), logLikelihood: -value };
}

function paramsOf(logs: readonly number[]): BgNbdParams {
  const [r = 1, alpha = 1, a = 1, b = 1] = logs.map(Math.exp);
  return { r, alpha, a, b };
}

/** The logarithm of how likely the parameters make what was bought. Computed in logarithms throughout. */
export function bgNbdLogLikelihood(
  histories: BuyingHistories,
  params: BgNbdParams,
  kind: BgNbdKind,
): number {
  return logLikelihood(groupHistories(histories), params, kind);
}

function logLikelihood(
  { repeats, recencies, ages, counts }: GroupedHistories,
  { r, alpha, a, b }: BgNbdParams,
  kind: BgNbdKind,
): number {
  const shift = earlier(kind);
  const base = r * Math.log(alpha) - logGamma(r) + logGamma(a + b) - logGamma(b);
  const known = new Map<number, number>();
  let sum = 0;
  for (let at = 0; at < repeats.length; at += 1) {
    const x = repeats[at] ?? 0;
    let ofRepeats = known.get(x);
    if (ofRepeats === undefined) {
      ofRepeats = base + logGamma(r + x) + logGamma(b + x + shift) - logGamma(a + b + x + shift);
      known.set(x, ofRepeats);
    }
    const stays = -(r + x) * Math.log(alpha + (ages[at] ?? 0));
    const odds = logOddsOfLeaving(x, recencies[at] ?? 0, ages[at] ?? 0, { r, alpha, a, b }, shift);
    sum += (counts[at] ?? 0) * (ofRepeats + stays + logOnePlusExp(odds));
  }
  return sum;
}

/** Logarithm of the odds that an account has left, against that it has not. */
function logOddsOfLeaving(
  x: number,
  recency: number,
  age: number,
  { r, alpha, a, b }: BgNbdParams,
  shift: number,
): number {
  if (x + shift === 0) return -Infinity;
  return Math.log(a / (b + x + shift - 1)) + (r + x) * Math.log((alpha + age) / (alpha + recency));
}

const logOnePlusExp = (log: number) =>
  log > 0 ? log + Math.log1p(Math.exp(-log)) : Math.log1p(Math.exp(log));

/** The probability that an account still buys. Exactly 1 for a one-time buyer in BG/NBD: take MBG/NBD. */
export function bgNbdAlive(
  { repeats, recency, age }: BuyingHistory,
  params: BgNbdParams,
  kind: BgNbdKind,
): number {
  return 1 / (1 + Math.exp(logOddsOfLeaving(repeats, recency, age, params, earlier(kind))));
}

/**
 * Purchases to be expected of an account in the next so much time, in the unit of
 * its history. Euler's transformation keeps every factor finite however much an
 * account buys, and the division by a - 1 is taken out of the sums, so that a = 1 is
 * no gap.
 */
export function bgNbdExpected(
  history: BuyingHistory,
  time: number,
  params: BgNbdParams,
  kind: BgNbdKind,
): number {
  const { r, alpha, a } = params;
  const b = params.b + earlier(kind);
  const { repeats: x, age } = history;
  const z = time / (alpha + age + time);
  const c = a + b + x - 1;
  const over = a - 1;
  const log = Math.log1p(-z);
  const power = over === 0 ? log : Math.expm1(over * log) / over;
  const rest = hypergeometricRest(a + b - 1 - r, over, c, z);
  return -(c * power + Math.exp(over * log) * rest) * bgNbdAlive(history, params, kind);
}

/** Purchases after the first one to be expected of a new account in so much time. */
export function bgNbdExpectedOfNew(time: number, params: BgNbdParams, kind: BgNbdKind): number {
  return bgNbdExpected({ repeats: 0, recency: 0, age: 0 }, time, params, kind);
}
