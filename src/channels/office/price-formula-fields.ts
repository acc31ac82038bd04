import { z } from 'zod';
import { forms } from '../../catalogue/form.ts';
import {
  type Coefficient,
  COEFFICIENTS_MAX,
  type PriceFormula,
} from '../../pricing/price-formula.ts';
import type { FormulaChoices } from '../../pricing/price-formula.queries.ts';
import type { Fields } from '../limits.ts';
import { decimalField } from '../trade-fields.ts';

const MINOR_PER_TENGE = 100;
const Factor = decimalField({ decimals: 4, min: 0.1, max: 10 });
const RoundTo = z.enum(['1', '10', '50', '100', '500', '1000']);
const FormOf = z.enum(['', ...forms]);

type Typed = {
  values: Record<string, string>;
  /** What is wrong, by field. */
  problems: Record<string, string>;
  formula: PriceFormula;
};

/**
 * Reads how a list shall follow a base: the base, to what it is rounded, and rows
 * of form, grade and coefficient (`form.0`, `grade.0`, `factor.0`). A row without
 * a coefficient is none.
 */
export function readPriceFormula(
  fields: Fields,
  known: Pick<FormulaChoices, 'bases' | 'grades'>,
): Typed {
  const values = Object.fromEntries([...fields].map(([name, [text = '']]) => [name, text]));
  const problems: Record<string, string> = {};
  for (const [name, texts] of fields) if (texts.length > 1) problems[name] = 'invalid';
  const baseListId = values['baseListId'] ?? '';
  if (!known.bases.some(({ id }) => id === baseListId)) problems['baseListId'] = 'choose';
  const roundTo = RoundTo.safeParse(values['roundTo']);
  if (!roundTo.success) problems['roundTo'] = 'choose';
  const coefficients: Coefficient[] = [];
  const said = new Set<string>();
  for (let row = 0; row < COEFFICIENTS_MAX; row += 1) {
    const typed = values[`factor.${row}`]?.trim() ?? '';
    if (typed === '') continue;
    const form = FormOf.safeParse(values[`form.${row}`] ?? '');
    const grade = values[`grade.${row}`] ?? '';
    const factor = Factor.safeParse(typed);
    if (!form.success) problems[`form.${row}`] = 'choose';
    if (grade !== '' && !known.grades.includes(grade)) problems[`grade.${row}`] = 'choose';
    if (!factor.success) problems[`factor.${row}`] = factor.error.issues[0]?.message ?? 'number';
    const key = `${form.data} ${grade}`;
    if (said.has(key)) problems[`factor.${row}`] ??= 'coefficientTwice';
    said.add(key);
    if (form.success && factor.success)
      coefficients.push({ form: form.data || null, grade: grade || null, factorBp: factor.data });
  }
  if (said.size === 0) problems['factor.0'] ??= 'required';
  const roundToMinor = Number(roundTo.data ?? 1) * MINOR_PER_TENGE;
  return { values, problems, formula: { baseListId, roundToMinor, coefficients } };
}

/** A formula as the form shows it. */
export function typedFormula(formula: PriceFormula): Record<string, string> {
  const rows = formula.coefficients.flatMap(({ form, grade, factorBp }, row) => [
    [`form.${row}`, form ?? ''],
    [`grade.${row}`, grade ?? ''],
    [`factor.${row}`, String(factorBp / 10_000)],
  ]);
  return {
    baseListId: formula.baseListId,
    roundTo: String(formula.roundToMinor / MINOR_PER_TENGE),
    ...Object.fromEntries(rows),
  };
}
