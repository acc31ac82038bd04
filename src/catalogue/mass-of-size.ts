import { micrometresOf } from '../measures/length.ts';
import { readDimensions } from './dimensions.ts';
import type { Form } from './form.ts';
import { STEEL_KG_PER_M3, type TheoreticalMass, theoreticalMass } from './theoretical-weight.ts';

const UM_PER_MM = micrometresOf(1);

/**
 * What steel of a form and size weighs by geometry (formulas.md §1), kept or
 * not: with what else it is compared. Sizes in micrometres as the trade strings
 * them; `undefined` where they are not enough for the form.
 */
export function massOfSize(form: Form, sizeUm: readonly number[]): TheoreticalMass | undefined {
  const designation = sizeUm.map((um) => um / UM_PER_MM).join('×');
  const dimensions = readDimensions(form, designation.replaceAll('×', 'x'));
  if (!dimensions) return undefined;
  return theoreticalMass({
    ...{ form, standard: '', designation, dimensions },
    densityKgPerM3: STEEL_KG_PER_M3,
  });
}
