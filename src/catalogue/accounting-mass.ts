import { divideHalfUp } from '../measures/divide.ts';
import type { Form } from './form.ts';

/**
 * How far the trader's own kilograms per metre lie above the table, basis points:
 * medians of a real Almaty price list of 2022 (formulas.md §4). Rebar,
 * rounds, squares and wire rod are sold on the table's weight.
 */
const ABOVE_TABLE_BP: Partial<Record<Form, number>> = {
  beam: 270,
  channel: 420,
  tube_square: 870,
  tube_rect: 870,
  pipe_vgp: 1000,
  pipe_welded: 700,
};
const WHOLE_BP = 10_000;
const LISTED_STANDARDS = /ГОСТ|СТО/;

/**
 * The trader's own mass of a metre, by which metres and pieces become tonnes in
 * the warehouse's books: the table's mass raised by what the trade usually adds
 * for the form. Milligrams per metre, rounded half up. `null` without a mass of a metre.
 * Bars to foreign standards are not in any trader's list and keep the table's mass.
 */
export function accountingMassMgPerM(of: {
  form: Form;
  standard: string;
  massMgPerM: number | null;
}): number | null {
  if (of.massMgPerM === null) return null;
  const above = LISTED_STANDARDS.test(of.standard) ? (ABOVE_TABLE_BP[of.form] ?? 0) : 0;
  return divideHalfUp(BigInt(of.massMgPerM) * BigInt(WHOLE_BP + above), BigInt(WHOLE_BP));
}
