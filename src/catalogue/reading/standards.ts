import { BAR, pattern } from './folded.ts';
import type { Draft, Step } from './meaning.ts';

const YEAR = '(?:\\s?[-–]\\s?(\\d{4}|\\d{2})(?!\\d)|\\s(19\\d\\d|20\\d\\d)(?!\\d))?';
const SOVIET = pattern(
  `(?:гост|fост|тост|gost|гост\\s?р)\\s*(?:р\\s*)?[-.]?\\s*(\\d{3,5}(?:\\.\\d{1,2}(?!\\d))?)${YEAR}((?:\\s*[,./]\\s*\\d{3,5}(?:-\\d{2,4})?)*)`,
  'u',
);
const SPEC = pattern('(?:^|[\\s/|(])(?:ту|сто|ст рк|сто асчм)\\s*[\\d-]{2,}(?:[.\\d-]*)');
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
  if (!european) return withoutSpecs(draft);
  const standard = `${(european[1] ?? '').toUpperCase()} ${european[2]}`;
  return withoutSpecs({ text: without(draft.text, european), said: { ...draft.said, standard } });
};

function yearOf(digits: string | undefined): string {
  if (digits?.length !== 2) return digits ?? '';
  return Number(digits) < FIRST_FULL_YEAR ? `20${digits}` : digits;
}

const withoutSpecs = (draft: Draft): Draft => ({
  ...draft,
  text: draft.text.replace(SPEC, BAR),
});

const without = (text: string, match: RegExpExecArray): string =>
  text.slice(0, match.index) + BAR + text.slice(match.index + match[0].length);
