import type { Meaning } from './meaning.ts';
import { type Description, readDescription } from './read-meaning.ts';

/** What a line says, in the parts that a reader would take back one by one. */
export const parts = [
  'form',
  'number',
  'size',
  'grade',
  'standard',
  'coating',
  'length',
  'quantity',
] as const;
export type Part = (typeof parts)[number];

const KEYS: Record<Part, readonly (keyof Meaning)[]> = {
  form: ['form'],
  number: ['number', 'series', 'profile', 'designation'],
  size: [
    'heightUm',
    'widthUm',
    'thicknessUm',
    'diametersUm',
    'boreMm',
    'sheetWidthMm',
    'sheetLengthMm',
    'cellUm',
  ],
  grade: ['grade', 'gradeCategory', 'gradeClass', 'gradeAlso', 'temper', 'delivery'],
  standard: ['standard'],
  coating: ['coating', 'zinc', 'colour'],
  length: ['lengthMm', 'lengthKind', 'lengthRangeMm', 'isCut'],
  quantity: ['quantity', 'coilMassG'],
};
/** A part is said in so many words at most: «ГОСТ 8732 - 78». */
const WORDS_MAX = 3;
/** Longer texts are lists, in which nobody takes words back. */
const TEXT_WORDS_MAX = 12;

/** Whether a line says something of this kind. */
export const says = (meaning: Meaning, part: Part): boolean =>
  KEYS[part].some((key) => meaning[key] !== undefined);

/**
 * The text without one part of what it says, for each part that can be left out
 * alone: the fewest words that take it along and leave the rest as it was.
 * `whole` is what the text means, where that was read already.
 */
export function textsWithout(
  text: string,
  whole: Description = readDescription(text),
): Partial<Record<Part, string>> {
  const words = text.trim().split(/\s+/u);
  if (words.length < 2 || words.length > TEXT_WORDS_MAX) return {};
  const said = parts.filter((part) => says(whole.meaning, part));
  const found: Partial<Record<Part, string>> = {};
  for (let length = 1; length <= Math.min(WORDS_MAX, words.length - 1); length += 1) {
    for (let from = 0; from + length <= words.length; from += 1) {
      const rest = words.toSpliced(from, length).join(' ');
      const left = readDescription(rest);
      const lost = said.find((part) => found[part] === undefined && isWithout(left, whole, part));
      if (lost) found[lost] = rest;
    }
    // A form is one word or is said by everything else: no need to look further for it.
    if (said.every((part) => part === 'form' || found[part] !== undefined)) break;
  }
  return found;
}

/** Nothing of the part, and everything else as before; a form that only its sizes suggested goes with them. */
function isWithout(left: Description, whole: Description, part: Part): boolean {
  const mayChange = new Set<string>(KEYS[part]);
  if (part === 'size' && !whole.isFormSaid) mayChange.add('form');
  const others = ({ meaning, unread, sizesUm }: Description) =>
    JSON.stringify([
      Object.entries(meaning)
        .filter(([key]) => !mayChange.has(key))
        .toSorted(([one], [other]) => one.localeCompare(other)),
      unread,
      part === 'size' || part === 'number' ? [] : sizesUm,
    ]);
  return !says(left.meaning, part) && others(left) === others(whole);
}
