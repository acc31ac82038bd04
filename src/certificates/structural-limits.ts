import type { GradeLimits } from './limit.ts';
import {
  between,
  bp,
  least,
  ppm,
  strength,
  upTo,
  upToMm,
  within,
  yieldTo,
} from './limit-figures.ts';

/* Sources and the rule for two figures: see known-limits.ts. */

/** Thinner than 10 mm: what is 10 mm thick stands in the next band. */
const BELOW_10_MM = 9.999;

const carbon = 'ГОСТ 380-2005, ГОСТ 535-2005, ГОСТ 14637-89';
const residuals = { Cr: upTo(0.3), Ni: upTo(0.3), Cu: upTo(0.3) };
const phosphorusAndSulphur = { P: upTo(0.04), S: upTo(0.05) };

export const constructional: readonly GradeLimits[] = [
  {
    grade: 'Ст3кп',
    source: carbon,
    elements: {
      C: within(0.14, 0.22),
      Si: upTo(0.05),
      Mn: within(0.3, 0.6),
      ...phosphorusAndSulphur,
    },
    yield: yieldTo([235, 20]),
    ...between(360, 460),
    elongationMinBp: bp(27),
  },
  {
    grade: 'Ст3пс',
    source: carbon,
    elements: {
      ...{ C: within(0.14, 0.22), Si: within(0.05, 0.15), Mn: within(0.4, 0.65) },
      ...phosphorusAndSulphur,
    },
    yield: yieldTo([245, 10]),
    ...between(370, 480),
    elongationMinBp: bp(26),
  },
  {
    grade: 'Ст3сп',
    source: carbon,
    elements: {
      ...{ C: within(0.14, 0.22), Si: within(0.15, 0.3), Mn: within(0.4, 0.65) },
      ...phosphorusAndSulphur,
    },
    yield: yieldTo([245, 10], [235, 20]),
    ...between(370, 490),
    elongationMinBp: bp(26),
  },
  {
    grade: 'Ст3сп5',
    source: 'ГОСТ 380-2005 / ГОСТ 14637-89',
    elements: {
      ...{ C: within(0.14, 0.22), Si: within(0.15, 0.3), Mn: within(0.4, 0.65) },
      ...{ ...phosphorusAndSulphur, ...residuals },
    },
    yield: yieldTo([245, 10], [235, 20]),
    ...between(370, 490),
    elongationMinBp: bp(26),
  },
  {
    grade: '09Г2С',
    source: 'ГОСТ 19281-2014',
    elements: {
      ...{
        C: upTo(0.12),
        Si: within(0.5, 0.8),
        Mn: within(1.3, 1.7),
        P: upTo(0.035),
        S: upTo(0.04),
      },
      ...{ ...residuals, V: upTo(0.12) },
    },
    yield: yieldTo([345, BELOW_10_MM], [325, 20], [305, 32], [295, 60]),
    strength: [
      { ...strength(490), ...upToMm(BELOW_10_MM) },
      { ...strength(470), ...upToMm(32) },
    ],
    elongationMinBp: bp(21),
  },
  {
    grade: '10ХСНД',
    source: 'ГОСТ 19281-2014',
    elements: {
      ...{ C: upTo(0.12), Si: within(0.8, 1.1), Mn: within(0.5, 0.8) },
      ...{ Cr: within(0.6, 0.9), Ni: within(0.5, 0.8), Cu: within(0.4, 0.6) },
    },
    yield: yieldTo([390]),
    ...between(530, 670),
    elongationMinBp: bp(19),
  },
  {
    grade: '15ХСНД',
    source: 'ГОСТ 19281-2014',
    elements: {
      ...{ C: within(0.12, 0.18), Si: within(0.4, 0.7), Mn: within(0.4, 0.7) },
      ...{ Cr: within(0.6, 0.9), Ni: within(0.3, 0.6), Cu: within(0.2, 0.4) },
    },
    yield: yieldTo([345]),
    ...least(490),
    elongationMinBp: bp(21),
  },
  {
    grade: '17Г1С',
    source: 'ГОСТ 19281-2014',
    elements: { C: within(0.15, 0.2), Si: within(0.4, 0.6), Mn: within(1.15, 1.6) },
    yield: yieldTo([355]),
    ...least(510),
    elongationMinBp: bp(23),
  },
];

export const rebar: readonly GradeLimits[] = [
  {
    grade: 'А240',
    source: 'ГОСТ 5781-82, ГОСТ 34028-2016',
    elements: { C: within(0.14, 0.22), Si: within(0.15, 0.3), Mn: within(0.4, 0.65) },
    yield: yieldTo([235]),
    ...least(373),
    elongationMinBp: bp(25),
  },
  {
    grade: '35ГС',
    source: 'ГОСТ 5781-82',
    elements: {
      ...{ C: within(0.3, 0.37), Si: within(0.6, 0.9), Mn: within(0.8, 1.2) },
      ...{ P: upTo(0.04), S: upTo(0.045), Cr: upTo(0.3), Ni: upTo(0.3) },
    },
    yield: yieldTo([390]),
    ...least(590),
    elongationMinBp: bp(14),
  },
  {
    grade: '25Г2С',
    source: 'ГОСТ 5781-82',
    elements: {
      ...{ C: within(0.2, 0.29), Si: within(0.6, 0.9), Mn: within(1.2, 1.6) },
      ...{ P: upTo(0.04), S: upTo(0.045), Cr: upTo(0.3), Ni: upTo(0.3) },
    },
    yield: yieldTo([390]),
    ...least(590),
    elongationMinBp: bp(14),
  },
  {
    grade: 'А500С',
    source: 'ГОСТ 34028-2016',
    elements: {
      ...{ C: upTo(0.22), Si: upTo(0.9), Mn: upTo(1.6), P: upTo(0.05), S: upTo(0.05) },
      N: upTo(0.012),
    },
    carbonEquivalent: [{ maxPpm: ppm(0.5) }],
    yield: yieldTo([500]),
    ...least(600),
    elongationMinBp: bp(14),
    ratioMinBp: 10_800,
  },
];

/** EN 10025-2: composition found in a public copy, strength recalled. */
function en10025(
  grade: string,
  of: {
    carbon: number;
    manganese: number;
    phosphorus: number;
    equivalent: number;
    yieldMpa: number;
    strengthMpa: readonly [number, number];
    elongation: number;
    silicon?: number;
  },
): GradeLimits {
  const { equivalent, yieldMpa, strengthMpa } = of;
  const isJ2 = grade.endsWith('J2') || grade.endsWith('K2');
  return {
    grade,
    source: 'EN 10025-2',
    elements: {
      ...{
        C: upTo(of.carbon),
        Mn: upTo(of.manganese),
        P: upTo(of.phosphorus),
        S: upTo(of.phosphorus),
      },
      ...{ Cu: upTo(0.55), ...(!isJ2 && { N: upTo(0.012) }) },
      ...(of.silicon !== undefined && { Si: upTo(of.silicon) }),
    },
    carbonEquivalent: [{ maxPpm: ppm(equivalent), upToUm: 30_000 }],
    yield: yieldTo([yieldMpa, 16]),
    strength: [{ ...strength(...strengthMpa), ...upToMm(100) }],
    elongationMinBp: bp(of.elongation),
    // The one impact limit that mtc_samples.json names.
    ...(grade === 'S355J2' && {
      impact: { kind: 'KV', temperatureC: -20, meanMinMilli: 27_000 },
    }),
  };
}

const s235 = { manganese: 1.4, equivalent: 0.35, yieldMpa: 235, strengthMpa: [360, 510] } as const;
const s275 = { manganese: 1.5, equivalent: 0.4, yieldMpa: 275, strengthMpa: [410, 560] } as const;
const s355 = {
  ...{ manganese: 1.6, silicon: 0.55, equivalent: 0.45, yieldMpa: 355 },
  strengthMpa: [470, 630],
} as const;

export const european: readonly GradeLimits[] = [
  en10025('S235JR', { ...s235, carbon: 0.17, phosphorus: 0.035, elongation: 26 }),
  en10025('S235J0', { ...s235, carbon: 0.17, phosphorus: 0.03, elongation: 26 }),
  en10025('S235J2', { ...s235, carbon: 0.17, phosphorus: 0.025, elongation: 24 }),
  en10025('S275JR', { ...s275, carbon: 0.21, phosphorus: 0.035, elongation: 23 }),
  en10025('S275J2', { ...s275, carbon: 0.18, phosphorus: 0.025, elongation: 21 }),
  en10025('S355JR', { ...s355, carbon: 0.24, phosphorus: 0.035, elongation: 22 }),
  en10025('S355J0', { ...s355, carbon: 0.2, phosphorus: 0.03, elongation: 22 }),
  en10025('S355J2', { ...s355, carbon: 0.2, phosphorus: 0.025, elongation: 20 }),
  en10025('S355K2', { ...s355, carbon: 0.2, phosphorus: 0.025, elongation: 20 }),
];
