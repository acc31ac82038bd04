import { divideHalfUp } from '../measures/divide.ts';
import type { Analysis } from './certificate.ts';

/**
 * The carbon equivalent by which steel is judged for welding, in ppm by mass,
 * rounded once: C + Mn/6 + (Cr+Mo+V)/5 + (Ni+Cu)/15 (IIW; EN 10025-1, 7.2.3).
 * What the analysis leaves out counts as none; without carbon or manganese there
 * is nothing to compute.
 */
export function carbonEquivalentPpm(analysis: Analysis): number | undefined {
  const { C, Mn, Cr = 0, Mo = 0, V = 0, Ni = 0, Cu = 0 } = analysis;
  if (C === undefined || Mn === undefined) return undefined;
  return divideHalfUp(BigInt(30 * C + 5 * Mn + 6 * (Cr + Mo + V) + 2 * (Ni + Cu)), 30n);
}
