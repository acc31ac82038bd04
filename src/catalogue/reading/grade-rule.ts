import { cyrillic } from '../fold-text.ts';
import { pattern } from './folded.ts';
import type { Meaning } from './meaning.ts';

const EDGE = '(?<![\\p{L}\\d.])';
const END = '(?![\\p{L}\\d])';

/** How one kind of mark is written, and what it means; nothing where it only looks so. */
export type Rule = readonly [RegExp, (match: readonly string[]) => Meaning | undefined];

/** A rule for marks that stand alone: no letter or digit before or behind. */
export const rule = (
  source: string,
  read: (match: readonly string[]) => Meaning | undefined,
): Rule => [
  pattern(`${EDGE}(?:${source})${END}`),
  (match) => read(match.map((part) => part ?? '')),
];

/** «сп», «пс», «кп» say how the steel was killed and stay small; they may be typed in Latin letters. */
export const killed = (folded: string): string =>
  folded
    .replace('sp', 'сп')
    .replace('ps', 'пс')
    .replace('kp', 'кп')
    .replaceAll('c', 'с')
    .replaceAll('k', 'к')
    .replaceAll('p', 'п');

/** A folded mark of steel as a mill writes it: capitals, but for how it was killed. */
export const steel = (folded: string): string => {
  const [, body = folded, end = ''] = /^(.*?)(cп|пc|kп)?$/u.exec(folded) ?? [];
  return cyrillic(body) + killed(end);
};

/** A grade with the temper said behind it: АМг3М is АМг3, soft. */
export const withTemper = (grade: string, folded = ''): Meaning => ({
  grade,
  ...(folded === '' ? {} : { temper: cyrillic(folded) }),
});
