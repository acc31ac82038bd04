import type { SearchPhrase } from './search-phrase.ts';
import { foldText } from './fold-text.ts';
import type { Form } from './form.ts';

/**
 * A phrase as the keys by which the database finds products (`product.size_keys`)
 * and the words that must still be found.
 */
export type SizeKeys = {
  /** All of them must stand: the form, and numbers of the table of beams and channels. */
  all: readonly string[];
  /** One of them must stand, where there are any: «8/10» is 8 or 10. */
  any: readonly string[];
  /** One of these forms is meant, where there are any: «труба» names five of them. */
  forms: readonly Form[];
  words: readonly string[];
};

/** Of several sizes so many are looked for. */
const ALTERNATIVES_MAX = 2;
/** 20, 20п, 20б1, 6.5п: a number of a table; a longer one is a standard, more letters are a grade. */
const TABLE_NUMBER = /^\d{1,3}(?:\.\d)?(?:sh|[a-zа-я]{0,2})\d?$/;
/** Series as they sound in English, and as folded designations write them. */
const SERIES: Record<string, string> = { b: 'б', sh: 'ш', p: 'п', u: foldText('у') };

/** Words that are the noun of several forms: the forms are found by an index, the word would be read off every product. */
const NOUNS: ReadonlyMap<string, readonly Form[]> = new Map([
  [foldText('труба'), ['pipe_vgp', 'pipe_welded', 'pipe_seamless', 'tube_square', 'tube_rect']],
]);

/** The keys of what a buyer said. A size of more than three numbers is known by its first three. */
export function sizeKeysOf({ form, sizes, words, choice = [] }: SearchPhrase): SizeKeys {
  const isNumber = (word: string) =>
    (form === 'beam' || form === 'channel') && TABLE_NUMBER.test(word);
  const numbers = words.filter(isNumber).map(numberKeyOf);
  return {
    all: form === undefined ? [] : [form, ...numbers],
    any: [
      ...sizes.slice(0, ALTERNATIVES_MAX).map((size) => size.slice(0, 3).join('x')),
      ...choice.map(numberKeyOf),
    ],
    forms: form === undefined ? words.flatMap((word) => NOUNS.get(word) ?? []) : [form],
    words: words.filter((word) => !isNumber(word) && (form !== undefined || !NOUNS.has(word))),
  };
}

/** «20B1» and «20Б1» are one beam. */
const numberKeyOf = (number: string): string =>
  `№${number.replace(/(?<=\d)(?:sh|[bpu])/, (series) => SERIES[series] ?? series)}`;
