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
  readProfile,
  readStainless,
} from './named-sizes.ts';
import { sizesIn } from './numbers.ts';
import { finish } from './sizes-of-form.ts';
import { readStandard } from './standards.ts';
import { readBeamSeries, readChannelSeries } from './tables.ts';
import { dropIdleWords, readAttributes, readCircumstances } from './words.ts';

/**
 * Reads what one line of a buyer means, in Russian, Kazakh, English or a
 * mixture, on the wrong layout and with typing mistakes (names.md). `within` is
 * the form of the category he stands in, for a line that names none. Never
 * fails; what was not said is absent.
 */
export function readMeaning(line: string, within?: Form): Meaning {
  const folded = ` ${mended(foldLine(onRightLayout(line)), isName)} `;
  const standard = readStandard({ text: folded, said: {} });
  const { draft, names } = takeNames(readCircumstances(standard));
  if (names.has('not-metal')) return circumstances(draft.said);
  const meaning = interpret(draft, names, within);
  // «Металл бағасы»: the price of everything.
  const isOfAll =
    meaning.form === undefined && meaning.intent === 'price' && folded.search(METAL) >= 0;
  return isOfAll ? { ...meaning, intent: 'price_list' } : meaning;
}

const METAL = pattern('металл');

const circumstances = ({ city, intent, priceUnit }: Meaning): Meaning => ({
  ...(city === undefined ? {} : { city }),
  ...(intent === undefined ? {} : { intent }),
  ...(priceUnit === undefined ? {} : { priceUnit }),
});

const STAINLESS = pattern('нерж|stainless|тот баспайт');

function interpret(read: Draft, names: ReadonlySet<Named>, within: Form | undefined): Meaning {
  const isStainless = read.text.search(STAINLESS) >= 0;
  const steps: Step[] = [
    readAttributes,
    (draft) => readBeamSeries(draft, names.has('beam')),
    (draft) => (names.has('channel') && !names.has('bent') ? readChannelSeries(draft) : draft),
    readInches,
    readBore,
    readNamedSizes,
    (draft) => (names.has('mesh') ? readMeshWire(draft) : draft),
    (draft) => (names.has('profiled_sheet') ? readProfile(draft) : draft),
    (draft) => (names.has('electrode') ? readMark(draft) : draft),
    (draft) => readGrade(draft, names.has('rebar')),
    (draft) => (isStainless ? readStainless(draft) : draft),
    readAmounts,
    dropIdleWords,
    dropSigns,
  ];
  const draft = steps.reduce((so, step) => step(so), read);
  return withForm(draft, names, within);
}

function withForm(draft: Draft, names: ReadonlySet<Named>, within: Form | undefined): Meaning {
  const found = sizesIn(draft.text);
  const form = formOf(names, draft, found) ?? within;
  if (form === undefined) return draft.said;
  return finish(form, draft, found, names);
}
