import type { ElementLimit, GradeLimits } from './limit.ts';
import { between, bp, least, ppm, upTo, within, yieldTo } from './limit-figures.ts';
import { constructional, european, rebar } from './structural-limits.ts';

/*
 * Limits of grades. Copied from the domain data gathered for this project, from
 * public secondary copies of the standards: `grades.csv` (in catalogue/data; per
 * row it names what was found and what was recalled) and the table of limits in
 * `mtc_samples.json` (ГОСТ 380, 19281, 34028, 5632, 7350, EN 10025-2). No official
 * text was opened. Where a source gives two figures, the milder one stands here,
 * so that nothing is called a fault that may be none. What neither names is left
 * out: the check then says that no limit is known to us.
 */

/** Carbon steel of ГОСТ 1050, strength of a normalised piece of 25 mm. */
function gost1050(
  grade: string,
  C: ElementLimit,
  Mn: ElementLimit,
  [yieldMpa, strengthMpa, elongation]: readonly [number, number, number],
): GradeLimits {
  return {
    grade,
    source: 'ГОСТ 1050',
    elements: {
      ...{ C, Si: within(0.17, 0.37), Mn, P: upTo(0.035), S: upTo(0.04) },
      ...{ Cr: upTo(0.25), Ni: upTo(0.3) },
    },
    yield: yieldTo([yieldMpa]),
    ...least(strengthMpa),
    elongationMinBp: bp(elongation),
  };
}

const machine: readonly GradeLimits[] = [
  gost1050('10', within(0.07, 0.14), within(0.35, 0.65), [205, 335, 31]),
  gost1050('20', within(0.17, 0.24), within(0.35, 0.65), [245, 410, 25]),
  gost1050('35', within(0.32, 0.4), within(0.5, 0.8), [315, 530, 20]),
  gost1050('45', within(0.42, 0.5), within(0.5, 0.8), [355, 600, 16]),
  {
    grade: '08пс',
    source: 'ГОСТ 1050, ГОСТ 16523-97',
    elements: {
      ...{ C: within(0.05, 0.11), Si: upTo(0.17), Mn: within(0.35, 0.65), P: upTo(0.035) },
      ...{ S: upTo(0.04), Cr: upTo(0.25), Ni: upTo(0.3) },
    },
    ...between(270, 410),
  },
  {
    grade: '40Х',
    source: 'ГОСТ 4543, термообработанный образец',
    elements: {
      ...{ C: within(0.36, 0.44), Si: within(0.17, 0.37), Mn: within(0.5, 0.8), P: upTo(0.035) },
      ...{ S: upTo(0.035), Cr: within(0.8, 1.1), Ni: upTo(0.3) },
    },
    yield: yieldTo([785]),
    ...least(980),
    elongationMinBp: bp(10),
  },
];

const titanium = (max: number): ElementLimit => ({ minCarbons: 5, maxPpm: ppm(max) });
const austenite = {
  C: upTo(0.12),
  Si: upTo(0.8),
  Mn: upTo(2),
  Cr: within(17, 19),
  Ni: within(9, 11),
};

const stainless: readonly GradeLimits[] = [
  {
    grade: '12Х18Н10Т',
    forms: ['sheet'],
    source: 'ГОСТ 5632-2014 / ГОСТ 7350-77',
    elements: { ...austenite, P: upTo(0.035), S: upTo(0.02), Ti: titanium(0.8) },
    yield: yieldTo([235]),
    ...least(530),
    elongationMinBp: bp(38),
  },
  {
    grade: '12Х18Н10Т',
    source: 'ГОСТ 5632-2014',
    elements: { ...austenite, P: upTo(0.035), S: upTo(0.02), Ti: titanium(0.8) },
    yield: yieldTo([196]),
    ...least(510),
    elongationMinBp: bp(40),
  },
  {
    grade: 'AISI 304',
    source: 'EN 10088',
    elements: {
      ...{ C: upTo(0.07), Si: upTo(1), Mn: upTo(2), Cr: within(17.5, 19.5), Ni: within(8, 10.5) },
      N: upTo(0.1),
    },
    yield: yieldTo([210]),
    ...between(520, 720),
    elongationMinBp: bp(45),
  },
  {
    grade: 'AISI 316L',
    source: 'EN 10088',
    elements: {
      ...{ C: upTo(0.03), Si: upTo(1), Mn: upTo(2), Cr: within(16.5, 18.5), Ni: within(10, 13) },
      Mo: within(2, 2.5),
    },
    yield: yieldTo([220]),
    ...between(520, 670),
    elongationMinBp: bp(45),
  },
  {
    grade: 'AISI 430',
    source: 'EN 10088',
    elements: { C: upTo(0.08), Si: upTo(1), Mn: upTo(1), Cr: within(16, 18) },
    yield: yieldTo([260]),
    ...between(430, 600),
    elongationMinBp: bp(20),
  },
];

/** Every grade of which limits are known to us. */
export const knownLimits: readonly GradeLimits[] = [
  ...constructional,
  ...rebar,
  ...european,
  ...machine,
  ...stainless,
];
