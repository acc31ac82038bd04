import { firstSigns } from '../../platform/first-signs.ts';
import { twins } from '../fold-text.ts';
import type { Draft, Meaning } from './meaning.ts';

/** Longer is no description of one thing; the rest is not read. */
const LONGEST_TEXT = 300;

const compiled = new Map<string, RegExp>();

/** A pattern written in Cyrillic that finds folded text. Compiled once, since every line is read with all of them. */
export function pattern(source: string, flags = 'gu'): RegExp {
  const key = `${flags} ${source}`;
  const known = compiled.get(key);
  if (known) return known;
  const made = new RegExp(twins(source), flags);
  compiled.set(key, made);
  return made;
}

/** «круг 45 40Х 12 м»: of a bar, which has one size, a number with Х is a steel and no beginning of 40×12. */
const CHROMIUM_STEEL = new RegExp(
  twins(
    '(?<=(?:круг|пруток|прутк|шестигр|квадрат|дөңгелек|алтықыр|шаршы|round|hex|bar)[^;]*?)(?<![\\dx.])((?:15|20|30|35|38|40|45|50)x)(?=\\s)',
  ),
  'gu',
);

/**
 * A line as all readers see it (names.md §1): small letters of one alphabet, one
 * sign between sizes, decimal points, one kind of dash, no «мм» behind numbers.
 */
export function foldLine(line: string): string {
  return twins(
    firstSigns(line, LONGEST_TEXT)
      .replaceAll('№', ' n ')
      .replaceAll(/[“”„″«»]|''/g, '"')
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll('ё', 'е')
      .replaceAll(/[\0\s_]+/g, ' ')
      .replaceAll(/[‐‑‒–—−]/g, '-')
      .replaceAll(/[ø⌀∅]/g, ' ф')
      .replaceAll(/(\d)\s*мм(?!\p{L})/gu, '$1 ')
      .replaceAll(/(\d)\s*mm(?!\p{L})/gu, '$1 ')
      .replaceAll(/(\d),(?=\d)/g, '$1.')
      .replaceAll(/(\d)\s*на\s*(?=\d)/gu, '$1x')
      .replaceAll(/[×*]/g, 'x'),
  )
    .replaceAll(/(\d)\s+x\s+(?=\d)/g, '$1x')
    .replaceAll(/(\d)\s+x(?=\d+(?:\.\d+)?(?![\p{L}\d]))/gu, '$1x')
    .replaceAll(CHROMIUM_STEEL, '$1,')
    .replaceAll(/(?<!ct\.?\s?\d*)(\d)x\s+(?=\d)/g, '$1x')
    .replaceAll(/(\d)\s*\/\s*(?=\d)/g, '$1/');
}

/** What stands where something was taken out. */
export const BAR = ' | ';

/** Takes the first thing that a pattern finds and `read` accepts out of the text. */
export function take(
  draft: Draft,
  found: RegExp,
  read: (match: RegExpExecArray) => Meaning | undefined,
): Draft {
  found.lastIndex = 0;
  for (let match = found.exec(draft.text); match; match = found.exec(draft.text)) {
    const more = read(match);
    if (more) {
      const rest = match.index + match[0].length;
      const text = `${draft.text.slice(0, match.index)}${BAR}${draft.text.slice(rest)}`;
      return { text, said: { ...draft.said, ...more } };
    }
    if (match[0] === '') found.lastIndex += 1;
  }
  return draft;
}

/** The same for what may be said twice. */
export function takeTwice(
  draft: Draft,
  found: RegExp,
  read: (match: RegExpExecArray) => Meaning | undefined,
): Draft {
  const once = take(draft, found, read);
  return once === draft ? draft : take(once, found, read);
}

/** Takes words out that say one thing. */
export const takeWords = (draft: Draft, found: RegExp, more: Meaning): Draft =>
  take(draft, found, () => more);
