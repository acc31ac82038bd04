import { micrometresOf } from '../measures/length.ts';
import type { Quantity } from '../measures/quantity.ts';
import { parseDecimalMilli, unitFromWord } from '../measures/read-quantity.ts';
import { foldText } from './fold-text.ts';
import { formOfWords } from './form-words.ts';
import type { Form } from './form.ts';
import { takeGrade } from './grade-names.ts';
import type { NewProduct } from './product.ts';

/** What a buyer typed, understood as far as it goes; what he did not say is absent and not invented. */
export type SearchPhrase = {
  /** Folded words and numbers of tables that stay to be found in the key: "20п", "ipe", "200". */
  words: readonly string[];
  /** Sizes in micrometres in the order said: 50×50×5 is [50000, 50000, 5000]. */
  sizes: readonly (readonly number[])[];
  grade?: string;
  form?: Form;
  quantity?: Quantity;
  lengthMm?: number;
};

/** Names of rows of a table as well as words for a form. */
const SERIES = new Set(['ipe', 'hea', 'heb', 'hem', 'upn', 'upe']);
/** The number after these is a document, not a size. */
const STANDARDS = new Set(['гост', 'сто', 'ту', 'en', 'din', 'astm'].map(foldText));
/** Words that say nothing about the metal. */
const FILLERS = new Set(['по', 'и', 'в', 'на', 'для', 'с', 'цена', 'купить'].map(foldText));
const PIPE = foldText('труба');
const SHORT_PIPE = foldText('тр');
/** Longer is no search; the rest is not read. */
const LONGEST_PHRASE = 200;
/** A bar is no longer; more metres than that are a quantity. */
const LONGEST_BAR_MM = 13_500;
/** Monorail beams, whose letter М is no metre. */
const BEAM = /балк|двутавр|арқалық|beam/iu;
const MONORAIL = /^(?:18|24|30|36|45)м$/iu;
const AMOUNT =
  /(?<![\d.,x×хX*/])(\d+(?:[.,]\d+)?)\s*([a-zа-я][a-zа-яәғқңөұүһі.]*[2²]?)(?=[\s,;)]|$)/giu;
/** Longer numbers are no sizes but codes, telephone numbers and the like. */
const SIZE = /^(?:dn|s)?\d{1,6}(?:\.\d{1,4})?(?:x\d{1,6}(?:\.\d{1,4})?)*$/;

/**
 * Understands what a buyer types into the search field: «уголок 50х50х5 12шт»,
 * «A500 12 2т», «труба 57*3,5», «швеллер 20П». Never fails; nonsense is words.
 */
export function readSearchPhrase(text: string): SearchPhrase {
  const { rest, quantity, lengthMm } = takeAmounts(text.slice(0, LONGEST_PHRASE));
  const { grade, rest: ungraded } = takeGrade(foldText(rest));
  const tokens = ungraded
    .split(' ')
    .filter((token) => token !== '' && !FILLERS.has(token))
    .map((token) => (token === SHORT_PIPE ? PIPE : token));
  const isSize = (token: string, at: number) =>
    SIZE.test(token) && !STANDARDS.has(tokens[at - 1] ?? '');
  const spoken = tokens.filter((token, at) => !isSize(token, at));
  const measured = tokens.filter(isSize);
  const { form, named } = formOfWords(spoken, measured.map(sizeOf));

  // A bare number of a beam or channel is its number in the table, not millimetres.
  const hasNumbers = form === 'beam' || form === 'channel';
  const isNumber = (token: string) => hasNumbers && !token.includes('x');
  const isSaidByForm = (word: string) => named.includes(word) && !SERIES.has(word);
  return {
    words: [...spoken.filter((word) => !isSaidByForm(word)), ...measured.filter(isNumber)],
    sizes: measured.filter((token) => !isNumber(token)).map(sizeOf),
    ...(grade === undefined ? {} : { grade }),
    ...(form === undefined ? {} : { form }),
    ...(quantity === undefined ? {} : { quantity }),
    ...(lengthMm === undefined ? {} : { lengthMm }),
  };
}

/**
 * The key by which a product is found: its SKU, names in three languages, size,
 * grade and standard in the one writing that typed words are folded to, with the
 * short size of an equal section ("50x5") and of a pipe by bore ("15x2.5").
 */
export function searchKeyOf(product: NewProduct): string {
  const { heightUm, widthUm, thicknessUm, boreMm } = product;
  const wall = thicknessUm === null ? '' : `x${thicknessUm / 1000}`;
  const isEqual = wall !== '' && heightUm !== null && heightUm === widthUm;
  return foldText(
    [
      product.sku,
      product.nameRu,
      product.nameEn,
      product.nameKk,
      product.designation,
      product.grade,
      product.standard,
      isEqual ? `${heightUm / 1000}${wall}` : '',
      boreMm === null ? '' : `${boreMm}${wall}`,
    ].join(' '),
  );
}

/** Takes out what is counted: the first quantity, and a length in metres that a bar may have. */
function takeAmounts(text: string) {
  let quantity: Quantity | undefined;
  let lengthMm: number | undefined;
  // «№» would become "No" and stick to the number behind it.
  const typed = text.replaceAll('№', ' ').normalize('NFKC');
  const isMonorail = (whole: string) => BEAM.test(typed) && MONORAIL.test(whole);
  const rest = typed.replace(AMOUNT, (whole: string, number: string, word: string) => {
    const unit = unitFromWord(word);
    const read = parseDecimalMilli(number);
    if (!unit || !read.ok || read.milli <= 0 || isMonorail(whole)) return whole;
    if (unit === 'm' && read.milli <= LONGEST_BAR_MM) lengthMm ??= read.milli;
    else quantity ??= { amountMilli: read.milli, unit };
    return ' ';
  });
  return { rest, quantity, lengthMm };
}

/** Sizes in micrometres of a token that is one. */
const sizeOf = (token: string): readonly number[] =>
  token
    .replace(/^[a-z]+/, '')
    .split('x')
    .map((number) => micrometresOf(Number(number)));
