import type { Form } from '../platform/db/schema.ts';

/** What the base price of some products is multiplied by; null: of every form, of every grade. */
export type Coefficient = {
  form: Form | null;
  grade: string | null;
  /** 9500 is 0.95. */
  factorBp: number;
};

/**
 * How a list follows a base list: each of the base's prices times the coefficient
 * that says most of the product (form and grade, form, grade, all), rounded half
 * up to whole steps, on the list's own basis of VAT. Products that no coefficient
 * is for are not on the list.
 */
export type PriceFormula = {
  baseListId: string;
  /** Minor units: 100000 rounds to whole thousands of tenge. */
  roundToMinor: number;
  /** At most one for each pair of form and grade, the most general first. */
  coefficients: readonly Coefficient[];
};

/** So many coefficients a formula may have: more is a price list of its own. */
export const COEFFICIENTS_MAX = 60;

/** A formula as people read it. */
export type FormulaShown = PriceFormula & {
  baseCode: string;
  baseName: string;
  /** The version of the base that its prices were computed from; null where the base had none. */
  computedFrom: number | null;
};

/** Whence a price of a list that follows a base is: the base's price and its coefficient, or a person. */
export type PriceOrigin = { baseMinor: number; factorBp: number } | 'fixed';

/** Whether two formulas say the same; what follows no base has none. */
export function isSameFormula(one: PriceFormula | null, other: PriceFormula | null): boolean {
  return textOf(one) === textOf(other);
}

function textOf(formula: PriceFormula | null): string {
  if (!formula) return '';
  const { baseListId, roundToMinor, coefficients } = formula;
  const parts = coefficients.map(({ form, grade, factorBp }) => `${form}/${grade}:${factorBp}`);
  return [baseListId, roundToMinor, ...parts].join(' ');
}
