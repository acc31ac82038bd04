import { expect, test } from 'vitest';
import { massesOf } from '../../src/catalogue/calculator.ts';
import { readCatalogueData, readCsvFile } from '../../src/catalogue/data-files.ts';
import { readReference } from '../../src/catalogue/nomenclature.ts';
import type { Meaning } from '../../src/catalogue/reading/meaning.ts';
import { readSection } from '../../src/catalogue/section.ts';
import { STEEL_KG_PER_M3, theoreticalMass } from '../../src/catalogue/theoretical-weight.ts';

/** Furthest that a table's printed mass lies from geometry, in per cent, by family (sections.README.md). */
const PUBLISHED: Record<string, number> = {
  'GOST8239-I': 0.4,
  'GOST26020-B': 0.48,
  'GOST26020-Sh': 0.09,
  'GOST26020-K': 0.08,
  'GOST26020-D': 0.36,
  'GOST19425-S': 0.15,
  'GOST19425-M': 0.3,
  'STOASChM-B': 0.48,
  'GOSTR57837-B': 0.48,
  'STOASChM-Sh': 0.11,
  'GOSTR57837-Sh': 0.12,
  'STOASChM-K': 0.09,
  'GOSTR57837-K': 0.09,
  'GOST8240-U': 0.28,
  'GOST8240-P': 0.32,
  'GOST8240-E': 0.73,
  'GOST8240-L': 0.22,
  'GOST19425-C': 0.17,
  GOST8278: 0.36,
  GOST8509: 0.56,
  GOST8510: 0.4,
  GOST5781: 0.16,
  GOST34028: 0.36,
  GOST3262: 1.1,
  GOST10704: 0.07,
  GOST8732: 0.02,
  GOST8639: 0.61,
  GOST8645: 1.39,
  'GOST30245-sq': 0.22,
  'GOST30245-rect': 0.22,
  GOST2590: 0.27,
  GOST2591: 0.14,
  GOST2879: 0.06,
  GOST103: 0.04,
  'EN-IPE': 0.46,
  'EN-HEM': 0.27,
  'EN-HEB': 0.27,
  'EN-HEA': 0.23,
  'EN-UPN': 0.62,
  'EN-UPE': 0.29,
  'EN10219-SHS': 0.4,
  'EN10219-RHS': 0.4,
  'EN10219-CHS': 0.01,
  'EN10056-L': 0.44,
  'ASME-PIPE': 0.61,
};
/** A family without published figures, and nominal masses such as those of AISC, which are names and not geometry. */
const OTHERWISE = 1.5;
/** The published figures are themselves rounded to a hundredth. */
const HAIR = 0.006;

const given = process.env['SECTIONS_CSV'];
const rows = given ? readCsvFile(given) : readCatalogueData('sections');
const sections = rows.map(readSection);

const geometryOf = (section: (typeof sections)[number]) =>
  theoreticalMass({ ...section, densityKgPerM3: STEEL_KG_PER_M3 });

test('geometry agrees with the printed mass of every section', () => {
  const wrong = sections.flatMap((section) => {
    const got = geometryOf(section)?.massMgPerM;
    const allowed = (PUBLISHED[section.family] ?? OTHERWISE) + HAIR;
    const away = got ? Math.abs(section.massMgPerM / got - 1) * 100 : Number.POSITIVE_INFINITY;
    if (away <= allowed) return [];
    return [`${section.id}: expected ${section.massMgPerM} mg/m within ${allowed} %, got ${got}`];
  });

  expect(sections.length).toBeGreaterThan(0);
  expect(wrong).toEqual([]);
});

test('the printed mass is kept as printed, whatever geometry says', () => {
  const recomputed = sections.filter((section) => {
    const mass = theoreticalMass({
      ...section,
      densityKgPerM3: STEEL_KG_PER_M3,
      tableMassMgPerM: section.massMgPerM,
    });
    return mass?.massMgPerM !== section.massMgPerM || mass.source !== 'table';
  });

  expect(recomputed.map((section) => section.id)).toEqual([]);
});

/** What a buyer says who names the standard and the number, or the sizes where there is no number. */
function asSaid({ form, standard, designation, dimensions }: (typeof sections)[number]): Meaning {
  if (form === 'beam' || form === 'channel') return { form, standard, designation };
  const { diameterUm, ...sizes } = dimensions;
  const said = Object.entries(sizes).filter(([, size]) => size !== null);
  return {
    ...{ form, standard, ...Object.fromEntries(said) },
    ...(diameterUm === null ? {} : { diametersUm: [diameterUm] }),
  };
}

test('the calculator answers every row of the table as it is printed', () => {
  const tables = readReference({
    sections: rows,
    sheets: readCatalogueData('sheets'),
    grades: readCatalogueData('grades'),
  });
  const wrong = sections.flatMap((section) => {
    const answers = massesOf(asSaid(section), tables);
    const isPrinted = answers.some(
      ({ sectionId, massMgPerM, source }) =>
        sectionId === section.id && massMgPerM === section.massMgPerM && source === 'table',
    );
    return isPrinted
      ? []
      : [`${section.id}: ${JSON.stringify(answers.map((one) => one.sectionId))}`];
  });

  expect(wrong).toEqual([]);
});

test('without its table, the calculator computes every row that has its sizes', () => {
  const bare = readReference({ sections: [], sheets: [], grades: [] });
  const wrong = sections.flatMap((section) => {
    const { designation: _, ...said } = asSaid(section);
    const { heightUm, widthUm, thicknessUm, flangeThicknessUm } = section.dimensions;
    const sizes = Object.entries({ heightUm, widthUm, thicknessUm, flangeThicknessUm });
    const answers = massesOf(
      { ...said, ...Object.fromEntries(sizes.filter(([, size]) => size !== null)) },
      bare,
    );
    // Without the printed radii corners are sharp: a tenth at most.
    const away = answers.map(({ massMgPerM }) =>
      Math.abs(section.massMgPerM / (massMgPerM ?? 0) - 1),
    );
    return away.some((one) => one < 0.1) ? [] : [`${section.id}: ${away.join(' ')}`];
  });

  expect(wrong).toEqual([]);
});

test('a table with a broken row is not half loaded', () => {
  expect(() => readSection({ id: 'X:1', form: 'beam', mass_kg_m: '' })).toThrow('X:1');
  expect(() => readSection({ id: 'X:2', form: 'cheese', mass_kg_m: '1' })).toThrow('X:2');
  expect(() => readSection({ id: 'X:3', form: 'beam', mass_kg_m: 'NaN' })).toThrow(RangeError);
});
