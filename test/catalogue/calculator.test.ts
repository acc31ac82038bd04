import fc from 'fast-check';
import { expect, test } from 'vitest';
import { massesOf, weighCalculated } from '../../src/catalogue/calculator.ts';
import { massTables } from '../../src/catalogue/mass-tables.ts';
import { readMeaning } from '../../src/catalogue/reading/read-meaning.ts';
import type { Unit } from '../../src/measures/quantity.ts';

const tables = massTables();
const answersTo = (text: string) => massesOf(readMeaning(text), tables);
const gramsOf = (text: string) => {
  const said = readMeaning(text);
  return massesOf(said, tables).map((mass) => weighCalculated(mass, said)?.weightG);
};

test.each([
  ['швеллер 20П 24 м', 441_600],
  ['HEB 200 12m 5pcs', 3_678_000],
  ['лист 4х1500х6000 3 шт', 847_800],
  ['труба 40х20х2 6м 100шт', 1_020_000],
  ['W12x26', 38_690],
  ['швеллер 6,5П 10 м', 59_000],
  ['полоса 40х4 6м 10 шт', 75_360],
  ['шестигранник 19 1 м', 2_454],
  ['труба вгп 25х3,2 6м 4 шт', 57_360],
  ['ПВЛ 406', 15_700],
  ['лист рифленый 4 ромб 1500х6000', 301_500],
  ['профлист С21 0,5 100 м2', 490_625],
  ['сетка 50х50х4 1х2 10 шт', 78_917],
])('«%s» weighs as much as the trade says', (text, grams) => {
  expect(gramsOf(text)).toEqual([grams]);
});

test.each([
  ['труба 57х3,5', ['ГОСТ 10704-91', 'ГОСТ 8732-78']],
  ['двутавр 20Б1', ['ГОСТ 26020-83', 'СТО АСЧМ 20-93', 'ГОСТ Р 57837-2017']],
  ['труба 45х45х2,2', ['ГОСТ 8639-82', 'ГОСТ 30245-2003']],
  ['труба 57х3,5 ГОСТ 8732', ['ГОСТ 8732-78']],
  ['двутавр 20Б1 ГОСТ 57837', ['ГОСТ Р 57837-2017']],
])('«%s» is a choice of every standard that it may be of', (text, standards) => {
  expect(answersTo(text).map((mass) => mass.standard)).toEqual(standards);
});

test('a number without a series shows every series, the row of that very number first', () => {
  const beams = answersTo('двутавр 20').map(({ designation }) => designation);

  expect(beams.slice(0, 3)).toEqual(['20', '20Б1', '20Ш1']);
  expect(answersTo('швеллер 14').map(({ designation }) => designation)).toEqual([
    '14У',
    '14П',
    '14Э',
  ]);
});

test('without a wall, each wall of the table is a choice', () => {
  expect(answersTo('труба ду25').map(({ designation }) => designation)).toEqual([
    'Ду25×2.8',
    'Ду25×3.2',
    'Ду25×4',
  ]);
});

test.each([
  ['круг 20 AISI 304', 7900, 2_481_858],
  ['лист АМг3 2х1200х3000', 2660, 5_320_000],
  ['круг латунь Л63 20', 8500, 2_670_354],
  ['круг 20 Ст3', 7850, 2_466_000],
])('«%s» is as dense as its grade', (text, density, massMg) => {
  const [mass] = answersTo(text);

  expect(mass?.densityKgPerM3).toBe(density);
  expect(mass?.massMgPerM ?? mass?.massMgPerM2).toBe(massMg);
});

test('a size that no table has is computed, and says so', () => {
  expect(
    answersTo('уголок 53х5').map(({ source, standard, massMgPerM }) => [
      source,
      standard,
      massMgPerM,
    ]),
  ).toEqual([['geometry', null, 3_964_250]]);
  expect(answersTo('круг 20').map(({ source }) => source)).toEqual(['table']);
});

test('what is to be painted is counted by the outside of the section', () => {
  const painted = (text: string) => {
    const said = readMeaning(text);
    return massesOf(said, tables).map((mass) => weighCalculated(mass, said)?.paintedMm2)[0];
  };

  expect(painted('труба 57х3,5 100 м')).toBe(17_907_100);
  expect(painted('квадрат 20 10 м')).toBe(800_000);
  expect(painted('лист 4х1500х6000')).toBeNull();
  // HEB 200 has 1.15 m² a metre in every table of sections.
  expect(painted('HEB 200 1 м') ?? 0).toBeCloseTo(1_151_097, -1);
});

test('a price of a tonne prices exactly the weight that is shown', () => {
  const said = readMeaning('арматура 12 ГОСТ 34028 11,7 м 97 шт');
  const [mass] = massesOf(said, tables);
  const weighed = mass && weighCalculated(mass, { ...said, pricePerTonneMinor: 33_000_000 });

  expect(weighed?.weightG).toBe(1_007_791);
  expect(weighed?.priceMinor).toBe(33_257_103);
});

test.each([
  'рельс Р50',
  'труба',
  'круг',
  'электрод 3',
  'фланец 50',
  'привет',
  '',
  'труба 3х57',
  'круг 0',
])('«%s» has no mass, and none is invented', (text) => {
  expect(answersTo(text)).toEqual([]);
});

test('no text at all makes the calculator fall', () => {
  const pieces = fc.constantFrom(
    ...'лист,труба,круг,двутавр,HEB,сетка,ПВЛ,профлист,С21,99999,0,-5,1e9,х,12,м,шт,т,0.001,Z275,Л63,AISI 304,ГОСТ'.split(
      ',',
    ),
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces).map((words) => words.join(' ')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const said = readMeaning(text);
      for (const mass of massesOf(said, tables)) {
        const weighed = weighCalculated(mass, said);
        expect(Number.isSafeInteger(weighed?.weightG ?? 0)).toBe(true);
        expect(mass.massMgPerM ?? mass.massMgPerM2 ?? 0).toBeGreaterThan(0);
      }
    }),
    { numRuns: 300 },
  );
});

const sections = [...tables.sections.values()];
const anySection = fc.nat(sections.length - 1).map((at) => {
  const [mass] = massesOf(
    { form: 'beam', designation: 'HEB 200' },
    {
      ...tables,
      sections: new Map([['x', { ...sections[at]!, form: 'beam', designation: 'HEB 200' }]]),
    },
  );
  return mass!;
});

test('two quantities weigh what they weigh together, to the gram that rounding takes', () => {
  const pieces = fc.integer({ min: 1, max: 5000 });
  const lengths = fc.integer({ min: 100, max: 13_000 });
  fc.assert(
    fc.property(anySection, pieces, pieces, lengths, (mass, one, other, lengthMm) => {
      const weigh = (count: number) =>
        weighCalculated(mass, { lengthMm, quantity: { amountMilli: count * 1000, unit: 'pcs' } })
          ?.weightG ?? 0;
      expect(Math.abs(weigh(one) + weigh(other) - weigh(one + other))).toBeLessThanOrEqual(1);
    }),
  );
});

test('what is shown in another unit is the same weight again', () => {
  const asked = fc.constantFrom<Unit>('pcs', 'm', 'kg');
  fc.assert(
    fc.property(anySection, asked, fc.integer({ min: 1, max: 3000 }), (mass, unit, amount) => {
      const lengthMm = 12_000;
      const first = weighCalculated(mass, {
        lengthMm,
        quantity: { amountMilli: amount * 1000, unit },
      });
      for (const quantity of first?.inUnits ?? []) {
        if (quantity.unit === 't') continue;
        const again = weighCalculated(mass, { lengthMm, quantity });
        // A thousandth of a piece or metre is the finest that can be said.
        const finestG = ((mass.massMgPerM ?? 0) * (quantity.unit === 'pcs' ? 12 : 1)) / 1_000_000;
        if (quantity.unit === 'pcs' && quantity.amountMilli % 1000 !== 0) continue;
        expect(Math.abs((again?.weightG ?? 0) - (first?.weightG ?? 0))).toBeLessThanOrEqual(
          1 + finestG,
        );
      }
    }),
  );
});
