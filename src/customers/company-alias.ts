import { firstSigns } from '../platform/first-signs.ts';
import type { SearchPhrase } from '../catalogue/search-phrase.ts';

const KEY_LENGTH_MAX = 200;

/**
 * What a company wrote, as its own words are kept and looked for: all that was
 * understood and the words that were not, without the quantity, so that
 * «арматура 12 А500С 2т» and "rebar 12 A500C" are the same words. Empty for a text
 * that says nothing.
 */
export function aliasKeyOf(phrase: SearchPhrase): string {
  const { form = '', sizes, choice = [], grade = '', words, lengthMm, lengthKind = '' } = phrase;
  const said = [
    form,
    ...sizes.map((size) => size.join('x')),
    ...choice,
    grade,
    ...words,
    lengthMm === undefined ? lengthKind : `L${lengthMm}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
  return firstSigns(said, KEY_LENGTH_MAX);
}
