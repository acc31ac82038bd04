import { micrometresOf } from '../../measures/length.ts';
import type { Form } from '../form.ts';
import { readAmounts } from './amounts.ts';
import { foldLine, pattern } from './folded.ts';
import { formOf } from './form-of.ts';
import { isName, type Named, takeNames } from './forms.ts';
import { readGrade } from './grades.ts';
import type { Draft, Meaning, Step } from './meaning.ts';
import { mended, onRightLayout } from './mend.ts';
import {
  dropSigns,
  readBore,
  readInches,
  readMark,
  readMeshWire,
  readNamedSizes,
  readPressure,
  readProfile,
  readStainless,
} from './named-sizes.ts';
import { sizesIn } from './numbers.ts';
import { finish } from './sizes-of-form.ts';
import { readStandard } from './standards.ts';
import { readBeamSeries, readChannelSeries } from './tables.ts';
import { dropIdleWords, readAttributes, readCircumstances } from './words.ts';

/** A line, understood: what it means, and what of it nobody understood. */
export type Description = {
  meaning: Meaning;
  unread: readonly string[];
  /** Whether a noun, a series, a grade or a standard names the form, or only the shape of the sizes suggests it. */
  isFormSaid: boolean;
  /** Numbers as they were said together, in micrometres. */
  sizesUm: readonly (readonly number[])[];
};

/**
 * Reads what one line of a buyer means, in Russian, Kazakh, English or a
 * mixture, on the wrong layout and with typing mistakes (names.md). `within` is
 * the form of the category he stands in, for a line that names none. Never
 * fails; what was not said is absent.
 */
export function readMeaning(line: string, within?: Form): Meaning {
  return readDescription(line, within).meaning;
}

/** So many short lines are kept as they were read: the same beginnings are typed all day. */
const REMEMBERED_MAX = 1000;
const REMEMBERED_LENGTH_MAX = 100;
const remembered = new Map<string, Description>();

/** The same with what is left over, for a search that looks for the rest as words. Reading is dear, so what was read lately is not read again. */
export function readDescription(line: string, within?: Form): Description {
  if (line.length > REMEMBERED_LENGTH_MAX) return readAnew(line, within);
  const key = `${within ?? ''} ${line}`;
  const known = remembered.get(key);
  if (known) return known;
  const read = readAnew(line, within);
  const [oldest] = remembered.keys();
  if (remembered.size >= REMEMBERED_MAX && oldest !== undefined) remembered.delete(oldest);
  remembered.set(key, read);
  return read;
}

function readAnew(line: string, within: Form | undefined): Description {
  const folded = ` ${mended(foldLine(onRightLayout(line)), isName)} `;
  const standard = readStandard({ text: folded, said: {} });
  const { draft, names } = takeNames(readCircumstances(standard));
  if (names.has('not-metal')) {
    return {
      meaning: circumstances(draft.said),
      unread: wordsOf(folded, line),
      isFormSaid: false,
      sizesUm: [],
    };
  }
  const read = interpret(draft, folded, names);
  const meaning = withForm(read, names, within);
  // «Металл бағасы»: the price of everything.
  const isOfAll =
    meaning.form === undefined && meaning.intent === 'price' && folded.search(METAL) >= 0;
  return {
    meaning: isOfAll ? { ...meaning, intent: 'price_list' } : meaning,
    unread: wordsOf(read.text, line),
    isFormSaid: formOf(names, read, []) !== undefined,
    sizesUm: sizesIn(read.text).map(({ numbers }) => numbers.map(micrometresOf)),
  };
}

/** Sizes have been read; a longer number is a code or a telephone number. */
const SIZES = /^(?=.{1,6}$)\d+$|^[\d.]+(?:[x/-][\d.]+)+$|^\d+\.\d+$/u;

/** What is left, as it was typed where that is still to be seen. */
const wordsOf = (text: string, line: string): string[] => {
  const typed = line.split(/[\s,;()]+/u).map((word) => ({ word, folded: foldLine(word).trim() }));
  return text
    .split(/[\s|,;:!?()[\]{}"'=+<>\\]+/u)
    .map((token) => token.replaceAll(/^[-./]+|[-./]+$/gu, ''))
    .filter((token) => token !== '' && !SIZES.test(token))
    .map((token) => typed.find(({ folded }) => folded === token)?.word ?? token);
};

const METAL = pattern('металл');

const circumstances = ({ city, intent, priceUnit }: Meaning): Meaning => ({
  ...(city === undefined ? {} : { city }),
  ...(intent === undefined ? {} : { intent }),
  ...(priceUnit === undefined ? {} : { priceUnit }),
});

const STAINLESS = pattern('нерж|stainless|тот баспайт');

function interpret(read: Draft, words: string, names: ReadonlySet<Named>): Draft {
  const isStainless = read.text.search(STAINLESS) >= 0;
  const steps: Step[] = [
    readAttributes,
    (draft) => readBeamSeries(draft, names.has('beam')),
    (draft) => (names.has('channel') && !names.has('bent') ? readChannelSeries(draft) : draft),
    (draft) => readInches(draft, names.has('pipe') || names.has('pipe_vgp')),
    readBore,
    readNamedSizes,
    (draft) => (names.has('mesh') ? readMeshWire(draft) : draft),
    (draft) => (names.has('profiled_sheet') ? readProfile(draft) : draft),
    (draft) => (names.has('flange') ? readPressure(draft) : draft),
    (draft) => (names.has('electrode') ? readMark(draft) : draft),
    (draft) => readGrade(draft, words, names.has('rebar')),
    (draft) => (isStainless ? readStainless(draft) : draft),
    readAmounts,
    dropIdleWords,
    dropSigns,
  ];
  return steps.reduce((so, step) => step(so), read);
}

function withForm(draft: Draft, names: ReadonlySet<Named>, within: Form | undefined): Meaning {
  const found = sizesIn(draft.text);
  const form = formOf(names, draft, found) ?? within;
  if (form === undefined) return draft.said;
  return finish(form, draft, found, names);
}
