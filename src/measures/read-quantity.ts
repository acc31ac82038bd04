import { type Quantity, type Unit, units } from './quantity.ts';

/** Why what was typed is no quantity. */
type QuantityProblem = 'empty' | 'not-a-number' | 'not-positive' | 'too-large' | 'too-fine';

/** A number in thousandths, or why there is none. */
export type ReadNumber = { ok: true; milli: number } | { ok: false; problem: QuantityProblem };

/**
 * What was typed, understood. `unit` is `undefined` when none was said, the field
 * then supplies it; `lengthMm` is the length of each piece in `6*2` or `6 x 2 m`.
 */
export type ReadQuantity =
  | { ok: true; amountMilli: number; unit: Unit | undefined; lengthMm: number | undefined }
  | { ok: false; problem: QuantityProblem };

/** Nobody buys more in one line: a million of any unit, in thousandths. */
const LARGEST_MILLI = 1_000_000_000;
/** Longer input is no number that a person typed. */
const LONGEST_TEXT = 100;

/** Words for each unit in English, Russian and Kazakh, set apart by spaces. */
const UNIT_WORDS: Record<Unit, string> = {
  pcs: 'pcs pc pieces piece bars bar sheets sheet шт штук штука штуки дана табақ хлыст хлыста хлыстов пруток прутка прутков лист листа листов карта карты карт',
  m: 'm metre metres meter meters м пм мп м.п п.м метр метра метров',
  m2: 'm2 m² sqm м2 м² кв.м квм',
  kg: 'kg кг килограмм килограмма килограммов',
  t: 't mt ton tons tonne tonnes т тн тонн тонна тонны',
};
const unitOfWord = new Map(
  units.flatMap((unit) => UNIT_WORDS[unit].split(' ').map((word) => [word, unit] as const)),
);

/** Thousands may be set apart by spaces, but only as thousands: `12 11.7` is two numbers. */
const NUMBER = String.raw`[+-]?(?:\d{1,3}(?: \d{3})+|\d+)(?:[.,]\d*)?|[+-]?[.,]\d+`;
const QUANTITY = new RegExp(
  String.raw`^(${NUMBER})(?: ?[*x×х] ?(${NUMBER}))? ?([a-zа-яәғқңөұүһі²][a-zа-яәғқңөұүһі.²2]*)?$`,
);

/**
 * Reads a quantity as people type it: spaces and no-break spaces in thousands,
 * comma or point, `2т`, `2 тн`, `12шт`, `12 дана`, `30 пм`, `6*2` (six pieces of
 * two metres). Three decimals at most, more than zero, at most a million.
 * Exponents, hexadecimal, other scripts' digits and anything else give a problem
 * and never a number (ux.md (c)).
 */
export function parseQuantity(text: string): ReadQuantity {
  const typed = tidy(text);
  if (typed === '') return { ok: false, problem: 'empty' };
  const found = typed.length > LONGEST_TEXT ? null : QUANTITY.exec(typed);
  if (!found) return { ok: false, problem: 'not-a-number' };

  const [, first = '', second, word] = found;
  const unit = word === undefined ? undefined : unitFromWord(word);
  if (word !== undefined && !unit) return { ok: false, problem: 'not-a-number' };
  const amount = positive(first);
  if (!amount.ok) return amount;
  if (second === undefined) {
    return { ok: true, amountMilli: amount.milli, unit, lengthMm: undefined };
  }

  // Pieces times length: only metres can follow, and half a bar is not cut.
  const length = positive(second);
  if (!length.ok) return length;
  if (unit !== undefined && unit !== 'm') return { ok: false, problem: 'not-a-number' };
  if (amount.milli % 1_000 !== 0) return { ok: false, problem: 'too-fine' };
  return { ok: true, amountMilli: amount.milli, unit: 'pcs', lengthMm: length.milli };
}

/**
 * Reads a decimal number into thousandths with the same care as a quantity but
 * without a unit; zero and negative numbers are read as they are.
 */
export function parseDecimalMilli(text: string): ReadNumber {
  const typed = tidy(text);
  if (typed === '') return { ok: false, problem: 'empty' };
  if (typed.length > LONGEST_TEXT || !new RegExp(`^(?:${NUMBER})$`).test(typed)) {
    return { ok: false, problem: 'not-a-number' };
  }
  return decimal(typed);
}

/** The quantity in the unit said, or in the field's own unit when none was. */
export function quantityIn(read: ReadQuantity & { ok: true }, fieldUnit: Unit): Quantity {
  return { amountMilli: read.amountMilli, unit: read.unit ?? fieldUnit };
}

/** The unit a word means in English, Russian or Kazakh; `undefined` for any other word. */
export function unitFromWord(word: string): Unit | undefined {
  return unitOfWord.get(word.toLowerCase().replace(/\.$/, ''));
}

/** Minus signs and spaces of every kind are typed by phones and pasted from spreadsheets. */
function tidy(text: string): string {
  return text
    .replace(/[\s\u00a0\u2007\u2009\u202f]+/g, ' ')
    .replace(/[\u2212\u2013]/g, '-')
    .trim()
    .toLowerCase();
}

function positive(text: string): ReadNumber {
  const read = decimal(text);
  if (read.ok && read.milli <= 0) return { ok: false, problem: 'not-positive' };
  return read;
}

function decimal(text: string): ReadNumber {
  const compact = text.replace(/ /g, '').replace(',', '.');
  const negative = compact.startsWith('-');
  const [whole = '', decimals = ''] = compact.replace(/^[+-]/, '').split('.');
  const kept = decimals.replace(/0+$/, '');
  if (kept.length > 3) return { ok: false, problem: 'too-fine' };
  const size = Number(`${whole || '0'}${kept.padEnd(3, '0')}`);
  if (!Number.isSafeInteger(size) || size > LARGEST_MILLI) {
    return { ok: false, problem: 'too-large' };
  }
  return { ok: true, milli: negative && size !== 0 ? -size : size };
}
