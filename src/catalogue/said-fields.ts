import { parseDecimal, type NumberProblem } from '../measures/read-number.ts';
import { parseDecimalMilli, parseQuantity, quantityIn } from '../measures/read-quantity.ts';
import { type Unit, units } from '../measures/quantity.ts';
import type { CalculatedMass } from './calculator.ts';
import { type Form, isForm, type SizeName, sizeNames, termsOfForm } from './form.ts';
import type { Meaning } from './reading/meaning.ts';
import { readMeaning } from './reading/read-meaning.ts';
import { numbersOf } from './said-section.ts';

/**
 * What is typed into the calculator's fields, each as it was typed: sizes in
 * millimetres, the length in metres, a price of a tonne in tenge. `drawn` is the
 * form whose fields were shown: another form's sizes mean nothing.
 */
export type SaidFields = Partial<Record<SizeName | OtherField, string>>;
export const otherFields = [
  'form',
  'drawn',
  'number',
  'grade',
  'standard',
  'length',
  'quantity',
  'unit',
  'price',
] as const;
type OtherField = (typeof otherFields)[number];

/** Fields that mean nothing, with the code of `words.problems` that says why. */
export type FieldProblems = Partial<Record<SizeName | OtherField, string>>;

/** Forms of which a size goes by the number of a table, a profile or a mark. */
const NUMBERED = new Set<Form>(['beam', 'channel', 'profiled_sheet', 'expanded_sheet']);
/** Sections that are named by one side where both are alike. */
const MAY_BE_EQUAL = new Set<Form>(['angle', 'tube_square', 'tube_rect']);
const UM_PER_MM = 1000;
const LONGEST_MM = 100_000;
const PRICE_MINOR_MAX = 10_000_000_000_000;

const CODES: Record<Exclude<NumberProblem, 'empty'>, string> = {
  'not-a-number': 'number',
  'not-positive': 'positive',
  'too-large': 'invalid',
  'too-fine': 'invalid',
};

/**
 * What the fields mean. Number and grade may be written as the trade writes
 * them, in either alphabet. A field that is empty says nothing; of those that
 * the form does not have, nothing is read.
 */
export function meaningOfFields(typed: SaidFields): {
  meaning: Meaning;
  problems: FieldProblems;
} {
  const fields = ofChosenForm(typed);
  const { form = '' } = fields;
  const problems: FieldProblems = {};
  const numberIn = (name: SizeName | 'length'): number | undefined => {
    const read = parseDecimalMilli(fields[name] ?? '');
    if (read.ok && read.milli > 0 && read.milli <= LONGEST_MM * UM_PER_MM) return read.milli;
    if (read.ok) problems[name] = read.milli > 0 ? 'invalid' : 'positive';
    else if (read.problem !== 'empty') problems[name] = CODES[read.problem];
    return undefined;
  };
  if (!isForm(form)) return { meaning: {}, problems };

  const sizes: Partial<Record<SizeName, number>> = {};
  for (const name of termsOfForm(form).columns) {
    const milli = numberIn(name);
    if (milli === undefined) continue;
    sizes[name] = name.endsWith('Um') ? milli : Math.round(milli / UM_PER_MM);
  }
  const lengthMm = numberIn('length');
  const counted = quantityOf(form, fields);
  if (counted === 'problem') problems.quantity = 'quantity';
  return {
    meaning: {
      form,
      ...meaningOfSizes(form, sizes),
      ...numberAsSaid(form, fields.number?.trim() ?? ''),
      ...gradeOf(fields.grade?.trim() ?? ''),
      ...(fields.standard ? { standard: fields.standard } : {}),
      ...(lengthMm === undefined ? {} : { lengthMm }),
      ...(counted === 'problem' ? {} : counted),
    },
    problems,
  };
}

/** The price of a tonne that was typed, minor units; typed beside words or fields alike. */
export function priceOfFields({ price = '' }: SaidFields): {
  pricePerTonneMinor: number | undefined;
  problems: FieldProblems;
} {
  const read = parseDecimal(price, { decimals: 2, largest: PRICE_MINOR_MAX });
  if (read.ok && read.units > 0) return { pricePerTonneMinor: read.units, problems: {} };
  if (!read.ok && read.problem === 'empty') return { pricePerTonneMinor: undefined, problems: {} };
  const code = read.ok
    ? 'positive'
    : CODES[read.problem === 'empty' ? 'not-a-number' : read.problem];
  return { pricePerTonneMinor: undefined, problems: { price: code } };
}

/** The fields without the sizes, the number and the standard of the form before, where another was chosen. */
export function ofChosenForm(fields: SaidFields): SaidFields {
  const { drawn, ...typed } = fields;
  if (drawn === undefined || drawn === fields.form) return typed;
  const { form, grade, length, quantity, unit, price } = fields;
  const kept = Object.entries({ form, grade, length, quantity, unit, price });
  return Object.fromEntries(kept.filter(([, text]) => text !== undefined));
}

function meaningOfSizes(form: Form, sizes: Partial<Record<SizeName, number>>): Meaning {
  const { diameterUm, cellWidthUm, cellHeightUm, ...plain } = sizes;
  const { heightUm } = plain;
  const isEqual = MAY_BE_EQUAL.has(form) && heightUm !== undefined && plain.widthUm === undefined;
  return {
    ...plain,
    ...(isEqual ? { widthUm: heightUm } : {}),
    ...(diameterUm === undefined ? {} : { diametersUm: [diameterUm] }),
    ...(cellWidthUm === undefined ? {} : { cellUm: [cellWidthUm, cellHeightUm ?? cellWidthUm] }),
  };
}

/** What the number of a beam or channel, a profile or a mark means; such a number of another form means nothing. */
export function numberAsSaid(form: Form, typed: string): Meaning {
  if (typed === '' || !NUMBERED.has(form)) return {};
  if (form !== 'profiled_sheet') return { designation: typed };
  return { profile: readMeaning(`профнастил ${typed}`).profile ?? typed };
}

const gradeOf = (typed: string): Meaning =>
  typed === '' ? {} : { grade: readMeaning(typed).grade ?? typed };

function quantityOf(form: Form, { quantity = '', unit }: SaidFields): Meaning | 'problem' {
  const read = parseQuantity(quantity);
  if (!read.ok) return read.problem === 'empty' ? {} : 'problem';
  const { lengthMm } = read;
  return {
    quantity: quantityIn(read, unitOf(unit) ?? termsOfForm(form).units[0] ?? 't'),
    ...(lengthMm === undefined ? {} : { lengthMm }),
  };
}

const unitOf = (typed: string | undefined): Unit | undefined =>
  units.find((unit) => unit === typed);

/**
 * The fields that say the same as words do, so that what was typed as a text can
 * be gone on with; of one answer among several, those that mean it alone.
 */
export function fieldsOfMeaning(said: Meaning, chosen?: CalculatedMass): SaidFields {
  const form =
    chosen?.form ?? (said.form === 'plate' || said.form === 'coil' ? 'sheet' : said.form);
  if (form === undefined || !isForm(form)) return {};
  const { grade, standard, lengthMm, quantity } = said;
  const numbered = NUMBERED.has(form);
  const number = numbered ? (chosen?.designation ?? said.profile ?? numbersOf(said)[0]) : undefined;
  const sizes = chosen && !numbered ? chosen.dimensions : sizesOfMeaning(said);
  const written = termsOfForm(form).columns.flatMap((name) => {
    const size = sizes[name];
    if (size === null || size === undefined) return [];
    return [[name, decimal(name.endsWith('Um') ? size : size * UM_PER_MM)]];
  });
  return {
    form,
    ...Object.fromEntries(written),
    ...(number === undefined
      ? {}
      : { number: form === 'profiled_sheet' ? markOf(number) : number }),
    ...(grade === undefined ? {} : { grade }),
    ...(chosen?.standard || standard ? { standard: chosen?.standard ?? standard } : {}),
    ...(lengthMm === undefined ? {} : { length: decimal(lengthMm) }),
    ...(quantity ? { quantity: decimal(quantity.amountMilli), unit: quantity.unit } : {}),
  };
}

function sizesOfMeaning(said: Meaning): Partial<Record<SizeName, number | undefined>> {
  const { cellUm, diametersUm } = said;
  const named = Object.entries(said).filter(([name]) => sizeNames.some((size) => size === name));
  return {
    ...Object.fromEntries(named),
    ...{ cellWidthUm: cellUm?.[0], cellHeightUm: cellUm?.[1], diameterUm: diametersUm?.[0] },
  };
}

/** «С21 0.5» is the profile С21 of that thickness. */
const markOf = (designation: string): string => designation.split(' ')[0] ?? '';

const decimal = (milli: number): string => String(milli / UM_PER_MM);
