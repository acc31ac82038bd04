import { firstSigns } from '../platform/first-signs.ts';
import { foldText } from '../catalogue/fold-text.ts';
import { cataloguedGrade } from '../catalogue/grade-names.ts';
import type { Form } from '../catalogue/form.ts';
import { forms } from '../catalogue/form.ts';
import { readDescription } from '../catalogue/reading/read-meaning.ts';
import { readSearchPhrase } from '../catalogue/search-phrase.ts';
import { sizeKeysOf } from '../catalogue/size-keys.ts';
import type { Quantity } from '../measures/quantity.ts';
import type { MissedWhy } from '../platform/db/schema.ts';

/** Why nothing was sold: nothing of the kind is kept, it lies nowhere now, or nobody knows what was meant. */
export type MissedReason = MissedWhy;

/** What somebody asked for, as far as it was understood. */
export type Wish = {
  /** As typed, 200 signs at most. */
  typed: string;
  /** The words folded, so that the same wish in another writing is the same. */
  key: string;
  form: Form | undefined;
  /** As the trade writes it, in millimetres: 51×51×5, 20Б1. Empty: none was said. */
  size: string;
  /** As `product.size_keys` has it. */
  sizeKey: string;
  grade: string;
  quantity: Quantity | undefined;
  /** Grams, where a weight was said. */
  weightG: number | undefined;
  isUnderstood: boolean;
};

const TYPED_MAX = 200;
const UM_PER_MM = 1000;
const GRAMS_PER_MILLI = { kg: 1, t: 1000 } as const;

/**
 * Reads what was asked for into what the office counts by. Never fails; what was
 * not said is empty. `undefined` for a text that says nothing at all.
 */
export function wishOf(text: string): Wish | undefined {
  const typed = firstSigns(text.trim(), TYPED_MAX);
  const key = firstSigns(foldText(typed), TYPED_MAX);
  if (key === '') return undefined;
  const { meaning } = readDescription(typed);
  const phrase = readSearchPhrase(typed);
  const { all, any } = sizeKeysOf(phrase);
  const form = phrase.form ?? forms.find((one) => one === meaning.form);
  const [said = []] = phrase.sizes;
  const number = `${meaning.number ?? ''}${(meaning.series ?? []).join('/')}`;
  const size = said.length > 0 ? said.map((um) => um / UM_PER_MM).join('×') : number;
  const grade = cataloguedGrade(meaning.grade ?? '');
  return {
    ...{ typed, key, form, grade: grade.slice(0, 64), size: size.slice(0, 100) },
    sizeKey: (any[0] ?? all[1] ?? '').slice(0, 100),
    quantity: phrase.quantity,
    weightG: weightOf(phrase.quantity),
    isUnderstood: form !== undefined || size !== '' || grade !== '' || meaning.form !== undefined,
  };
}

function weightOf(quantity: Quantity | undefined): number | undefined {
  if (quantity?.unit !== 'kg' && quantity?.unit !== 't') return undefined;
  return quantity.amountMilli * GRAMS_PER_MILLI[quantity.unit];
}
