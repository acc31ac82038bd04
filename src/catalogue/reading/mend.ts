import { twins } from '../fold-text.ts';

/** The words of the trade as they are written right; what is nearly one of them is meant. */
const LEXICON = (
  'арматура арматуры катанка круг квадрат квадратная шестигранник полоса уголок уголки швеллер швеллера балка ' +
  'двутавр двутавровая труба трубы профильная профтруба прямоугольная бесшовная электросварная водогазопроводная ' +
  'лист листы листовой рулон профнастил профлист сетка проволока рифленый рифленая оцинкованный оцинкованная ' +
  'нержавеющая горячекатаный холоднокатаный гнутый равнополочный неравнополочный стальной металлический ' +
  'просечно вытяжной пруток бұрыштама құбыр табақ қаңылтыр арқалық дөңгелек жолақ болат ' +
  'rebar angle channel beam pipe tube sheet plate round square galvanized galvanised seamless welded stainless'
).split(' ');
const words = LEXICON.map(twins);
const known = new Set(words);
/** Shorter words are too near to each other. */
const SHORTEST = 5;
/** From so many letters on two mistakes are forgiven. */
const LONG = 9;
const LONGEST_LINE = 300;
const TOKEN = /\p{L}{5,}/gu;

/** The same keys on the other layout: «fhvfnehf» is «арматура». */
const LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const CYRILLIC_KEYS = 'йцукенгшщзхъфывапролджэячсмитьбюё';
const onOtherKeys = new Map([
  ...Array.from(LATIN_KEYS, (key, at) => [key, CYRILLIC_KEYS.charAt(at)] as const),
  ...Array.from(CYRILLIC_KEYS, (key, at) => [key, LATIN_KEYS.charAt(at)] as const),
]);

/** A line whose words were typed on the wrong layout, as it was meant; only where that makes a word of the trade. */
export function onRightLayout(line: string): string {
  const typed = line.slice(0, LONGEST_LINE).toLowerCase();
  const words = typed.split(/\s+/u);
  const isTrade = (word: string) => word.length >= 4 && known.has(twins(word.replaceAll('ё', 'е')));
  const isMeant = words.some((word) => isTrade(onOther(word))) && !words.some(isTrade);
  return isMeant ? onOther(typed) : line;
}

/** The same keys on the other layout; points and commas inside numbers stay. */
const onOther = (text: string): string =>
  text.replaceAll(/(?<=\d)[.,](?=\d)|./gsu, (key) =>
    /^[.,]$/u.test(key) ? key : (onOtherKeys.get(key) ?? key),
  );

/** Folded text with words that are nearly a word of the trade put right; `isKnown` keeps those that mean something as they are. */
export function mended(folded: string, isKnown: (word: string) => boolean): string {
  return folded.replaceAll(TOKEN, (word) => {
    if (word.length < SHORTEST || known.has(word) || isKnown(word)) return word;
    const most = word.length >= LONG ? 2 : 1;
    const near = words.filter(
      (one) => Math.abs(one.length - word.length) <= most && distance(one, word) <= most,
    );
    return near[0] ?? word;
  });
}

/** A beginning with a mistake in it has so many letters at least. */
const MENDED_BEGINNING = 4;
const LETTERS = /^[\p{L}[\];',.`]+$/u;

/**
 * The words of the trade that begin so, as they are written right; where there
 * are none, those that begin so on the other layout («fhv»), else those that
 * begin so with one letter too many, too few, wrong or swapped («армт»).
 */
export function wordsBegunBy(beginning: string): readonly string[] {
  const typed = beginning.toLowerCase().replaceAll('ё', 'е');
  if (!LETTERS.test(typed)) return [];
  const begunBy = (letters: string) =>
    LEXICON.filter((word) => twins(word).startsWith(twins(letters)));
  const meant = begunBy(typed);
  if (meant.length > 0) return meant;
  const onOtherLayout = begunBy(onOther(typed));
  if (onOtherLayout.length > 0 || typed.length < MENDED_BEGINNING) return onOtherLayout;
  return LEXICON.filter((word) => isNearlyBegunBy(twins(word), twins(typed)));
}

const isNearlyBegunBy = (word: string, typed: string) =>
  [typed.length - 1, typed.length, typed.length + 1].some(
    (length) => length <= word.length && distance(word.slice(0, length), typed) <= 1,
  );

/** Letters to add, drop, change or swap to make one word of the other. */
function distance(one: string, other: string): number {
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let y = 1; y <= one.length; y += 1) {
    const next = [y];
    for (let x = 1; x <= other.length; x += 1) {
      const cost = one[y - 1] === other[x - 1] ? 0 : 1;
      let least = Math.min((row[x] ?? 0) + 1, (next[x - 1] ?? 0) + 1, (row[x - 1] ?? 0) + cost);
      const isSwap = y > 1 && x > 1 && one[y - 1] === other[x - 2] && one[y - 2] === other[x - 1];
      if (isSwap) least = Math.min(least, (before[x - 2] ?? 0) + 1);
      next.push(least);
    }
    [before, row] = [row, next];
  }
  return row[other.length] ?? 0;
}
