import fc from 'fast-check';
import { expect, test } from 'vitest';
import { massesOf } from '../../src/catalogue/calculator.ts';
import { massTables } from '../../src/catalogue/mass-tables.ts';
import {
  fieldsOfMeaning,
  meaningOfFields,
  priceOfFields,
} from '../../src/catalogue/said-fields.ts';

const tables = massTables();
const sections = [...tables.sections.values()];

test('the fields of any answer mean that answer alone', () => {
  fc.assert(
    fc.property(fc.nat(sections.length - 1), (at) => {
      const { form, standard, designation, dimensions, id } = sections[at]!;
      const { diameterUm } = dimensions;
      const isNumbered = form === 'beam' || form === 'channel';
      const sizes = Object.entries(dimensions).filter(([, size]) => size !== null);
      const said = isNumbered
        ? { form, standard, designation }
        : {
            ...{ form, standard, ...Object.fromEntries(sizes) },
            ...(diameterUm === null ? {} : { diametersUm: [diameterUm] }),
          };
      const chosen = massesOf(said, tables).find((mass) => mass.sectionId === id)!;
      const { meaning, problems } = meaningOfFields(fieldsOfMeaning(said, chosen));

      expect(problems).toEqual({});
      expect(massesOf(meaning, tables).map((mass) => mass.sectionId)).toEqual([id]);
    }),
    { numRuns: 400 },
  );
});

test.each([
  ['50', 50_000],
  ['3,5', 3_500],
  ['1 250,5', 1_250_500],
])('a size typed as «%s» is read', (typed, um) => {
  expect(meaningOfFields({ form: 'hex_bar', heightUm: typed }).meaning.heightUm).toBe(um);
});

test.each([
  [{ form: 'beam', number: '20b1', standard: 'СТО АСЧМ 20-93' }, '20Б1'],
  [{ form: 'beam', number: 'heb200' }, 'HEB 200'],
  [{ form: 'channel', number: '6.5п' }, '6.5П'],
  [{ form: 'beam', number: '50' }, '50'],
  [{ form: 'profiled_sheet', number: 'c21', thicknessUm: '0,5' }, 'С21 0.5'],
  [{ form: 'expanded_sheet', number: 'пвл406' }, 'ПВЛ 406'],
])('a number may be written in either alphabet: %o', (fields, designation) => {
  const [mass] = massesOf(meaningOfFields(fields).meaning, tables);

  expect(mass?.designation).toBe(designation);
});

test('a number decides, whatever sizes stand beside it', () => {
  const said = { form: 'channel', number: '24У', thicknessUm: '6' };
  const [beside] = massesOf(meaningOfFields(said).meaning, tables);
  const [alone] = massesOf(meaningOfFields({ form: 'channel', number: '24У' }).meaning, tables);

  expect(beside).toEqual(alone);
  expect(alone?.areaMm2).toBe(3064);
});

test.each([
  ['', undefined, {}],
  ['350 000', 35_000_000, {}],
  ['350000,50', 35_000_050, {}],
  ['0', undefined, { price: 'positive' }],
  ['-5', undefined, { price: 'positive' }],
  ['даром', undefined, { price: 'number' }],
  ['1e9', undefined, { price: 'number' }],
])('a price typed as «%s»', (price, pricePerTonneMinor, problems) => {
  expect(priceOfFields({ price })).toEqual({ pricePerTonneMinor, problems });
});
