import { cataloguedGrade } from './grade-names.ts';
import type { Meaning } from './reading/meaning.ts';
import { STEEL_KG_PER_M3 } from './theoretical-weight.ts';

/** Of a material whose grade nobody said: aluminium АД0, lead С1, copper М1 (grades.csv). */
const OF_MATERIAL = { aluminium: 'АД0', lead: 'С1', copper: 'М1' } as const;

/**
 * The density of what was said, kg/m³: by the grade in any of its writings, the
 * other name that stood beside it, else by the material. What is not known is steel.
 */
export function densityOf(said: Meaning, densities: ReadonlyMap<string, number>): number {
  const { grade, gradeAlso, material } = said;
  const names = [grade, gradeAlso, material && OF_MATERIAL[material]].filter(
    (name) => name !== undefined,
  );
  const known = names
    .flatMap((name) => [name, cataloguedGrade(name), ...name.split(/[ /()]+/u)])
    .map((name) => densities.get(name))
    .find((density) => density !== undefined);
  return known ?? STEEL_KG_PER_M3;
}
