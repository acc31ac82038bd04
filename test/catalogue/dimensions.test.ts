import { expect, test } from 'vitest';
import { type Dimensions, noDimensions, readDimensions } from '../../src/catalogue/dimensions.ts';
import { type Form, forms, termsOfForm } from '../../src/catalogue/form.ts';

const cases: readonly (readonly [Form, string, Partial<Dimensions>])[] = [
  ['rebar', 'd12', { diameterUm: 12_000 }],
  ['rebar', '12', { diameterUm: 12_000 }],
  ['wire', 'd1.2', { diameterUm: 1_200 }],
  ['wire_rod', '6,5', { diameterUm: 6_500 }],
  ['round_bar', '58', { diameterUm: 58_000 }],
  ['square_bar', '12', { heightUm: 12_000, widthUm: 12_000 }],
  ['hex_bar', 'S25', { heightUm: 25_000 }],
  ['flat_bar', '40х4', { widthUm: 40_000, thicknessUm: 4_000 }],
  ['tube_rect', '40×20×2', { heightUm: 40_000, widthUm: 20_000, thicknessUm: 2_000 }],
  ['tube_square', '40*40*1,5', { heightUm: 40_000, widthUm: 40_000, thicknessUm: 1_500 }],
  ['tube_square', '40х2', { heightUm: 40_000, widthUm: 40_000, thicknessUm: 2_000 }],
  ['pipe_seamless', '57х3,5', { diameterUm: 57_000, thicknessUm: 3_500 }],
  ['pipe_vgp', 'Ду50х3', { boreMm: 50, thicknessUm: 3_000 }],
  ['sheet', '0.8x1250x2500', { thicknessUm: 800, sheetWidthMm: 1250, sheetLengthMm: 2500 }],
  ['sheet', '3', { thicknessUm: 3_000 }],
  ['checkered_sheet', '5 diamond', { thicknessUm: 5_000, sheetWidthMm: 1500, sheetLengthMm: 6000 }],
  ['expanded_sheet', 'ПВЛ 506', { sheetWidthMm: 1000, sheetLengthMm: 3000 }],
  ['profiled_sheet', 'С21 0.55', { heightUm: 21_000, thicknessUm: 550, sheetWidthMm: 1000 }],
  ['profiled_sheet', 'C21 0,55', { heightUm: 21_000, thicknessUm: 550, sheetWidthMm: 1000 }],
  ['profiled_sheet', 'НС35х0.7', { heightUm: 35_000, thicknessUm: 700, sheetWidthMm: 1000 }],
  ['beam', '20Б1', {}],
  ['beam', '70Б0', {}],
  ['beam', 'HEA 200', {}],
  ['channel', '20П', {}],
];

test.each(cases)('%s %s is read', (form, designation, said) => {
  expect(readDimensions(form, designation)).toEqual({ ...noDimensions, ...said });
});

test('an angle is as thick in one leg as in the other', () => {
  const equal = {
    ...noDimensions,
    heightUm: 50_000,
    widthUm: 50_000,
    thicknessUm: 5_000,
    flangeThicknessUm: 5_000,
  };

  expect(readDimensions('angle', '50х50х5')).toEqual(equal);
  expect(readDimensions('angle', '50x5')).toEqual(equal);
});

test('mesh says cell, wire and card, however it is written', () => {
  const card = {
    ...noDimensions,
    cellWidthUm: 150_000,
    cellHeightUm: 150_000,
    diameterUm: 4_000,
    sheetWidthMm: 1000,
    sheetLengthMm: 2000,
  };

  expect(readDimensions('mesh', '150x150 d4 1x2')).toEqual(card);
  expect(readDimensions('mesh', '150×150×4 1×2')).toEqual(card);
  expect(readDimensions('mesh', '150x150x4 1000x2000')).toEqual(card);
});

test.each<[Form, string]>([
  ['rebar', ''],
  ['rebar', 'thick'],
  ['rebar', 'd0'],
  ['flat_bar', '40'],
  ['angle', '50'],
  ['pipe_welded', '57'],
  ['channel_bent', '60x3'],
  ['profiled_sheet', 'Я99 0.5'],
  ['mesh', '50x50'],
])('%s %j makes no sense', (form, designation) => {
  expect(readDimensions(form, designation)).toBeUndefined();
});

test('every form has columns to show and may be ordered by weight', () => {
  const poor = forms.filter((form) => {
    const { columns, units } = termsOfForm(form);
    return columns.length === 0 || !units.includes('t') || !units.includes('kg');
  });

  expect(poor).toEqual([]);
});
