import { foldText } from '../fold-text.ts';
import { wordsBegunBy } from './mend.ts';

/** Words shorter than this begin too many. */
const SHORTEST_WORD = 2;
/** A text may be completed in so many ways. */
const COMPLETIONS_MAX = 4;
/** A size that somebody is in the middle of: 50x, 57x3, 20б. */
const SIZE_BEGUN = /^\d[\d.]*(?:x[\d.]*)*[a-zа-я]?\d?$/u;

/**
 * What a text may mean while its last word is still being typed: the text with
 * that word completed to the words of the trade that begin so («арм» is the
 * beginning of «арматура»), also with one typing mistake or on the wrong layout;
 * the text as it stands where nothing begins so. Never empty.
 */
export function completionsOf(typed: string): readonly string[] {
  const [word = ''] = /\S+$/u.exec(typed) ?? [];
  const before = typed.slice(0, typed.length - word.length);
  const whole = word.length < SHORTEST_WORD ? [] : differing(wordsBegunBy(word));
  return whole.length === 0
    ? [typed]
    : whole.slice(0, COMPLETIONS_MAX).map((completed) => `${before}${completed}`);
}

/** Without words that are another ending of one before: «арматуры» says what «арматура» says. */
const differing = (words: readonly string[]): readonly string[] =>
  words.filter((word, place) => !words.slice(0, place).some((other) => isEnding(word, other)));

function isEnding(word: string, other: string): boolean {
  const shared = Math.max(word.length, other.length) - 2;
  return word.slice(0, shared) === other.slice(0, shared);
}

/**
 * The size at the end of a text as far as it is typed, folded as sizes are kept
 * («50x5» of «уголок 50х5»), and the text before it; `undefined` where the text
 * ends otherwise.
 */
export function sizeBegunIn(typed: string): { before: string; beginning: string } | undefined {
  const joined = typed.replaceAll(/(\d)\s*[xх×*]\s*/giu, '$1x').replace(/[,.]$/u, '');
  const [word = ''] = /\S+$/u.exec(joined) ?? [];
  const beginning = foldText(word.replace(/x$/u, '')) + (word.endsWith('x') ? 'x' : '');
  if (!SIZE_BEGUN.test(beginning)) return undefined;
  return { before: joined.slice(0, joined.length - word.length), beginning };
}
