import type { Pieces } from './cutting-plan.ts';

/** What the saw takes, and the least that is a lot again, until machines and sections have figures of their own (R19). */
export const usualSaw = { kerfMm: 3, leastRemnantMm: 1000 } as const;

/** A line of a cut list as it was typed, with the pieces that it says; none: it says none. */
export type CutListLine = { typed: string; pieces: Pieces | undefined };

const NUMBER = String.raw`(\d{1,6}(?:[.,]\d{1,3})?)`;
const COUNT = String.raw`(\d{1,4})`;
const OF_LENGTH = String.raw`\s*(мм|mm|м|m)?\.?`;
const PIECES = String.raw`\s*(?:шт|штук|дана|pcs|pc)\.?`;
const BETWEEN = String.raw`\s*(?:[x×х*:;–—-]|по|each|of)?\s*`;
/** «40 × 2350», «40 шт по 2,35 м», «40*2.35». */
const COUNT_FIRST = new RegExp(`^${COUNT}(?:${PIECES})?${BETWEEN}${NUMBER}${OF_LENGTH}$`, 'iu');
/** «2350 мм – 40 шт», «2,35 м × 40», «2350 - 40 шт». */
const LENGTH_FIRST = new RegExp(`^${NUMBER}${OF_LENGTH}${BETWEEN}${COUNT}(${PIECES})?$`, 'iu');
/** Nobody asks for metres by the hundred: from here on a bare number is millimetres. */
const MILLIMETRES_FROM = 100;
const LINES_MAX = 200;

/**
 * Reads a cut list, a line for each length: how many pieces and how long, in
 * either order where the units tell them apart, the number of pieces first where
 * they do not. A bare length below 100 is metres, above it millimetres. Whole
 * millimetres; a line that cannot be read has no pieces.
 */
export function readCutList(text: string): CutListLine[] {
  return text
    .split(/\r?\n|;/u, LINES_MAX)
    .map((line) => line.replaceAll(/[\s\0]+/gu, ' ').trim())
    .filter((typed) => typed !== '')
    .map((typed) => ({ typed, pieces: piecesOf(typed) }));
}

/** A cut list as text, which reads as the same list. */
export function cutListText(pieces: readonly Pieces[]): string {
  return pieces.map(({ count, lengthMm }) => `${count} × ${lengthMm} mm`).join('\n');
}

function piecesOf(typed: string): Pieces | undefined {
  const [, length = '', unit, count = '', pieces] = LENGTH_FIRST.exec(typed) ?? [];
  const tellsLength = unit !== undefined || pieces !== undefined;
  if (tellsLength) return sensible(millimetresOf(length, unit), Number(count));
  const [, first = '', second = '', of] = COUNT_FIRST.exec(typed) ?? [];
  return sensible(millimetresOf(second, of), Number(first));
}

function millimetresOf(length: string, unit: string | undefined): number {
  const number = Number(length.replace(',', '.'));
  const isMillimetres = unit ? /^(?:мм|mm)$/iu.test(unit) : number >= MILLIMETRES_FROM;
  return Math.round(isMillimetres ? number : number * 1000);
}

const sensible = (lengthMm: number, count: number): Pieces | undefined =>
  lengthMm > 0 && count > 0 ? { lengthMm, count } : undefined;
