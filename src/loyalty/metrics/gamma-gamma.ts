import { correlationOf } from './correlation.ts';
import { minimise } from './nelder-mead.ts';
import { logGamma } from './special-functions.ts';

/** How much is spent per purchase: `p` within an account, `q` and `gamma` between accounts. */
export type GammaGammaParams = { p: number; q: number; gamma: number };

/** Accounts in columns: purchases that were averaged, and their mean value. */
export type Spending = { purchases: ArrayLike<number>; means: ArrayLike<number> };

/** How far the logarithms of parameters are looked for around the typical purchase. */
const FURTHEST = 12;

/** Fitted parameters, from how many accounts, and how likely they make what was spent. */
export type GammaGammaFit = { params: GammaGammaParams; logLikelihood: number; n: number };

/**
 * Fits the Gamma-Gamma model of spending (Fader and Hardie, note 025) by maximum
 * likelihood, from the accounts that came back and spent something. `null` with
 * fewer than two of them. Its premise is that what is spent does not depend on how
 * often: look at `spendingDependsOnFrequency` first.
 */
export function fitGammaGamma({ purchases, means }: Spending): GammaGammaFit | null {
  const rows = Array.from(purchases, (x, at) => ({ x, mean: means[at] ?? 0 })).filter(
    ({ x, mean }) => x > 0 && mean > 0,
  );
  if (rows.length < 2) return null;
  const typical = rows.reduce((sum, { mean }) => sum + mean, 0) / rows.length;
  const starts = [
    [4, 4, typical / 2],
    [1, 2, typical],
    [20, 3, typical / 10],
  ].map((start) => start.map(Math.log));
  const middle = [0, 0, Math.log(typical)];
  const { at, value } = minimise((logs) => {
    // Further out nothing expected changes, and accounts that all spend the same would lead there.
    if (logs.some((log, axis) => Math.abs(log - (middle[axis] ?? 0)) > FURTHEST)) return Infinity;
    return -logLikelihood(rows, paramsOf(logs));
  }, starts);
  return { params: paramsOf(at), logLikelihood: -value, n: rows.length };
}

function paramsOf(logs: readonly number[]): GammaGammaParams {
  const [p = 1, q = 1, gamma = 1] = logs.map(Math.exp);
  return { p, q, gamma };
}

function logLikelihood(
  rows: readonly { x: number; mean: number }[],
  { p, q, gamma }: GammaGammaParams,
): number {
  const base = q * Math.log(gamma) - logGamma(q);
  const known = new Map<number, number>();
  let sum = 0;
  for (const { x, mean } of rows) {
    let ofPurchases = known.get(x);
    if (ofPurchases === undefined) {
      ofPurchases = base + logGamma(p * x + q) - logGamma(p * x) + p * x * Math.log(x);
      known.set(x, ofPurchases);
    }
    sum += ofPurchases + (p * x - 1) * Math.log(mean) - (p * x + q) * Math.log(gamma + x * mean);
  }
  return sum;
}

/**
 * What an account is expected to spend per purchase: its own mean drawn towards
 * that of all, the less the more it bought; that of all for who never came back.
 * `null` where the model has no mean.
 */
export function expectedSpending(
  purchases: number,
  mean: number,
  { p, q, gamma }: GammaGammaParams,
): number | null {
  const below = p * purchases + q - 1;
  return below > 0 ? (p * (gamma + purchases * mean)) / below : null;
}

/**
 * The correlation of how often with how much, printed beside the model; above 0.3
 * either way the model's premise is broken, and an account's own mean is taken.
 */
export function spendingDependsOnFrequency({ purchases, means }: Spending): {
  correlation: number | null;
  isDependent: boolean;
} {
  const rows = Array.from(purchases, (x, at) => [x, means[at] ?? 0] as const).filter(
    ([x, mean]) => x > 0 && mean > 0,
  );
  const correlation = correlationOf(
    rows.map(([x]) => x),
    rows.map(([, mean]) => mean),
  );
  return { correlation, isDependent: correlation !== null && Math.abs(correlation) > 0.3 };
}
