import { isBin } from '../customers/bin.ts';
import { isDay } from '../measures/calendar.ts';
import { parseDecimal } from '../measures/read-number.ts';

/** A hundred thousand million tenge in tiyin: no payment is larger, and sums of them stay exact. */
const LARGEST_MINOR = 10_000_000_000_000;

const DOTTED = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?:[T\s]|$)/;
const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T\s]|$)/;

/** What banks write for a currency: the code, the number of ISO 4217, the word. */
const CURRENCIES: Readonly<Record<string, string>> = {
  '398': 'KZT',
  ТЕНГЕ: 'KZT',
  ТЕҢГЕ: 'KZT',
  ТГ: 'KZT',
  '₸': 'KZT',
  '643': 'RUB',
  RUR: 'RUB',
  '840': 'USD',
  '978': 'EUR',
  '156': 'CNY',
};

/** A text of a statement without control signs, with single spaces, cut to a length. */
export const plainText = (text: string, charsMax: number): string =>
  text
    .slice(0, charsMax * 4)
    .normalize('NFC')
    .replaceAll(/[\s\p{Cc}\p{Cs}\u00a0]+/gu, ' ')
    .trim()
    .slice(0, charsMax)
    .trimEnd();

/**
 * A day as banks write it: `27.11.2026`, `27.11.26`, `27/11/2026`, `2026-11-27`,
 * an hour behind it or not; the day comes before the month. `undefined` for what
 * is no day.
 */
export function readStatementDay(text: string): string | undefined {
  const tidy = text.trim();
  const iso = ISO.exec(tidy);
  if (iso) return dayOf(iso[1], iso[2], iso[3]);
  const [, day, month, year] = DOTTED.exec(tidy) ?? [];
  return dayOf(year?.length === 2 ? `20${year}` : year, month, day);
}

function dayOf(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
): string | undefined {
  const said = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  return isDay(said) ? said : undefined;
}

/** A sum of a statement in minor units; nothing, where none is said, and why it is no sum. */
export type ReadSum =
  | { ok: true; minor: number | undefined }
  | { ok: false; problem: 'amount-unreadable' | 'amount-unclear' };

/**
 * A sum as banks write it: `12345.67`, `12 345,67`, `1,234,567.89`, `1.234,5`,
 * `12345-67`, with `KZT` or `₸` or without, with a minus or in brackets below
 * nothing. The last sign apart that one or two digits follow parts tenge and
 * tiyin. `1,234` may be a thousand or a bit more than one, and nobody guesses.
 */
export function readStatementSum(text: string): ReadSum {
  if (text.length > 100) return { ok: false, problem: 'amount-unreadable' };
  const bare = text
    .replaceAll(/[\s\u00a0'’`]+/gu, '')
    .replaceAll(/[\u2212\u2013\u2014]/g, '-')
    .replace(/(?:kzt|тенге|теңге|тг|₸)\.?$/iu, '')
    .replace(/^\((.*)\)$/, '-$1');
  if (bare === '' || bare === '-') return { ok: true, minor: undefined };
  const found = /^([+-]?)(\d[\d.,]*?)(?:([.,-])(\d{1,2}))?$/.exec(bare);
  if (!found) return zerosAfter(bare);
  const [, sign = '', whole = '', apart = '', fraction = '0'] = found;
  if (apart === '' && /^\d{1,3}[.,]\d{3}$/.test(whole)) {
    return { ok: false, problem: 'amount-unclear' };
  }
  const isWhole = /^(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+)$/.test(whole);
  if (!isWhole || (apart !== '' && whole.includes(apart))) return zerosAfter(bare);
  return minorOf(`${sign}${whole.replaceAll(/[.,]/g, '')}.${fraction}`);
}

/** Exports of databases write four decimals, of which two are zeros. */
function zerosAfter(bare: string): ReadSum {
  const [, number] = /^([+-]?\d+[.,]\d{2})0+$/.exec(bare) ?? [];
  return number === undefined ? { ok: false, problem: 'amount-unreadable' } : minorOf(number);
}

function minorOf(number: string): ReadSum {
  const read = parseDecimal(number, { decimals: 2, largest: LARGEST_MINOR });
  return read.ok ? { ok: true, minor: read.units } : { ok: false, problem: 'amount-unreadable' };
}

/**
 * The BIN or IIN of a party, null where none is said or it is not valid: a
 * number that nobody has names nobody. Zeros in front that a spreadsheet took
 * away are put back.
 */
export function readStatementBin(text: string): string | null {
  const digits = text.trim();
  if (!/^\d{9,12}$/.test(digits)) return null;
  const whole = digits.padStart(12, '0');
  return isBin(whole) ? whole : null;
}

/** The currency that a statement names, as ISO 4217 has it; `undefined` for a word that is none. */
export function readStatementCurrency(text: string): string | undefined {
  const word = text.trim().toUpperCase().replace(/\.$/, '');
  const known = CURRENCIES[word] ?? word;
  return /^[A-Z]{3}$/.test(known) ? known : undefined;
}
