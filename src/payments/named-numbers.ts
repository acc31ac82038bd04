/** A number of ours taken apart: `P26-000045` is of the letters P, the year 26 and 45. */
export type DocumentNumber = { letters: string; year: string; serial: number };

/** The numbers that a purpose of payment names. */
export type NamedNumbers = {
  /** With their year, as `numberKey` writes them. */
  whole: ReadonlySet<string>;
  /** The same without letters, for who leaves ours out or puts his own before them. */
  bare: ReadonlySet<string>;
  /** What stands behind «счет №» or «зак.» without a year. */
  serials: ReadonlySet<number>;
  /** Everything with six digits or more, letters and digits only: numbers of other systems. */
  words: ReadonlySet<string>;
};

const OURS = /^(\p{L}{0,4})-?(\d{2})-(\d{1,8})$/u;

/** Letters that look alike are typed for each other. */
const LATIN: Readonly<Record<string, string>> = {
  ...{ а: 'a', в: 'b', е: 'e', к: 'k', м: 'm', н: 'h', о: 'o', р: 'p', с: 'c', т: 't', у: 'y' },
  х: 'x',
};

const latin = (letters: string): string =>
  Array.from(letters.toLowerCase(), (letter) => LATIN[letter] ?? letter).join('');

/** Words that stand before a number without a space, or are one letter; folded as `latin` does. */
const OF_SENTENCE: ReadonlySet<string> = new Set(
  'n no сч счет зак от по за до на инв inv шот с в к о у и а я г д т'.split(' ').map(latin),
);

/** What is no number of a document: days, sums with tiyin, rates. */
const NO_NUMBERS = [
  /(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/g,
  /(?<![\d-])\d{1,2}[./-]\d{1,2}[./-]\d{2}(?:\d{2})?(?!\d)/g,
  /(?<![\d-])\d{1,3}(?: \d{3}){1,4}(?:[.,=-]\d{2})?(?![\d/-])/g,
  /(?<![\d-])\d+[.,=]\d{2}(?![\d/-])/g,
  /\d+(?:[.,]\d+)? ?%/g,
];

/** Zeros are typed as the letter O, Latin or Russian. */
const DIGITS = String.raw`\d[\doо]{0,7}|[oо][\doо]{1,7}`;
const END = String.raw`(?![\p{L}\d])`;
const WHOLE = new RegExp(
  String.raw`(?:(?<!\p{L})(?:(\p{L}{1,4})-?|(\p{L})[ .]))?(?<!\d)(?:(\d{2}) ?[-/] ?(${DIGITS})|(\d{2}) ?(\d{6}))${END}`,
  'giu',
);
const MARKED = new RegExp(
  String.raw`(?<!\p{L})(?:сч(?:[её]т\p{L}{0,3})?|с\/ф|зак(?:аз\p{L}{0,3})?|инвойс\p{L}{0,2}|invoice|inv|order|шот\p{L}{0,4}|тапсырыс\p{L}{0,4}|proforma|проформ\p{L}{0,2})` +
    String.raw`(?:[ -]?(?:на оплату|фактур\p{L}{0,2}))?[ .:]{0,2}(?:№|n|no|номер)?[ .:]{0,2}(${DIGITS})${END}(?!(?<=(?<!\d)\d{2})[-/]\d)`,
  'giu',
);
const NEXT = new RegExp(
  String.raw`^ ?(?:[,;+&/]|и|and|және) ?(?:№ ?)?(${DIGITS})(?![\p{L}\d]|[-/]\d|[.,]\d)`,
  'iu',
);
const UNTIL = new RegExp(
  String.raw`^ ?(?:-|\.{2,3}|…|по|до|to) ?(?:№ ?)?(?:\p{L}{0,4}(\d{2})[-/])?(${DIGITS})${END}`,
  'iu',
);

/** More documents are not named together. */
const RANGE_MAX = 50;
const PURPOSE_CHARS_MAX = 1000;

/** A number of ours taken apart; `undefined` for one that is made differently. */
export function documentNumber(text: string): DocumentNumber | undefined {
  const [, letters = '', year = '', serial] = OURS.exec(text.toLowerCase().trim()) ?? [];
  if (serial === undefined) return undefined;
  return { letters: latin(letters), year, serial: Number(serial) };
}

/** How two ways of writing a number become one: `P26-000045` and `р26-45` are `p26-45`. */
export const numberKey = ({ letters, year, serial }: DocumentNumber): string =>
  `${letters}${year}-${serial}`;

/** A number of whatever kind as letters and digits alone. */
export const numberWord = (text: string): string =>
  latin(text.toLowerCase().replaceAll(/[^\p{L}\d]+/gu, ''));

/**
 * The numbers that a purpose names, as people write them: `26-000123`, `26/123`,
 * `26000123`, with letters O for zeros, several behind a comma or «и», `26-000123
 * по 26-000126`, or only `счет № 123`, `зак. 123`. Days, sums and rates of tax are
 * none. Letters joined to a number are a part of it, since a quote `Q26-000123` is
 * not the order `26-000123`; but `No26-000123` and `сч26-000123` are.
 */
export function namedNumbers(purpose: string): NamedNumbers {
  const said = plainPurpose(purpose);
  const text = NO_NUMBERS.reduce((rest, pattern) => rest.replaceAll(pattern, ' | '), said);
  const whole = new Set<string>();
  const bare = new Set<string>();
  let readUntil = 0;
  for (const found of text.matchAll(WHOLE)) {
    const [all, before, apart, dashedYear, dashed, joinedYear, joined] = found;
    const letters = latin(before ?? apart ?? '');
    const series = { letters: OF_SENTENCE.has(letters) ? '' : letters };
    const year = dashedYear ?? joinedYear ?? '';
    const first = serialOf(joined ?? dashed ?? '');
    // The last number of a range was read with it, and what follows it too.
    if (found.index < readUntil && whole.has(numberKey({ ...series, year, serial: first })))
      continue;
    const from = found.index + all.length;
    const read = serialsFrom(first, text.slice(from), year);
    readUntil = from + read.length;
    for (const serial of read.serials) {
      whole.add(numberKey({ ...series, year, serial }));
      bare.add(numberKey({ letters: '', year, serial }));
    }
  }
  const serials = new Set<number>();
  for (const found of text.matchAll(MARKED)) {
    const first = serialOf(found[1] ?? '');
    const behind = text.slice(found.index + found[0].length);
    for (const serial of serialsFrom(first, behind, undefined).serials) serials.add(serial);
  }
  const words = said.split(/[\s,;:()"«»]+/).map(numberWord);
  return {
    whole,
    bare,
    serials,
    words: new Set(words.filter((word) => /(?:\d\D*){6}/.test(word))),
  };
}

const plainPurpose = (purpose: string) =>
  purpose
    .slice(0, PURPOSE_CHARS_MAX)
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll(/\s+/g, ' ');

const serialOf = (text: string) => Number(text.replaceAll(/[oо]/giu, '0'));

/** The number, those behind commas, and those up to a last one; and how much of the text that was. */
function serialsFrom(
  first: number,
  behind: string,
  year: string | undefined,
): { serials: number[]; length: number } {
  const serials = [first];
  let rest = behind;
  while (serials.length <= RANGE_MAX) {
    const last = serials.at(-1) ?? first;
    const next = NEXT.exec(rest);
    const until = next ? null : UNTIL.exec(rest);
    if (next) serials.push(serialOf(next[1] ?? ''));
    else if (until && (until[1] === undefined || until[1] === year)) {
      const end = serialOf(until[2] ?? '');
      const isRange = end > last && end - last <= RANGE_MAX;
      for (let serial = last + 1; isRange && serial <= end; serial += 1) serials.push(serial);
    } else break;
    rest = rest.slice((next ?? until)?.[0].length);
  }
  return { serials, length: behind.length - rest.length };
}

/** Whether two numbers of one year differ by one wrong digit, or by two that changed places. */
export function isMistyped(key: string, other: string): boolean {
  const [[head, serial = ''], [otherHead, otherSerial = '']] = [key.split('-'), other.split('-')];
  const [one, two] = [serial.padStart(6, '0'), otherSerial.padStart(6, '0')];
  if (head !== otherHead || one.length !== two.length) return false;
  const differing = Array.from(one).flatMap((digit, at) => (digit === two[at] ? [] : [at]));
  const [at = 0, next] = differing;
  if (differing.length === 1) return true;
  const isTurned = one[at] === two[at + 1] && one[at + 1] === two[at];
  return differing.length === 2 && next === at + 1 && isTurned;
}
