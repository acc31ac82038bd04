import { cyrillic } from '../fold-text.ts';
import { BAR, pattern } from './folded.ts';
import type { Draft, Step } from './meaning.ts';

const YEAR = '(?:\\s?[-–]\\s?(\\d{4}|\\d{2})(?!\\d)|\\s(19\\d\\d|20\\d\\d)(?!\\d))?';
const SOVIET = pattern(
  `(?:гост|fост|тост|gost|гост\\s?р)\\s*(?:р\\s*)?[-.]?\\s*(\\d{3,5}(?:\\.\\d{1,2}(?!\\d))?)${YEAR}((?:\\s*[,./]\\s*\\d{3,5}(?:-\\d{2,4})?)*)`,
  'u',
);
/** What a maker or a country has written for itself: ТУ 14-1-5228-93, СТО АСЧМ 20-93, СТ РК 2591-2014. */
const SPEC = pattern('(?:^|[\\s/|(])(ту|сто асчм|сто|ст рк)\\s*(\\d[\\d-]+(?:[.\\d-]*\\d)?)', 'u');
const EUROPEAN = pattern('(?<!\\p{L})(en|din|iso)\\s*[-]?\\s*(\\d{3,5}(?:-\\d)?)(?!\\d)', 'u');
/** A year of two digits before this one was written so in its time. */
const FIRST_FULL_YEAR = 50;

/**
 * Reads the first standard, «ГОСТ 30245-2003», however it is typed or was read
 * from paper; a list of standards counts by its first. A year is not added where
 * none was said (names.md §5).
 */
export const readStandard: Step = (draft) => {
  const soviet = SOVIET.exec(draft.text);
  if (soviet) {
    const [, number = '', after, apart] = soviet;
    const year = yearOf(after ?? apart);
    const standard = `ГОСТ ${number}${year ? `-${year}` : ''}`;
    return withoutSpecs({ text: without(draft.text, soviet), said: { ...draft.said, standard } });
  }
  const european = EUROPEAN.exec(draft.text);
  if (!european) return ownSpec(draft);
  const standard = `${(european[1] ?? '').toUpperCase()} ${european[2]}`;
  return withoutSpecs({ text: without(draft.text, european), said: { ...draft.said, standard } });
};

function yearOf(digits: string | undefined): string {
  if (digits?.length !== 2) return digits ?? '';
  return Number(digits) < FIRST_FULL_YEAR ? `20${digits}` : digits;
}

/** The standard is one of these only where no other was said. */
function ownSpec(draft: Draft): Draft {
  const found = SPEC.exec(draft.text);
  if (!found) return draft;
  const [, kind = '', number = ''] = found;
  const standard = `${cyrillic(kind)} ${number}`;
  return { text: without(draft.text, found), said: { ...draft.said, standard } };
}

const withoutSpecs = (draft: Draft): Draft => ({
  ...draft,
  text: draft.text.replace(SPEC, BAR),
});

const without = (text: string, match: RegExpExecArray): string =>
  text.slice(0, match.index) + BAR + text.slice(match.index + match[0].length);
