import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readLines } from '../../src/catalogue/reading/read-lines.ts';
import { readMeaning } from '../../src/catalogue/reading/read-meaning.ts';

describe('one thing, however it is written', () => {
  test.each([
    [
      'арматура 12 а500с 11,7м 2т',
      [
        'fhvfnehf 12 f500c 11.7v 2n',
        'APMATУPA Ø12 A500C 2 тн 11.7 м',
        '2т арматуры d12 А500С по 11.7',
      ],
    ],
    [
      'уголок 50х50х5 12м',
      [
        'уголок 50*5 L=12м',
        'угалок 50/50/5 12 метров',
        'angle 50x50x5 12m',
        'бұрыштама 50×50×5 12 м',
      ],
    ],
    [
      'труба ст20 108х4 ГОСТ 8732-78',
      ['труба 108*4 сталь 20 гост8732-78', 'труба бесшовная 108 х 4 ст.20 TOCT 8732-78'],
    ],
    ['балка 20Б1 С255', ['двутавр 20 б1 C255', 'beam 20Б1 с255']],
    ['полоса 40х4', ['полоса 4х40', 'жолақ 40*4', 'flat bar 40x4']],
    [
      'лист 4х1500х6000 ст3',
      ['лист 1500х6000х4 Ст3', 'л 4*1500*6000 st3', 'табақ 4 мм 1500х6000 ст.3'],
    ],
  ])('«%s»', (first, others) => {
    const meant = readMeaning(first);

    for (const other of others) expect(readMeaning(other), other).toEqual(meant);
  });
});

describe('the traps of the trade', () => {
  test.each([
    ['вгп 15х2,5', { form: 'pipe_vgp', boreMm: 15, thicknessUm: 2500 }],
    ['труба 57х3,5', { form: 'pipe', diametersUm: [57_000], thicknessUm: 3500 }],
    ['труба 60,3', { form: 'pipe', diametersUm: [60_300] }],
    ['трубопроводная арматура Ду50', {}],
    ['швеллер 100', { form: 'channel', number: '10' }],
    ['UPN 100', { form: 'channel', number: '100', series: ['UPN'] }],
    ['сетка кладочная 5х5 вр4', { form: 'mesh', cellUm: [50_000, 50_000], diametersUm: [4000] }],
    ['сетка 100х100х5', { form: 'mesh', cellUm: [100_000, 100_000], diametersUm: [5000] }],
    ['квадрат 20', { form: 'square_bar', heightUm: 20_000 }],
    ['труба квадратная 40х20', { form: 'tube_rect', heightUm: 40_000, widthUm: 20_000 }],
    ['арматура 8/10', { form: 'rebar', diametersUm: [8000, 10_000] }],
    ['25 Б1/Б2', { form: 'beam', number: '25', series: ['Б1', 'Б2'] }],
    [
      'лист 09Г2С-12 10',
      { form: 'sheet', grade: '09Г2С', gradeCategory: '12', thicknessUm: 10_000 },
    ],
    ['арматура А500С д16', { form: 'rebar', grade: 'А500С', diametersUm: [16_000] }],
    ['труба вгп 1 1/4', { form: 'pipe_vgp', boreMm: 32 }],
    ['труба 530х8 ПШ', { form: 'pipe_welded', diametersUm: [530_000], thicknessUm: 8000 }],
    ['труба профильная 20на20', { form: 'tube_square', heightUm: 20_000, widthUm: 20_000 }],
    [
      'швеллер 12 гнутый 120х60х4',
      { form: 'channel_bent', heightUm: 120_000, widthUm: 60_000, thicknessUm: 4000 },
    ],
    ['ПВЛ 406', { form: 'expanded_sheet', number: '406' }],
    ['Н60 0,7', { form: 'profiled_sheet', profile: 'Н60', thicknessUm: 700 }],
    ['ВР3 (15х15)', { form: 'mesh', diametersUm: [3000], cellUm: [150_000, 150_000] }],
    ['проволока вязальная 1,2 т/о', { form: 'wire', diametersUm: [1200], use: 'tying' }],
    ['электроды УОНИ 13/55 4', { form: 'electrode', mark: 'УОНИ-13/55', diametersUm: [4000] }],
    ['фланец Ду100 Ру1,6', { form: 'flange', boreMm: 100, pressureBar: 16 }],
    ['диск 300х50', { form: 'disc', diametersUm: [300_000], thicknessUm: 50_000 }],
    ['круг 100 L=500', { form: 'round_bar', diametersUm: [100_000], lengthMm: 500, isCut: true }],
    [
      'балка 25Б2 СТО АСЧМ 20-93',
      { form: 'beam', number: '25', series: ['Б2'], standard: 'СТО АСЧМ 20-93' },
    ],
    ['круг отрезной 125х1,2', {}],
    ['болт м12х60 оц', {}],
    ['труба ВГП 20х2,8 с муфтой', { form: 'pipe_vgp', boreMm: 20, thicknessUm: 2800 }],
    ['труба ПНД 32', {}],
    ['уголь каменный', {}],
    ['бумага А3', {}],
    ['профиль ПП 60х27', {}],
    ['бетон В25', {}],
    ['добрый день', {}],
    ['', {}],
  ])('«%s»', (typed, meant) => {
    expect(readMeaning(typed)).toEqual(meant);
  });
});

test('says nothing of a form that was not named, unless the category says it', () => {
  expect(readMeaning('12 6м').form).toBeUndefined();
  expect(readMeaning('12 6м', 'rebar')).toEqual({
    form: 'rebar',
    diametersUm: [12_000],
    lengthMm: 6000,
  });
  expect(readMeaning('круг 12', 'rebar').form).toBe('round_bar');
});

test('a message names several things in a row, and a comma within one parts nothing', () => {
  const forms = (typed: string) => readLines(typed).map(({ meaning }) => meaning.form);

  expect(forms('уголок 50х5, швеллер 10 и лист 4мм')).toEqual(['angle', 'channel', 'sheet']);
  expect(forms('арматура 12 А500С, рифленая, 5 т')).toEqual(['rebar']);
  expect(forms('лист 4х1500х6000, 5 листов')).toEqual(['sheet']);
});

test('reads a list line by line, whatever stands between its things', () => {
  const asked = '1) Арматура 12 А500С - 3 тн\n2) катанка 6,5 1т;\n\n швеллер 10П 5 шт';

  expect(readLines(asked).map(({ meaning }) => [meaning.form, meaning.quantity])).toEqual([
    ['rebar', { amountMilli: 3000, unit: 't' }],
    ['wire_rod', { amountMilli: 1000, unit: 't' }],
    ['channel', { amountMilli: 5000, unit: 'pcs' }],
  ]);
});

test('survives any text and invents no number that is not positive and finite', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom(
      'труба',
      'х',
      'x',
      '/',
      '-',
      '12',
      '0.',
      '000',
      '9'.repeat(40),
      'ст',
      'гост',
      '"',
      '(',
      '№',
      'Ø',
      'т',
      'м',
      'Б1',
      '½',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), fc.boolean(), (pieces, isSpaced) => {
      const meaning = readMeaning(pieces.join(isSpaced ? ' ' : ''));
      const numbers = JSON.stringify(meaning).match(/(?<=[:[,])-?\d[\d.e+-]*(?=[,\]}])/g) ?? [];
      for (const number of numbers) expect(Number(number)).toBeGreaterThan(0);
    }),
    { numRuns: 500 },
  );
});

test('what was read lately is the same as what is read anew, and the category it was read in counts', () => {
  const line = '50x5';
  const [bare, inAngles] = [readMeaning(line), readMeaning(line, 'angle')];
  for (let other = 0; other < 1100; other += 1) readMeaning(`уголок ${other}х5`);

  expect(readMeaning(line)).toEqual(bare);
  expect(readMeaning(line, 'angle')).toEqual(inAngles);
  expect(inAngles.form).toBe('angle');
  expect(bare.form).not.toBe('angle');
});
