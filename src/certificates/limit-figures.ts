import type { Band, ElementLimit } from './limit.ts';

/* Limits in the figures that standards print: per cent, MPa and millimetres. */

/** At most so many per cent of an element by mass. */
export const upTo = (max: number): ElementLimit => ({ maxPpm: ppm(max) });
/** From and up to so many per cent. */
export const within = (min: number, max: number): ElementLimit => ({
  minPpm: ppm(min),
  maxPpm: ppm(max),
});
/** Per cent by mass in ppm. */
export const ppm = (percent: number) => Math.round(percent * 10_000);
/** MPa in kPa. */
const kpa = (mpa: number) => mpa * 1000;
/** Per cent in basis points. */
export const bp = (percent: number) => percent * 100;

/** Yield by thickness: pairs of MPa and the millimetres that they reach to. */
export const yieldTo = (...bands: readonly (readonly [mpa: number, mm?: number])[]) =>
  bands.map(([mpa, mm]) => ({ minKpa: kpa(mpa), ...upToMm(mm) }));
/** The upper bound of a band; without one it holds for every thickness that is left. */
export const upToMm = (mm: number | undefined): Band<unknown> =>
  mm === undefined ? {} : { upToUm: Math.round(mm * 1000) };
/** Strength in MPa, from and up to. */
export const strength = (min: number, max?: number) => ({
  minKpa: kpa(min),
  ...(max !== undefined && { maxKpa: kpa(max) }),
});
/** One least strength for every thickness. */
export const least = (min: number) => ({ strength: [strength(min)] });
/** One span of strength for every thickness. */
export const between = (min: number, max: number) => ({ strength: [strength(min, max)] });
