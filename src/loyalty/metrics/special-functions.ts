/**
 * The three functions under every quantile of this folder. Own code, since no
 * package fitted: jstat's continued fraction stops at 3e-7, which is seen in the
 * interval of an NPS; @stdlib needs 250 packages and 30 MB; cephes throws on a
 * harmless underflow.
 */

const HALF_LOG_TWO_PI = 0.9189385332046727;
const FEW = 1e-16;
const TINY = 1e-300;
const STEPS_MAX = 100_000;

/** The logarithm of the gamma function of a positive number, to about 1e-14 (Stirling's series from ten up). */
export function logGamma(x: number): number {
  let shifted = x;
  let passed = 1;
  for (; shifted < 10; shifted += 1) passed *= shifted;
  const inverse = 1 / shifted;
  const square = inverse * inverse;
  const series =
    inverse *
    (1 / 12 -
      square *
        (1 / 360 -
          square *
            (1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - square * (691 / 360_360))))));
  return (
    (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + series - Math.log(passed)
  );
}

/**
 * The share of a gamma distribution of that shape that lies above a value: the
 * regularised upper incomplete gamma function, 1 at zero and below.
 */
export function gammaAbove(shape: number, x: number): number {
  if (x <= 0) return 1;
  const front = Math.exp(shape * Math.log(x) - x - logGamma(shape));
  return x < shape + 1 ? 1 - front * gammaSeries(shape, x) : front * gammaFraction(shape, x);
}

/** The share of a gamma distribution of that shape that lies below a value. */
export function gammaBelow(shape: number, x: number): number {
  if (x <= 0) return 0;
  const front = Math.exp(shape * Math.log(x) - x - logGamma(shape));
  return x < shape + 1 ? front * gammaSeries(shape, x) : 1 - front * gammaFraction(shape, x);
}

function gammaSeries(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let step = 1; step < STEPS_MAX && term > sum * FEW; step += 1) {
    term *= x / (shape + step);
    sum += term;
  }
  return sum;
}

/** Lentz's way of computing a continued fraction. */
function gammaFraction(shape: number, x: number): number {
  let b = x + 1 - shape;
  let c = 1 / TINY;
  let d = 1 / b;
  let value = d;
  for (let step = 1; step < STEPS_MAX; step += 1) {
    const a = -step * (step - shape);
    b += 2;
    d = 1 / away(a * d + b);
    c = away(b + a / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < FEW * 4) break;
  }
  return value;
}

/**
 * The share of a beta distribution that lies below a value: the regularised
 * incomplete beta function. 0 at zero and below, 1 at one and above.
 */
export function betaBelow(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x),
  );
  return x < (a + 1) / (a + b + 2)
    ? (front * gaussFraction(a, b, x)) / a
    : 1 - (front * gaussFraction(b, a, 1 - x)) / b;
}

/**
 * Gauss's continued fraction of F(1, a + b; a + 1; x), for x from 0 to below 1, with a
 * positive and a + b too: under the incomplete beta function, and under the models of
 * purchasing, where the series itself would need millions of terms near 1.
 */
export function gaussFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let step = 1; step < STEPS_MAX; step += 1) {
    const even = (step * (b - step) * x) / ((a + 2 * step - 1) * (a + 2 * step));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    value *= d * c;
    const odd = (-(a + step) * (a + b + step) * x) / ((a + 2 * step) * (a + 2 * step + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < FEW * 4) break;
  }
  return value;
}

const away = (value: number) => (Math.abs(value) < TINY ? TINY : value);
