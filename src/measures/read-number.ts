/** Why what was typed is no number that is wanted. */
export type NumberProblem = 'empty' | 'not-a-number' | 'not-positive' | 'too-large' | 'too-fine';

/** A number in the smallest unit that counts, or why there is none. */
type ReadUnits = { ok: true; units: number } | { ok: false; problem: NumberProblem };

/** Longer input is no number that a person typed. */
export const LONGEST_TEXT = 100;

/** Thousands may be set apart by spaces, but only as thousands: `12 11.7` is two numbers. */
export const NUMBER = String.raw`[+-]?(?:\d{1,3}(?: \d{3})+|\d+)(?:[.,]\d*)?|[+-]?[.,]\d+`;
const WHOLE_NUMBER = new RegExp(`^(?:${NUMBER})$`);

/**
 * Reads a decimal number as people type it, with spaces in thousands, comma or
 * point, into units of its last decimal: `1 250,5` with two decimals is 125050.
 * Exponents, hexadecimal, other scripts' digits and more decimals than count
 * give a problem and never a number (ux.md (c)).
 */
export function parseDecimal(
  text: string,
  { decimals, largest }: { decimals: number; largest: number },
): ReadUnits {
  const typed = tidyNumber(text);
  if (typed === '') return { ok: false, problem: 'empty' };
  if (typed.length > LONGEST_TEXT || !WHOLE_NUMBER.test(typed)) {
    return { ok: false, problem: 'not-a-number' };
  }
  const compact = typed.replace(/ /g, '').replace(',', '.');
  const negative = compact.startsWith('-');
  const [whole = '', fraction = ''] = compact.replace(/^[+-]/, '').split('.');
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > decimals) return { ok: false, problem: 'too-fine' };
  const size = Number(`${whole || '0'}${kept.padEnd(decimals, '0')}`);
  if (!Number.isSafeInteger(size) || size > largest) return { ok: false, problem: 'too-large' };
  return { ok: true, units: negative && size !== 0 ? -size : size };
}

/** Minus signs and spaces of every kind are typed by phones and pasted from spreadsheets. */
export function tidyNumber(text: string): string {
  return text
    .replace(/[\s\u00a0\u2007\u2009\u202f]+/g, ' ')
    .replace(/[\u2212\u2013]/g, '-')
    .trim()
    .toLowerCase();
}
