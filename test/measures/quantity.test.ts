import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  convert,
  type Measured,
  type Quantity,
  type Unit,
  weighQuantity,
} from '../../src/measures/quantity.ts';

const nothing: Measured = {
  massMgPerM: null,
  massMgPerM2: null,
  pieceMassMg: null,
  pieceLengthMm: null,
  pieceAreaMm2: null,
};
const bar = (massMgPerM: number, pieceLengthMm: number | null): Measured => ({
  ...nothing,
  massMgPerM,
  pieceLengthMm,
});
const rebar12 = bar(888_000, 11_700);
const sheet4: Measured = { ...nothing, massMgPerM2: 31_400_000, pieceAreaMm2: 9_000_000 };
const card: Measured = { ...nothing, pieceMassMg: 4_440_000 };
const said = (amount: number, unit: Unit): Quantity => ({
  amountMilli: Math.round(amount * 1000),
  unit,
});

test.each([
  ['a bar of rebar 12 of 11.7 m', rebar12, said(1, 'pcs'), 10_390],
  ['97 bars of rebar 12', rebar12, said(97, 'pcs'), 1_007_791],
  ['96 bars of rebar 12', rebar12, said(96, 'pcs'), 997_402],
  ['a metre of rebar 12', rebar12, said(1, 'm'), 888],
  ['an angle 50×5 of 12 m', bar(3_770_000, 12_000), said(1, 'pcs'), 45_240],
  ['a sheet 4×1500×6000', sheet4, said(1, 'pcs'), 282_600],
  ['a square metre of it', sheet4, said(1, 'm2'), 31_400],
  ['a channel 20П of 12 m', bar(18_400_000, 12_000), said(1, 'pcs'), 220_800],
  ['a tube 40×20×2 of 6 m', bar(1_700_000, 6_000), said(1, 'pcs'), 10_200],
  ['a card of mesh', card, said(10, 'pcs'), 44_400],
  ['a tonne of anything', nothing, said(1, 't'), 1_000_000],
  ['2.5 kg of anything', nothing, said(2.5, 'kg'), 2_500],
])('%s weighs what the book says', (_, measured, quantity, weightG) => {
  expect(weighQuantity(measured, quantity)?.weightG).toBe(weightG);
});

test('a tonne of rebar 12 sold in whole bars is 97 bars and their real weight', () => {
  expect(weighQuantity(rebar12, said(1, 't'), { wholePieces: true })).toEqual({
    weightG: 1_007_791,
    pieces: 97,
    lengthMm: 11_700,
  });
});

test('97 bars said in kilograms or metres stay 97 whole bars', () => {
  for (const unit of ['kg', 'm'] as const) {
    const other = convert(rebar12, said(97, 'pcs'), unit);

    expect(other && weighQuantity(rebar12, other, { wholePieces: true })?.pieces).toBe(97);
  }
});

test('a tonne that is not sold in whole bars weighs a tonne', () => {
  expect(weighQuantity(rebar12, said(1, 't'))).toEqual({
    weightG: 1_000_000,
    pieces: null,
    lengthMm: 11_700,
  });
});

test('pieces cut to length weigh by their own length', () => {
  expect(weighQuantity(rebar12, said(6, 'pcs'), { lengthMm: 2_000 })).toEqual({
    weightG: 10_656,
    pieces: 6,
    lengthMm: 2_000,
  });
});

test('random lengths are counted only when a length is said', () => {
  const random = bar(2_470_000, null);

  expect(weighQuantity(random, said(3, 'pcs'))).toBeUndefined();
  expect(weighQuantity(random, said(3, 'pcs'), { lengthMm: 4_000 })?.weightG).toBe(29_640);
  expect(weighQuantity(random, said(1, 't'), { wholePieces: true })?.pieces).toBeNull();
});

test('nobody is sold a fraction of a piece, and nothing is weighed by a measure it has not', () => {
  expect(weighQuantity(rebar12, said(1.5, 'pcs'))).toBeUndefined();
  expect(weighQuantity(rebar12, said(1.5, 'pcs'), { wholePieces: true })?.pieces).toBe(2);
  expect(weighQuantity(rebar12, said(1, 'm2'))).toBeUndefined();
  expect(weighQuantity(card, said(1, 'm'))).toBeUndefined();
  expect(convert(card, said(1, 'm'), 'pcs')).toBeUndefined();
});

test('weight is rounded once, after everything is added up', () => {
  expect(weighQuantity(bar(333, null), said(100_000, 'm'))?.weightG).toBe(33_300);
});

const measured = fc.oneof(
  fc
    .record({
      mass: fc.integer({ min: 222_000, max: 600_000_000 }),
      length: fc.integer({ min: 6_000, max: 13_000 }),
    })
    .map(({ mass, length }) => bar(mass, length)),
  fc
    .record({
      mass: fc.integer({ min: 3_000_000, max: 1_256_000_000 }),
      area: fc.integer({ min: 2_000_000, max: 18_000_000 }),
    })
    .map(({ mass, area }) => ({ ...nothing, massMgPerM2: mass, pieceAreaMm2: area })),
);
const unit = fc.constantFrom<Unit>('pcs', 'm', 'm2', 'kg', 't');

test('whole pieces come back from metres, square metres and kilograms', () => {
  fc.assert(
    fc.property(measured, fc.integer({ min: 1, max: 5_000 }), (thing, pieces) => {
      const through = (['m', 'm2', 'kg'] as const).flatMap(
        (other) => convert(thing, said(pieces, 'pcs'), other) ?? [],
      );
      const back = through.map((other) => convert(thing, other, 'pcs'));
      expect(back).toEqual([said(pieces, 'pcs'), said(pieces, 'pcs')]);
    }),
  );
});

test('conversion there and back a second time moves nothing', () => {
  const amount = fc.integer({ min: 1_000, max: 5_000_000 });
  fc.assert(
    fc.property(measured, unit, unit, amount, (thing, from, to, amountMilli) => {
      const there = convert(thing, { amountMilli, unit: from }, to);
      const back = there && convert(thing, there, from);
      fc.pre(back !== undefined);
      expect(convert(thing, back, to)).toEqual(there);
    }),
  );
});

test('pieces said in kilograms are their weight to the gram', () => {
  fc.assert(
    fc.property(measured, fc.integer({ min: 1, max: 5_000 }), (thing, pieces) => {
      const kilograms = convert(thing, said(pieces, 'pcs'), 'kg');
      const weighed = weighQuantity(thing, said(pieces, 'pcs'));
      expect(kilograms).toEqual({ amountMilli: weighed?.weightG, unit: 'kg' });
    }),
  );
});
