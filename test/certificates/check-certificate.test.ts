import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carbonEquivalentPpm } from '../../src/certificates/carbon-equivalent.ts';
import type { Certificate, CertifiedHeat } from '../../src/certificates/certificate.ts';
import { type CheckedAgainst, checkCertificate } from '../../src/certificates/check-certificate.ts';
import { isBlocking } from '../../src/certificates/fault.ts';
import { isSameGrade, limitsOf } from '../../src/certificates/grade-limits.ts';
import { knownLimits } from '../../src/certificates/known-limits.ts';
import { markKey } from '../../src/certificates/mark-key.ts';
import { certificateOf, faultySamples, goodSamples, goodsOf } from './samples.ts';

const against = (more: Partial<CheckedAgainst> = {}): CheckedAgainst => ({
  ...{ today: '2026-11-26', goods: [], lotHeatNumber: null, certifiedG: {}, isNumberUsed: false },
  ...more,
});

const sheet = goodSamples[0]!;
const rebar = goodSamples[2]!;

/** A sample with something changed on the paper, on its heat, or in what it stands against. */
function faultsOf(
  sample: (typeof goodSamples)[number],
  change: {
    paper?: Partial<Certificate>;
    heat?: Partial<CertifiedHeat>;
    against?: Partial<CheckedAgainst>;
  } = {},
) {
  const written = certificateOf(sample);
  const paper: Certificate = {
    ...written,
    heats: written.heats.map((heat) => ({ ...heat, ...change.heat })),
    ...change.paper,
  };
  return checkCertificate(paper, against({ goods: goodsOf(sample), ...change.against })).faults;
}

const codesOf = (...given: Parameters<typeof faultsOf>) =>
  faultsOf(...given).map(({ code }) => code);

describe('the samples', () => {
  test.each(goodSamples)('$no of $grade is in order', (sample) => {
    expect(faultsOf(sample)).toEqual([]);
  });

  const found: Record<string, unknown[]> = {
    'BAD-1': [
      {
        ...{ code: 'element-above', field: 'C71', element: 'C', found: 2700, limit: 2200 },
        ...{ heatNumber: '2471183', unit: 'ppm', source: 'ГОСТ 380-2005 / ГОСТ 14637-89' },
      },
    ],
    'BAD-2': [
      {
        ...{ code: 'strength-below', field: 'C12', found: 540_000, limit: 600_000, unit: 'kpa' },
        ...{ heatNumber: '64120', source: 'ГОСТ 34028-2016' },
      },
      {
        ...{ code: 'ratio-below', field: 'C12', found: 10_547, limit: 10_800, unit: 'ratio' },
        ...{ heatNumber: '64120', source: 'ГОСТ 34028-2016' },
      },
    ],
    // The sample names the one piece; the mean of the three, 26.33 J, is below 27 J as well.
    'BAD-3': [
      {
        ...{ code: 'impact-mean-below', field: 'C43', found: 26_333, limit: 27_000, unit: 'milli' },
        ...{ heatNumber: '189456', source: 'EN 10025-2' },
      },
      {
        ...{ code: 'impact-single-below', field: 'C42', found: 18_000, limit: 18_900 },
        ...{ heatNumber: '189456', unit: 'milli', source: 'EN 10025-2' },
      },
    ],
    'BAD-4': [
      {
        ...{ code: 'element-below', field: 'C82', element: 'Ti', found: 2500, limit: 3500 },
        ...{ heatNumber: 'ДВ7714', unit: 'ppm', source: 'ГОСТ 5632-2014 / ГОСТ 7350-77' },
      },
    ],
  };
  test.each(faultySamples)('$no is caught: $reason', (sample) => {
    expect(faultsOf(sample)).toEqual(found[sample.no]);
  });
});

describe('the paper', () => {
  test.each<[string, Parameters<typeof faultsOf>[1], string[]]>([
    ['is dated ahead', { paper: { issuedOn: '2026-11-27' } }, ['dated-ahead']],
    ['is of today', { paper: { issuedOn: '2026-10-20' } }, []],
    ['is dated after the goods came', { paper: { issuedOn: '2026-10-21' } }, ['dated-after-goods']],
    ['has the number of another', { against: { isNumberUsed: true } }, ['number-used']],
    ['is 3.1 and validated by nobody', { paper: { validatedBy: '' } }, ['inspector-missing']],
    [
      'is 3.1 and validated by production itself',
      { paper: { isIndependent: false } },
      ['inspector-missing'],
    ],
    ['is 3.2 without a second inspector', { paper: { type: '3.2' } }, ['inspector-missing']],
    ['is 3.2 with both', { paper: { type: '3.2', inspectedBy: 'Bureau' } }, []],
    [
      'is a «сертификат качества» without either',
      { paper: { type: 'quality', validatedBy: '' } },
      [],
    ],
    ['names no heat', { paper: { heats: [] } }, ['heat-missing']],
    [
      'is of another heat than the lot',
      { against: { lotHeatNumber: '2471184' } },
      ['heat-not-of-lot'],
    ],
    ['is of a heat that we never had', { against: { goods: [] } }, ['heat-not-of-lot']],
    ['names another grade', { paper: { grade: 'Ст3пс' } }, ['grade-differs', 'element-above']],
    ['certifies less than came', { heat: { massG: 11_869_199 } }, ['mass-short']],
    ['counts fewer pieces than lie there', { heat: { pieces: 41 } }, ['pieces-short']],
    [
      'reports nothing',
      { heat: { analysisPpm: {}, tensile: null } },
      ['results-missing', 'results-missing'],
    ],
    [
      'declares, and so reports nothing',
      { paper: { type: '2.1' }, heat: { analysisPpm: {}, tensile: null } },
      [],
    ],
    ['was tested on another thickness', { paper: { thicknessUm: 12_000 } }, ['band-differs']],
  ])('%s', (_, change, codes) => {
    expect(codesOf(sheet, change)).toEqual(codes);
  });

  test('shares the mass of a heat with the other papers of it', () => {
    const change = { heat: { massG: 5_000_000 } };
    const certifiedG = { [markKey(sheet.heat)]: 6_869_200 };

    expect(codesOf(sheet, { ...change, against: { certifiedG } })).toEqual([]);
    expect(codesOf(sheet, change)).toEqual(['mass-short']);
  });

  test('is let in by nobody without a heat or with the number of another', () => {
    const stops = (change: Parameters<typeof faultsOf>[1]) =>
      faultsOf(sheet, change).some(isBlocking);

    expect(stops({ paper: { heats: [] } })).toBe(true);
    expect(stops({ against: { isNumberUsed: true } })).toBe(true);
    expect(stops({ paper: { issuedOn: '2027-01-01' } })).toBe(false);
  });
});

describe('the figures', () => {
  const tensile = certificateOf(sheet).heats[0]!.tensile!;
  const analysis = certificateOf(sheet).heats[0]!.analysisPpm;

  test('a carbon equivalent that does not follow from the analysis is told with the one that does', () => {
    expect(faultsOf(sheet, { heat: { carbonEquivalentPpm: 3650 } })).toEqual([
      {
        ...{ code: 'carbon-equivalent-misstated', field: 'C92', found: 3650, limit: 2650 },
        ...{ heatNumber: '2471183', unit: 'ppm', source: 'IIW, EN 10025-1 7.2.3' },
      },
    ]);
    expect(faultsOf(sheet, { heat: { carbonEquivalentPpm: 2750 } })).toEqual([]);
  });

  test('a computed carbon equivalent beyond the limit counts though none is stated', () => {
    const heavy = { C: 2200, Si: 2200, Mn: 16_000, P: 200, S: 240, Cr: 1200, Cu: 2400 };

    expect(codesOf(rebar, { heat: { analysisPpm: heavy, carbonEquivalentPpm: null } })).toEqual([
      'carbon-equivalent-above',
    ]);
  });

  test('an analysis in thousandths is called that once', () => {
    const tenfold = Object.fromEntries(
      Object.entries(analysis).map(([element, ppm]) => [element, ppm * 10]),
    );

    expect(codesOf(sheet, { heat: { analysisPpm: tenfold, carbonEquivalentPpm: null } })).toEqual([
      'unit-per-mille',
    ]);
  });

  test.each([
    ['unit-ksi', 6.894757],
    ['unit-kgf', 9.80665],
  ])('strength in another unit is called %s', (code, mpa) => {
    const inUnit = {
      ...tensile,
      yieldKpa: Math.round(292_000 / mpa),
      strengthKpa: Math.round(428_000 / mpa),
    };

    expect(codesOf(sheet, { heat: { tensile: inUnit } })).toEqual([code]);
  });

  test('yield is asked for by the thickness that was tested', () => {
    const plate = goodSamples[1]!;
    const weak = { ...certificateOf(plate).heats[0]!.tensile!, yieldKpa: 330_000 };
    const at = (thicknessUm: number) =>
      codesOf(plate, { paper: { thicknessUm }, heat: { tensile: weak }, against: { goods: [] } });

    expect(at(8000)).toEqual(['heat-not-of-lot', 'yield-below']);
    expect(at(10_000)).toEqual(['heat-not-of-lot']);
  });

  test('a ratio is compared before it is rounded', () => {
    const ratio = (strengthKpa: number) =>
      codesOf(rebar, { heat: { tensile: { ...tensile, yieldKpa: 600_000, strengthKpa } } });

    expect(ratio(648_000)).toEqual([]);
    expect(ratio(647_999)).toEqual(['ratio-below']);
  });

  test('what has no limit known to us is told apart, and is no fault', () => {
    const stainless = goodSamples[4]!;
    const { faults, unjudged } = checkCertificate(
      certificateOf(stainless),
      against({ goods: goodsOf(stainless) }),
    );

    expect(faults).toEqual([]);
    expect(unjudged.map(({ element, field }) => element ?? field)).toEqual(['Cu', 'Mo', 'C92']);
  });

  test('of a grade unknown to us nothing is judged but the paper itself', () => {
    const brass = { grade: 'Л63' };
    const goods = goodsOf(sheet).map((lot) => ({ ...lot, ...brass }));

    expect(codesOf(sheet, { paper: brass, against: { goods } })).toEqual([]);
    expect(limitsOf('Л63', 'round_bar')).toBeUndefined();
  });
});

describe('grades', () => {
  test.each([
    ['А500С', 'A500C', true],
    ['S355J2+N', 'S355J2', true],
    ['09Г2С-15', '09Г2С (С345)', true],
    ['Ст3сп5', 'Ст3сп5 (С255)', true],
    ['С345', '09Г2С (С345)', true],
    ['25Г2С (А400)', '35ГС (А400)', false],
    ['Ст3сп', 'Ст3пс', false],
    ['S355J2', 'S355JR', false],
  ])('%s and %s', (one, other, isSame) => {
    expect([isSameGrade(one, other), isSameGrade(other, one)]).toEqual([isSame, isSame]);
  });

  test('limits never contradict themselves, and each says where it was read', () => {
    for (const { source, elements, yield: bands, strength } of knownLimits) {
      expect(source).not.toBe('');
      for (const { minPpm = 0, maxPpm = Infinity } of Object.values(elements)) {
        expect(minPpm).toBeLessThanOrEqual(maxPpm);
      }
      for (const { minKpa, maxKpa = Infinity } of strength ?? [])
        expect(minKpa).toBeLessThan(maxKpa);
      const thickness = (bands ?? []).map(({ upToUm = Infinity }) => upToUm);
      expect(thickness).toEqual(thickness.toSorted((one, other) => one - other));
    }
  });
});

describe('whatever is written', () => {
  const ppm = fc.integer({ min: 0, max: 300_000 });

  test('a share beyond its limit is found, and one within it never', () => {
    const limits = limitsOf('А500С', 'rebar')!.elements;
    fc.assert(
      fc.property(fc.constantFrom('Si', 'P', 'S', 'N' as const), ppm, (element, share) => {
        const { analysisPpm } = certificateOf(rebar).heats[0]!;
        const heat = { analysisPpm: { ...analysisPpm, [element]: share } };
        const isFound = faultsOf(rebar, { heat }).some(
          (fault) => fault.element === element && fault.code === 'element-above',
        );
        expect(isFound).toBe(share > limits[element]!.maxPpm!);
      }),
    );
  });

  test('more of any element never lowers the carbon equivalent', () => {
    const shares = fc.record({ C: ppm, Mn: ppm, Cr: ppm, Mo: ppm, V: ppm, Ni: ppm, Cu: ppm });
    fc.assert(
      fc.property(
        shares,
        fc.constantFrom('C', 'Mn', 'Cr', 'Ni' as const),
        ppm,
        (one, element, more) => {
          const less = carbonEquivalentPpm(one)!;
          const richer = carbonEquivalentPpm({ ...one, [element]: one[element] + more })!;
          expect(richer).toBeGreaterThanOrEqual(less);
          expect(less).toBeGreaterThanOrEqual(one.C);
        },
      ),
    );
  });

  test('the same paper always gets the same verdict, and every fault names its field', () => {
    const wild = fc.record({
      massG: fc.option(fc.nat()),
      pieces: fc.option(fc.nat()),
      carbonEquivalentPpm: fc.option(ppm),
      analysisPpm: fc.dictionary(fc.constantFrom('C', 'Si', 'Mn', 'Ti'), ppm),
    });
    fc.assert(
      fc.property(wild, (heat) => {
        const faults = faultsOf(sheet, { heat });
        expect(faultsOf(sheet, { heat })).toEqual(faults);
        for (const { field } of faults) expect(field).toMatch(/^[A-Z]\d{2}$/);
      }),
    );
  });
});
