import {
  type BuyingHistories,
  type BuyingHistory,
  type GroupedHistories,
  groupHistories,
  hasRepeats,
  meanAge,
} from './buying-history.ts';
import { minimise } from './nelder-mead.ts';
import { gaussFraction, logGamma } from './special-functions.ts';

/**
 * Buying at a rate that differs between accounts (`r`, `alpha`), for a lifetime in
 * calendar time that differs too (`s`, `beta`), however often an account buys.
 */
export type ParetoNbdParams = { r: number; alpha: number; s: number; beta: number };

/** How far the logarithms of parameters are looked for around one purchase per mean age. */
const FURTHEST = 7;

/** Fitted parameters and how likely they make what was bought. */
export type ParetoNbdFit = { params: ParetoNbdParams; logLikelihood: number };

/**
 * Fits Pareto/NBD (Schmittlein et al. 1987; formulas of Fader and Hardie 2005) by
 * maximum likelihood, as the other models are. `null` when nobody came back.
 */
export function fitParetoNbd(histories: BuyingHistories): ParetoNbdFit | null {
  const grouped = groupHistories(histories);
  if (!hasRepeats(grouped)) return null;
  const scale = meanAge(grouped);
  const starts = [
    [0.5, scale / 4, 0.5, scale / 4],
    [1, scale, 1, scale],
  ].map((start) => start.map(Math.log));
  const middle = [0, Math.log(scale), 0, Math.log(scale)];
  const { at, value } = minimise((logs) => {
    // Further out nobody's probability changes, and a degenerate base would lead there.
    if (logs.some((log, axis) => Math.abs(log - (middle[axis] ?? 0)) > FURTHEST)) return Infinity;
    return -logLikelihood(grouped, paramsOf(logs));
  }, starts);
  return { params: paramsOf(at), logLikelihood: -value };
}

function paramsOf(logs: readonly number[]): ParetoNbdParams {
  const [r = 1, alpha = 1, s = 1, beta = 1] = logs.map(Math.exp);
  return { r, alpha, s, beta };
}

/** The logarithm of how likely the parameters make what was bought. */
export function paretoNbdLogLikelihood(
  histories: BuyingHistories,
  params: ParetoNbdParams,
): number {
  return logLikelihood(groupHistories(histories), params);
}

function logLikelihood(
  { repeats, recencies, ages, counts }: GroupedHistories,
  params: ParetoNbdParams,
): number {
  const { r, alpha, s, beta } = params;
  const base = r * Math.log(alpha) + s * Math.log(beta) - logGamma(r);
  let sum = 0;
  for (let at = 0; at < repeats.length; at += 1) {
    const history = {
      repeats: repeats[at] ?? 0,
      recency: recencies[at] ?? 0,
      age: ages[at] ?? 0,
    };
    const stays =
      -(r + history.repeats) * Math.log(alpha + history.age) - s * Math.log(beta + history.age);
    const left = logOnePlusExp(logOddsOfLeaving(history, params));
    sum += (counts[at] ?? 0) * (base + logGamma(r + history.repeats) + stays + left);
  }
  return sum;
}

/** Logarithm of the odds that an account has left since its last purchase, against that it has not. */
function logOddsOfLeaving(
  { repeats: x, recency, age }: BuyingHistory,
  params: ParetoNbdParams,
): number {
  const { r, alpha, s, beta } = params;
  const all = r + s + x;
  const atLast = logPart(recency, x, params);
  const today = logPart(age, x, params);
  const between = atLast + Math.log(-Math.expm1(Math.min(0, today - atLast)));
  return Math.log(s / all) + (r + x) * Math.log(alpha + age) + s * Math.log(beta + age) + between;
}

/**
 * The logarithm of F(all, b; all + 1; z) / (greater + y)^all of the likelihood, with
 * F by Euler's transformation, (1 - z)^(1 - b) F(1, all + 1 - b; all + 1; z), which is
 * finite for every number of purchases.
 */
function logPart(y: number, x: number, { r, alpha, s, beta }: ParetoNbdParams): number {
  const all = r + s + x;
  const greater = Math.max(alpha, beta);
  const b = alpha >= beta ? s + 1 : r + x;
  const z = Math.abs(alpha - beta) / (greater + y);
  return (
    (1 - b) * Math.log1p(-z) + Math.log(gaussFraction(all, 1 - b, z)) - all * Math.log(greater + y)
  );
}

const logOnePlusExp = (log: number) =>
  log > 0 ? log + Math.log1p(Math.exp(-log)) : Math.log1p(Math.exp(log));

/** The probability that an account still buys. */
export function paretoNbdAlive(history: BuyingHistory, params: ParetoNbdParams): number {
  return 1 / (1 + Math.exp(logOddsOfLeaving(history, params)));
}

/** Purchases to be expected of an account in the next so much time, in the unit of its history. */
export function paretoNbdExpected(
  history: BuyingHistory,
  time: number,
  params: ParetoNbdParams,
): number {
  const { r, alpha, s, beta } = params;
  const { repeats: x, age } = history;
  const rate = ((r + x) * (beta + age)) / (alpha + age);
  return rate * livedShare(time, beta + age, s) * paretoNbdAlive(history, params);
}

/** Purchases after the first one to be expected of a new account in so much time. */
export function paretoNbdExpectedOfNew(time: number, params: ParetoNbdParams): number {
  const { r, alpha, s, beta } = params;
  return ((r * beta) / alpha) * livedShare(time, beta, s);
}

/** Time lived of a span, in units of `beta`; with s = 1 it is a logarithm. */
function livedShare(time: number, beta: number, s: number): number {
  const log = Math.log1p(time / beta);
  return s === 1 ? log : -Math.expm1((1 - s) * log) / (s - 1);
}
