import { cyrillic } from '../fold-text.ts';
import { type Rule, rule } from './grade-rule.ts';

/** Classes of the CIS that are told by how strong the bar is, in the old numbers. */
const OLD_CLASSES: readonly (readonly [string, string])[] = [
  ['vi', 'А1000'],
  ['v', 'А800'],
  ['iv', 'А600'],
  ['iii|3|ііі', 'А400'],
  ['ii|2', 'А300'],
  ['i|1', 'А240'],
];

/** `s` and `sp` are с and сп by their sound. */
const kindOf = (folded: string): string => cyrillic(folded.replace('s', 'c').replace('p', 'п'));

const B500 = 'b\\s?(500|450)\\s?([abcw]{1,2})';

/** Classes of rebar and of the wire that reinforces: А500С, В500С, А-III, B500B, Вр-1. */
export const REBAR_CLASSES: readonly Rule[] = [
  rule(
    'ат?\\s?-?\\s?(240|300|400|500|600|800|1000)\\s?(сп|с|к|sp|s)?(?!\\s?gr)',
    ([, strength = '', kind = '']) => ({ grade: `А${strength}${kindOf(kind)}` }),
  ),
  ...OLD_CLASSES.map(([number, grade]) => rule(`ат?\\s?-?\\s?(?:${number})`, () => ({ grade }))),
  // В500С is a class of the CIS; B500A and B500B are those of EN.
  rule(B500, ([, strength = '', kind = '']) => ({
    grade: kind === 'c' && strength === '500' ? 'В500С' : `B${strength}${kind.toUpperCase()}`,
  })),
  rule('вр\\s?-?\\s?(?:[1i]|500)', () => ({ grade: 'Вр-1' })),
];

/** «500С» alone, where the bar was named. */
export const BARE_REBAR_CLASSES: readonly Rule[] = [
  rule('(400|500)(сп|с)', ([, strength = '', kind = '']) => ({
    grade: `А${strength}${cyrillic(kind)}`,
  })),
];
