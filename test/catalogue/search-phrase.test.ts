import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCatalogueData } from '../../src/catalogue/data-files.ts';
import { foldText } from '../../src/catalogue/fold-text.ts';
import { readNomenclature, readReference } from '../../src/catalogue/nomenclature.ts';
import {
  readSearchPhrase,
  searchKeyOf,
  type SearchPhrase,
} from '../../src/catalogue/search-phrase.ts';

const cases: readonly (readonly [string, Partial<SearchPhrase>])[] = [
  [
    'уголок 50х50х5 12шт',
    {
      form: 'angle',
      sizes: [[50_000, 50_000, 5_000]],
      quantity: { amountMilli: 12_000, unit: 'pcs' },
    },
  ],
  [
    'A500 12 2т',
    {
      form: 'rebar',
      grade: 'А500С',
      sizes: [[12_000]],
      quantity: { amountMilli: 2_000, unit: 't' },
    },
  ],
  ['арматура 12 а500с', { form: 'rebar', grade: 'А500С', sizes: [[12_000]] }],
  ['Арматура Ø12 А500С', { form: 'rebar', grade: 'А500С', sizes: [[12_000]] }],
  ['труба 57*3,5', { words: ['tpyбa'], sizes: [[57_000, 3_500]] }],
  ['тр 57 х 3,5', { words: ['tpyбa'], sizes: [[57_000, 3_500]] }],
  ['angle 50x50x5', { form: 'angle', sizes: [[50_000, 50_000, 5_000]] }],
  [
    'бұрыштама 50х50х5 10 дана',
    {
      form: 'angle',
      sizes: [[50_000, 50_000, 5_000]],
      quantity: { amountMilli: 10_000, unit: 'pcs' },
    },
  ],
  ['лист 3', { form: 'sheet', sizes: [[3_000]] }],
  ['швеллер 20П', { form: 'channel', words: ['20п'] }],
  ['балка 20Б1', { form: 'beam', words: ['20б1'] }],
  ['балка 20 Б1', { form: 'beam', words: ['20б1'] }],
  ['двутавр 20', { form: 'beam', words: ['20'] }],
  ['IPE 200 12 м', { form: 'beam', words: ['ipe', '200'], lengthMm: 12_000 }],
  ['Балка 24М', { form: 'beam', words: ['24m'] }],
  [
    'балка 18м 24 метра',
    { form: 'beam', words: ['18m'], quantity: { amountMilli: 24_000, unit: 'm' } },
  ],
  [
    'арматура 12 30м',
    { form: 'rebar', sizes: [[12_000]], quantity: { amountMilli: 30_000, unit: 'm' } },
  ],
  [
    'арматура ф12 1000 м',
    { form: 'rebar', sizes: [[12_000]], quantity: { amountMilli: 1_000_000, unit: 'm' } },
  ],
  [
    '12 арматура 6 метров 40 шт',
    {
      form: 'rebar',
      sizes: [[12_000]],
      lengthMm: 6_000,
      quantity: { amountMilli: 40_000, unit: 'pcs' },
    },
  ],
  ['Труба БШ 38×4,0', { form: 'pipe_seamless', sizes: [[38_000, 4_000]] }],
  ['вгп ду25', { form: 'pipe_vgp', sizes: [[25_000]] }],
  [
    'профтруба 40х20х2 6м',
    { form: 'tube_rect', sizes: [[40_000, 20_000, 2_000]], lengthMm: 6_000 },
  ],
  ['труба квадратная 40х40х2', { form: 'tube_square', sizes: [[40_000, 40_000, 2_000]] }],
  ['круг 45 ст45', { form: 'round_bar', grade: '45', sizes: [[45_000]] }],
  ['Д16АТ лист 3', { form: 'sheet', grade: 'Д16АТ', sizes: [[3_000]] }],
  ['шестигранник S25', { form: 'hex_bar', sizes: [[25_000]] }],
  [
    'rebar 12mm 12m 25 mt',
    {
      form: 'rebar',
      sizes: [[12_000]],
      lengthMm: 12_000,
      quantity: { amountMilli: 25_000, unit: 't' },
    },
  ],
  [
    '12-А500С ГОСТ 34028',
    {
      form: 'rebar',
      grade: 'А500С',
      standard: 'ГОСТ 34028',
      words: ['гoct', '34028'],
      sizes: [[12_000]],
    },
  ],
  ['99999999999999999999999', { words: ['99999999999999999999999'] }],
  ['', {}],
];

test.each(cases)('%j is understood', (text, meaning) => {
  expect(readSearchPhrase(text)).toEqual({ words: [], sizes: [], ...meaning });
});

test.each([
  ['А500С', 'A500C'],
  ['50х50х5', '50 × 50*5,0'],
  ['Ду15х2,5', 'DN15×2.5'],
  ['Ø12', 'd12'],
  ['12 мм', '12'],
  ['20 Б1', '20Б1'],
  ['ГОСТ8732-78', 'гост 8732-78'],
  ['ст.20', 'ст20'],
  ['Вр-1', 'bp1'],
  ['рифлёный', 'РИФЛЕНЫЙ'],
  ['№20', '20'],
])('%s and %s are one writing', (one, other) => {
  expect(foldText(one)).toBe(foldText(other));
});

test.each([
  ['А400', 'А500С'],
  ['09Г2С-12', '09Г2С-15'],
  ['20Б1', '20К1'],
  ['Д16Т', '16т'],
  ['57х3,5', '57х3'],
])('%s and %s stay two things', (one, other) => {
  expect(foldText(one)).not.toBe(foldText(other));
});

test('folding what is folded changes nothing, for any product', () => {
  const reference = readReference({
    sections: readCatalogueData('sections'),
    sheets: readCatalogueData('sheets'),
    grades: readCatalogueData('grades'),
  });
  const keys = readCatalogueData('catalogue_seed').map((row) =>
    searchKeyOf(readNomenclature(row, reference)),
  );
  const tokens = (text: string) => foldText(text).split(' ');
  const holding = (text: string) =>
    keys.filter((key) => tokens(text).every((token) => key.split(' ').includes(token))).length;

  expect(keys.filter((key) => foldText(key) !== key)).toEqual([]);
  expect(holding('уголок 50х5')).toBeGreaterThan(0);
  expect(holding('angle 50*50*5')).toBe(holding('бұрыштама 50х50х5'));
  expect(holding('вгп 15х2,5')).toBeGreaterThan(0);
  expect(holding('Балка 20 Б1')).toBe(holding('beam 20Б1'));
  expect(holding('A500C 12 11,7')).toBe(1);
});

test('whatever is typed is understood somehow, never with a zero byte or an unsound number', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const phrase = readSearchPhrase(text);
      expect(phrase.words.join('')).not.toContain('\0');
      expect(phrase.sizes.flat().every(Number.isSafeInteger)).toBe(true);
    }),
  );
});

test('№ before the number of a channel or beam says nothing of its own', () => {
  expect(readSearchPhrase('Швеллер №20П')).toEqual(readSearchPhrase('Швеллер 20П'));
  expect(readSearchPhrase('балка № 20Б1')).toEqual(readSearchPhrase('балка 20Б1'));
});
