import { pattern, takeTwice } from './folded.ts';
import { FOREIGN } from './grades-abroad.ts';
import { NON_FERROUS, MAY_BE_DIAMETERS, NAMED_METALS } from './grades-non-ferrous.ts';
import type { Rule } from './grade-rule.ts';
import { BARE_REBAR_CLASSES, REBAR_CLASSES } from './grades-of-rebar.ts';
import { CHROMIUM_STEELS, CLASS_OF_STEEL, STEELS } from './grades-of-steel.ts';
import type { Draft, Meaning } from './meaning.ts';

/** Of rebar «д16» is a diameter, of anything else an aluminium. */
const OF_REBAR = [...FOREIGN, ...REBAR_CLASSES, ...BARE_REBAR_CLASSES, ...STEELS];
const OF_ALL = [...FOREIGN, ...NON_FERROUS, ...REBAR_CLASSES, ...STEELS];
const LIKE_SIZES = [...CHROMIUM_STEELS, ...MAY_BE_DIAMETERS];
const OF_METALS = NAMED_METALS.map(({ named, marks }) => ({
  said: pattern(`(?<!\\p{L})(?:${named})`),
  rules: [...marks, ...LIKE_SIZES, ...OF_ALL],
}));

/**
 * Reads the grade. A class of rebar beside its steel is told apart («А-III
 * 25Г2С»); the name in brackets behind another is the same grade by its other
 * name; a bare number is a size and never a grade. `words` is the line with the
 * words that were taken out of the draft before.
 */
export const readGrade = (draft: Draft, words: string, isRebar: boolean): Draft => {
  let read = draft;
  const found: Meaning[] = [];
  for (const [finds, means] of rulesFor(draft, words, isRebar)) {
    read = takeTwice(read, finds, (match) => {
      const meant = means(match);
      if (meant) found.push(meant);
      return meant && {};
    });
  }
  return { text: read.text, said: { ...read.said, ...together(found, draft) } };
};

/** Numbers that count nothing: sizes, or marks that look like them. */
const SIZES = pattern(
  '(?<![\\p{L}\\d.x])[фдd]?\\d+(?:\\.\\d+)?(?:x\\d+(?:\\.\\d+)?)*(?![\\d.x])(?!\\s?(?:м|m|т|тн|кг|шт)(?!\\p{L}))',
);
const FLAT = pattern('лист|плит|табақ|sheet|plate');

/** «20Х13» is two sizes and «д16» a diameter, unless the size is said apart or the thing has no diameter. */
function rulesFor({ text }: Draft, words: string, isRebar: boolean): readonly Rule[] {
  if (isRebar) return OF_REBAR;
  const ofMetal = OF_METALS.find(({ said }) => words.search(said) >= 0);
  if (ofMetal) return ofMetal.rules;
  const isSized = (text.match(SIZES)?.length ?? 0) > 1 || words.search(FLAT) >= 0;
  return isSized ? [...LIKE_SIZES, ...OF_ALL] : OF_ALL;
}

/** Of several names the first said counts, but a steel counts before its class. */
function together(found: readonly Meaning[], draft: Draft): Meaning {
  const isClass = ({ grade = '' }: Meaning) => /^А\d{3,4}/u.test(grade);
  const steelSaid = found.find((meant) => !isClass(meant) && CLASS_OF_STEEL[meant.grade ?? '']);
  if (steelSaid) {
    const said = found.find(isClass)?.grade;
    return { ...steelSaid, ...(said === undefined ? {} : { gradeClass: said }) };
  }
  const [first, second] = isBracketed(draft) ? found : found.slice(0, 1);
  if (!first) return {};
  const also = second && second.grade !== first.grade ? { gradeAlso: second.grade ?? '' } : {};
  return { ...first, ...also };
}

/** «AISI 321 (12Х18Н10Т)»: what stands in brackets is another name. */
const isBracketed = ({ text }: Draft) => /aisi[^|]*\([^)]*\d{2}x\d/u.test(text);
