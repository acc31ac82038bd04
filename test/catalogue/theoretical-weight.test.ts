import { expect, test } from 'vitest';
import { noDimensions, readDimensions } from '../../src/catalogue/dimensions.ts';
import type { Form } from '../../src/catalogue/form.ts';
import { STEEL_KG_PER_M3, theoreticalMass } from '../../src/catalogue/theoretical-weight.ts';

const massOf = (
  form: Form,
  designation: string,
  more: { densityKgPerM3?: number; zincGPerM2?: number } = {},
) =>
  theoreticalMass({
    form,
    standard: '',
    designation,
    dimensions: readDimensions(form, designation) ?? noDimensions,
    densityKgPerM3: STEEL_KG_PER_M3,
    ...more,
  });

test.each<[Form, string, number]>([
  ['rebar', '12', 887_814],
  ['square_bar', '12', 1_130_400],
  ['hex_bar', 'S25', 4_248_937],
  ['flat_bar', '40x4', 1_256_000],
  ['pipe_seamless', '57x3.5', 4_617_866],
  ['tube_rect', '40x20x2', 1_704_492],
])('a metre of %s %s weighs %i mg by geometry', (form, designation, massMgPerM) => {
  expect(massOf(form, designation)).toMatchObject({ massMgPerM, source: 'geometry' });
});

test('a sheet weighs by its thickness, zinc and size', () => {
  expect(massOf('sheet', '4x1500x6000')).toEqual({
    massMgPerM: null,
    massMgPerM2: 31_400_000,
    pieceMassMg: 282_600_000,
    source: 'geometry',
  });
  expect(massOf('sheet', '0.5x1250x2500', { zincGPerM2: 275 })?.massMgPerM2).toBe(4_200_000);
  expect(massOf('sheet', '3', { densityKgPerM3: 2660 })?.massMgPerM2).toBe(7_980_000);
});

test('profiled sheet weighs by the coil it is rolled from, over its useful width', () => {
  expect(massOf('profiled_sheet', 'С21 0.55', { zincGPerM2: 140 })).toMatchObject({
    massMgPerM2: 5_536_875,
    massMgPerM: 5_536_875,
  });
  expect(massOf('profiled_sheet', 'С8 0.4')).toMatchObject({
    massMgPerM2: 3_413_043,
    massMgPerM: 3_924_999,
  });
});

test('a mesh weighs by its wires', () => {
  expect(massOf('mesh', '100x100 d3 1x2')).toMatchObject({
    massMgPerM2: 1_109_768,
    pieceMassMg: 2_219_536,
  });
});

test('without sizes, or with a wall thicker than the pipe, there is no mass', () => {
  expect(massOf('beam', '20Б1')).toBeUndefined();
  expect(massOf('checkered_sheet', '5 ромб')).toBeUndefined();
  expect(massOf('sheet', 'none')).toBeUndefined();
  expect(massOf('pipe_welded', '10x12')).toBeUndefined();
});
