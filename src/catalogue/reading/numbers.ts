import { pattern } from './folded.ts';

/** Numbers that were said together: 57x3.5, 20-40-1.5. With a stroke between them, 8/10, they may be a choice. */
export type Sizes = { numbers: readonly number[]; isChoice: boolean };

const GROUP = pattern(
  '(?<![\\p{L}\\d.])-?0?(\\d+(?:\\.\\d+)?(?:\\s*[x/]\\s*\\d+(?:\\.\\d+)?)*(?:-\\d+(?:\\.\\d+)?)*)(?![\\p{L}\\d])',
  'gu',
);
/** More numbers are no sizes of one thing. */
const GROUPS_MAX = 12;

/** The groups of numbers that are left in a text, in order; a nought before a number is a diameter sign: «042x2.5». */
export function sizesIn(text: string): Sizes[] {
  const groups = [...text.matchAll(GROUP)].slice(0, GROUPS_MAX).map(([whole, said = '']) => {
    const noughted = /^-?0\d/u.test(whole) ? whole.replace(/^-?0/u, '') : said;
    return { numbers: noughted.split(/[x/-]/u).map(Number), isChoice: noughted.includes('/') };
  });
  return groups.filter(({ numbers }) => numbers.every((number) => number > 0 && number < 100_000));
}
