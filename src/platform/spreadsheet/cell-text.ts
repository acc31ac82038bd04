/** Formats of Excel's own that show a day or an hour (ECMA-376, 18.8.30). */
const isBuiltInDate = (id: number) =>
  (id >= 14 && id <= 22) ||
  (id >= 27 && id <= 36) ||
  (id >= 45 && id <= 47) ||
  (id >= 50 && id <= 58);

const DAY_MS = 86_400_000;
/** Excel counts days from here; its 29 February 1900 never was, and no trade date lies before it. */
const EPOCH_MS = Date.UTC(1899, 11, 30);
const DAYS_FROM_1900_TO_1904 = 1462;
const LAST_DAY = 2_958_465;

/** How a style shows its numbers: as they are, as days, or filled with zeros to a width. */
export type NumberLook = 'plain' | 'date' | { digits: number };

/** What a number format of a workbook makes of a number. Colours and texts in quotes do not count. */
export function lookOf(id: number, code: string | undefined): NumberLook {
  if (code === undefined) return isBuiltInDate(id) ? 'date' : 'plain';
  const signs = code.replaceAll(/"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]|_./gi, '');
  if (/^0{2,}$/.test(signs)) return { digits: signs.length };
  return /[dmyhs]/i.test(signs) && !/general/i.test(signs) ? 'date' : 'plain';
}

/**
 * A stored number as a person wrote it: fifteen digits, which is what Excel
 * shows, so 12.500000000000002 is 12.5; codes with leading zeros keep them; days
 * are ISO, with the minute where there is one.
 */
export function numberText(stored: string, look: NumberLook, from1904: boolean): string {
  const number = Number(stored);
  if (stored.trim() === '' || !Number.isFinite(number)) return stored;
  if (look === 'date' && number >= 0 && number <= LAST_DAY) return dateText(number, from1904);
  const text = plainText(number);
  return typeof look === 'object' && /^\d+$/.test(text) ? text.padStart(look.digits, '0') : text;
}

/** Never with an exponent: 1e21 of a bar code is no code. */
function plainText(number: number): string {
  const rounded = Number(number.toPrecision(15));
  const text = String(rounded);
  if (!text.includes('e')) return text;
  return Math.abs(rounded) < 1
    ? rounded.toFixed(20).replace(/0+$/, '')
    : BigInt(rounded).toString();
}

function dateText(days: number, from1904: boolean): string {
  const minutes = Math.round((days % 1) * 1440);
  const whole = Math.floor(days) + (from1904 ? DAYS_FROM_1900_TO_1904 : 0);
  const iso = new Date(EPOCH_MS + whole * DAY_MS + minutes * 60_000).toISOString();
  if (days < 1) return iso.slice(11, 16);
  return minutes === 0 ? iso.slice(0, 10) : iso.slice(0, 16);
}
