import { expect, test } from 'vitest';
import {
  metresOf,
  micrometresOf,
  millimetresOf,
  millimetresOfMetres,
} from '../../src/measures/length.ts';
import {
  gramsOfKilograms,
  gramsOfTonnes,
  kilogramsOf,
  tonnesOf,
} from '../../src/measures/weight.ts';

test('tonnes and kilograms are whole grams, in and out', () => {
  expect(gramsOfTonnes(1.007791)).toBe(1_007_791);
  expect(gramsOfTonnes(227.442)).toBe(227_442_000);
  expect(gramsOfKilograms(10.39)).toBe(10_390);
  expect(kilogramsOf(282_600)).toBe(282.6);
  expect(tonnesOf(1_250_000)).toBe(1.25);
});

test('lengths are whole millimetres and sizes whole micrometres', () => {
  expect(millimetresOfMetres(11.7)).toBe(11_700);
  expect(metresOf(11_700)).toBe(11.7);
  expect(micrometresOf(3.5)).toBe(3_500);
  expect(micrometresOf(9.52)).toBe(9_520);
  expect(millimetresOf(3_500)).toBe(3.5);
});

test('what is no number is no weight and no length', () => {
  expect(() => gramsOfKilograms(Number.NaN)).toThrow(RangeError);
  expect(() => gramsOfTonnes(Number.POSITIVE_INFINITY)).toThrow(RangeError);
  expect(() => millimetresOfMetres(Number.NaN)).toThrow(RangeError);
});
