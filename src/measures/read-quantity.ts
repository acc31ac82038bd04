import { type Quantity, type Unit, units } from './quantity.ts';
import {
  LONGEST_TEXT,
  NUMBER,
  type NumberProblem,
  parseDecimal,
  tidyNumber,
} from './read-number.ts';

/** A number in thousandths, or why there is none. */
export type ReadNumber = { ok: true; milli: number } | { ok: false; problem: NumberProblem };

/**
 * What was typed, understood. `unit` is `undefined` when none was said, the field
 * then supplies it; `lengthMm` is the length of each piece in `6*2` or `6 x 2 m`.
 */
export type ReadQuantity =
  | { ok: true; amountMilli: number; unit: Unit | undefined; lengthMm: number | undefined }
  | { ok: false; problem: NumberProblem };

/** Nobody buys more in one line: a million of any unit, in thousandths. */
const LARGEST_MILLI = 1_000_000_000;

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
  const typed = tidyNumber(text);
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
  const read = parseDecimal(text, { decimals: 3, largest: LARGEST_MILLI });
  return read.ok ? { ok: true, milli: read.units } : read;
}

/** The quantity in the unit said, or in the field's own unit when none was. */
export function quantityIn(read: ReadQuantity & { ok: true }, fieldUnit: Unit): Quantity {
  return { amountMilli: read.amountMilli, unit: read.unit ?? fieldUnit };
}

/** The unit a word means in English, Russian or Kazakh; `undefined` for any other word. */
export function unitFromWord(word: string): Unit | undefined {
  return unitOfWord.get(word.toLowerCase().replace(/\.$/, ''));
}

function positive(text: string): ReadNumber {
  const read = parseDecimalMilli(text);
  if (read.ok && read.milli <= 0) return { ok: false, problem: 'not-positive' };
  return read;
}
