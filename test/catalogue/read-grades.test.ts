import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCsvFile } from '../../src/catalogue/data-files.ts';
import { readMeaning } from '../../src/catalogue/reading/read-meaning.ts';

const GRADES_CSV = path.join(import.meta.dirname, '../../src/catalogue/data/grades.csv');
/** Marks that only mean their metal where the metal is named; and a plain number, which needs «ст». */
const NAMED: Record<string, string> = {
  '1105': 'алюминий 1105',
  М2: 'медь М2',
  М3: 'медь М3',
  С1: 'свинец С1',
  О1: 'олово О1',
  Б83: 'баббит Б83',
  '10': 'ст10',
  '20': 'ст20',
  '35': 'сталь 35',
  '45': 'ст.45',
};
/** A coating beside its steel, foundry alloys under two names, and zinc, which coats. */
const NOT_ALONE = new Set(['08пс оц', 'АЛ9 (АК7ч)', 'АЛ2 (АК12)', 'ЦВ0/Ц0']);

const grades = readCsvFile(GRADES_CSV)
  .map(({ grade = '' }) => grade)
  .filter((grade) => !NOT_ALONE.has(grade));

test.each(grades)('%s is read beside the size of a bar, a sheet and a pipe', (grade) => {
  const said = NAMED[grade] ?? grade;
  const bar = readMeaning(`круг 20 ${said}`);
  const sheet = readMeaning(`лист ${said} 5мм`);
  const pipe = readMeaning(`труба 57х3,5 ${said}`);

  expect(bar).toMatchObject({ form: 'round_bar', diametersUm: [20_000], grade });
  expect(sheet).toMatchObject({ form: 'sheet', thicknessUm: 5000, grade });
  expect(pipe).toMatchObject({ diametersUm: [57_000], thicknessUm: 3500, grade });
});

describe('what could be a grade and a size', () => {
  test.each([
    ['труба 40х13', { form: 'pipe', diametersUm: [40_000], thicknessUm: 13_000 }],
    ['круг 30 40Х13', { form: 'round_bar', diametersUm: [30_000], grade: '40Х13' }],
    ['круг д16', { form: 'round_bar', diametersUm: [16_000] }],
    ['круг Д16 30', { form: 'round_bar', diametersUm: [30_000], grade: 'Д16' }],
    ['балка 20К1', { form: 'beam', number: '20', series: ['К1'] }],
    ['лист 20К 10', { form: 'sheet', thicknessUm: 10_000, grade: '20К' }],
    ['лист 4 30 м2', { form: 'sheet', quantity: { amountMilli: 30_000, unit: 'm2' } }],
    ['лист 20 S355K2+N', { form: 'sheet', grade: 'S355K2', delivery: '+N' }],
  ])('«%s»', (typed, meant) => {
    expect(readMeaning(typed)).toMatchObject(meant);
  });
});

describe('a mark in the letters of another alphabet is the same mark', () => {
  test.each([
    ['лист 09G2S 10', '09Г2С'],
    ['лист S245 10', 'С245'],
    ['лист S235 10', 'S235'],
    ['арматура A500SP 12', 'А500СП'],
    ['арматура B500C 8', 'В500С'],
    ['лист AMg3 2', 'АМг3'],
    ['круг LS59-1 20', 'ЛС59-1'],
  ])('«%s» is of %s', (typed, grade) => {
    expect(readMeaning(typed).grade).toBe(grade);
  });
});
