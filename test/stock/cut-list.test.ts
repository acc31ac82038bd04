import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCutList } from '../../src/stock/cut-list.ts';

test.each([
  ['40 × 2350', 40, 2350],
  ['40*2,35', 40, 2350],
  ['40 шт по 2,35 м', 40, 2350],
  ['2350 мм – 40 шт', 40, 2350],
  ['2,35 м × 40', 40, 2350],
  ['2350 40 шт', 40, 2350],
  ['3 6', 3, 6000],
  ['6 x 12 m', 6, 12_000],
  ['12 pcs of 990mm', 12, 990],
])('«%s» is %i pieces of %i mm', (typed, count, lengthMm) => {
  expect(readCutList(typed)).toEqual([{ typed, pieces: { lengthMm, count } }]);
});

test('reads a list line by line and keeps what it cannot read as it was typed', () => {
  expect(readCutList('4 × 2350\n\nдлинные\r\n2 × 0; 3 × 1,2 м')).toEqual([
    { typed: '4 × 2350', pieces: { lengthMm: 2350, count: 4 } },
    { typed: 'длинные', pieces: undefined },
    { typed: '2 × 0', pieces: undefined },
    { typed: '3 × 1,2 м', pieces: { lengthMm: 1200, count: 3 } },
  ]);
});

test('survives any text; what it reads are whole millimetres and whole pieces', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      for (const { pieces } of readCutList(text)) {
        if (!pieces) continue;
        expect(Number.isSafeInteger(pieces.lengthMm) && pieces.lengthMm > 0).toBe(true);
        expect(Number.isSafeInteger(pieces.count) && pieces.count > 0).toBe(true);
      }
    }),
  );
});
