import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  parseDecimalMilli,
  parseQuantity,
  quantityIn,
  unitFromWord,
} from '../../src/measures/read-quantity.ts';

test.each([
  ['12', 12_000, undefined],
  ['2т', 2_000, 't'],
  ['2t', 2_000, 't'],
  ['2 тн', 2_000, 't'],
  ['2 тн.', 2_000, 't'],
  ['5 тонна', 5_000, 't'],
  ['1,25 т', 1_250, 't'],
  ['0.092 т', 92, 't'],
  ['1.2 MT', 1_200, 't'],
  ['12шт', 12_000, 'pcs'],
  ['12 pcs', 12_000, 'pcs'],
  ['12 дана', 12_000, 'pcs'],
  ['3 хлыста', 3_000, 'pcs'],
  ['30 м', 30_000, 'm'],
  ['30пм', 30_000, 'm'],
  ['30 м.п.', 30_000, 'm'],
  ['7,5 м2', 7_500, 'm2'],
  ['7.5 m²', 7_500, 'm2'],
  ['40 кг', 40_000, 'kg'],
  ['1 250', 1_250_000, undefined],
  ['1\u00a0250,5 кг', 1_250_500, 'kg'],
  ['1\u202f000\u202f000', 1_000_000_000, undefined],
  ['+5', 5_000, undefined],
  [' 5, ', 5_000, undefined],
  [',5 т', 500, 't'],
  ['1.2500', 1_250, undefined],
])('%j is read', (text, amountMilli, unit) => {
  expect(parseQuantity(text)).toEqual({ ok: true, amountMilli, unit, lengthMm: undefined });
});

test.each(['6*2', '6 x 2', '6х2м', '6×2 м', '6 * 2,0 m'])(
  '%j is six pieces of two metres',
  (text) => {
    expect(parseQuantity(text)).toEqual({
      ok: true,
      amountMilli: 6_000,
      unit: 'pcs',
      lengthMm: 2_000,
    });
  },
);

test.each([
  ['', 'empty'],
  ['  \u00a0\t', 'empty'],
  ['NaN', 'not-a-number'],
  ['Infinity', 'not-a-number'],
  ['-Infinity', 'not-a-number'],
  ['1e3', 'not-a-number'],
  ['1E3 т', 'not-a-number'],
  ['0x10', 'not-positive'],
  ['0x1f', 'not-a-number'],
  ['1\u00002', 'not-a-number'],
  ['12\u0000', 'not-a-number'],
  ['１２', 'not-a-number'],
  ['١٢', 'not-a-number'],
  ['12 11.7', 'not-a-number'],
  ['1,2,3', 'not-a-number'],
  ['1.2.3', 'not-a-number'],
  ['12 шкафов', 'not-a-number'],
  ['шт', 'not-a-number'],
  ['6*2 кг', 'not-a-number'],
  ['2*3*4', 'not-a-number'],
  ['12; drop table', 'not-a-number'],
  ['-', 'not-a-number'],
  ['.', 'not-a-number'],
  ['-2', 'not-positive'],
  ['\u22122 т', 'not-positive'],
  ['0', 'not-positive'],
  ['0,000', 'not-positive'],
  ['-0', 'not-positive'],
  ['6*0', 'not-positive'],
  ['1000001', 'too-large'],
  ['99999999999999999999999', 'too-large'],
  ['0,0001', 'too-fine'],
  ['1.2345 т', 'too-fine'],
  ['1,5*2', 'too-fine'],
])('%j is refused as %s', (text, problem) => {
  expect(parseQuantity(text)).toEqual({ ok: false, problem });
});

test('the unit said wins over the unit of the field', () => {
  const plain = parseQuantity('12');
  const tonnes = parseQuantity('12 т');

  expect(plain.ok && quantityIn(plain, 'pcs')).toEqual({ amountMilli: 12_000, unit: 'pcs' });
  expect(tonnes.ok && quantityIn(tonnes, 'pcs')).toEqual({ amountMilli: 12_000, unit: 't' });
  expect(unitFromWord('Штук')).toBe('pcs');
  expect(unitFromWord('constructor')).toBeUndefined();
});

test('a plain number may be zero or negative, never strange', () => {
  expect(parseDecimalMilli('-1 250,5')).toEqual({ ok: true, milli: -1_250_500 });
  expect(parseDecimalMilli('-0')).toEqual({ ok: true, milli: 0 });
  expect(parseDecimalMilli('1e3')).toEqual({ ok: false, problem: 'not-a-number' });
  expect(parseDecimalMilli('2т')).toEqual({ ok: false, problem: 'not-a-number' });
  expect(parseDecimalMilli('')).toEqual({ ok: false, problem: 'empty' });
});

test('no text whatever is read as anything but a sound positive quantity', () => {
  const odd = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.string({
      unit: fc.constantFrom(...Array.from('0123456789 .,-+eExх*тшмкг2²')),
      maxLength: 12,
    }),
  );
  fc.assert(
    fc.property(odd, (text) => {
      const read = parseQuantity(text);
      const amountMilli = read.ok ? read.amountMilli : 1;
      expect(Number.isSafeInteger(amountMilli)).toBe(true);
      expect(amountMilli).toBeGreaterThan(0);
      expect(amountMilli).toBeLessThanOrEqual(1_000_000_000);
    }),
    { numRuns: 2_000 },
  );
});
