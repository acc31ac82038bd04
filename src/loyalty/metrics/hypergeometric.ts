/** Only a new account of a model that is degenerate needs as many. */
const TERMS_MAX = 50_000;

/**
 * What Gauss's hypergeometric function F(a, b; c; z) is above 1, times c / b, for z
 * from 0 to below 1: finite also where b or c is 0. Enough for the models of
 * purchasing, whose arguments are transformed so that the terms fall. Own code: the
 * one package that fits brings 180 others and 21 MB.
 */
export function hypergeometricRest(a: number, b: number, c: number, z: number): number {
  let term = a * z;
  let sum = term;
  for (let n = 1; n < TERMS_MAX; n += 1) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    sum += term;
    if (Math.abs(term) <= 1e-16 * Math.abs(sum)) break;
  }
  return sum;
}
