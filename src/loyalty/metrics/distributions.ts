import { betaBelow, gammaAbove, gammaBelow, logGamma } from './special-functions.ts';

/** Half the width of a 95% interval in standard errors of a normal distribution. */
export const Z95 = 1.959963984540054;

/** The probability of a normal deviation at least that far from zero, to either side. */
export function twoSidedP(z: number): number {
  return gammaAbove(0.5, (z * z) / 2);
}

const knownT = new Map<string, number>();
const KNOWN_MAX = 10_000;

/**
 * The value that a t-distributed number stays below with a probability strictly
 * between 0 and 1. Degrees of freedom need not be whole. Remembered, since a
 * night asks for the same few degrees once per company.
 */
export function tQuantile(probability: number, degrees: number): number {
  const key = `${probability}|${degrees}`;
  const known = knownT.get(key);
  if (known !== undefined) return known;

  const far = Math.abs(probability - 0.5) * 2;
  const within = (t: number) => betaBelow(0.5, degrees / 2, (t * t) / (degrees + t * t));
  const value = Math.sign(probability - 0.5) * inverted(within, far);
  if (knownT.size >= KNOWN_MAX) knownT.clear();
  knownT.set(key, value);
  return value;
}

/** The value that a chi-squared number stays below with a probability strictly between 0 and 1. */
export function chiSquareQuantile(probability: number, degrees: number): number {
  return inverted((x) => gammaBelow(degrees / 2, x / 2), probability);
}

/** The value that an F-distributed number stays below with a probability strictly between 0 and 1. */
export function fQuantile(probability: number, above: number, below: number): number {
  return inverted(
    (f) => betaBelow(above / 2, below / 2, (above * f) / (above * f + below)),
    probability,
  );
}

/**
 * The smallest count that so many tries stay at or below with at least that
 * probability (R: `qbinom`).
 */
export function binomialQuantile(probability: number, tries: number, chance: number): number {
  if (chance <= 0) return 0;
  if (chance >= 1) return tries;
  const mean = tries * chance;
  // Below twelve deviations lies less than 1e-30; from zero on, the first term of many tries is no double.
  const first = Math.max(0, Math.floor(mean - 12 * Math.sqrt(mean * (1 - chance)) - 20));
  let mass = Math.exp(
    logGamma(tries + 1) -
      logGamma(first + 1) -
      logGamma(tries - first + 1) +
      first * Math.log(chance) +
      (tries - first) * Math.log1p(-chance),
  );
  let below = mass;
  let count = first;
  while (below < probability * (1 - 1e-13) && count < tries) {
    mass *= ((tries - count) / (count + 1)) * (chance / (1 - chance));
    count += 1;
    below += mass;
  }
  return count;
}

/** Where a function that rises from 0 at zero towards 1 passes a probability, by halving. */
function inverted(below: (x: number) => number, probability: number): number {
  let low = 0;
  let high = 1;
  while (below(high) < probability && high < Number.MAX_VALUE / 2) {
    low = high;
    high *= 2;
  }
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (below(middle) < probability) low = middle;
    else high = middle;
  }
}
