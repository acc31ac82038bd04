import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAnalysisRows } from '../../src/certificates/read-analysis-rows.ts';

test('rows of a spreadsheet are read by the head that names their columns', () => {
  const copied =
    'Плавка\tMn\tС, %\tSi\tCэкв\n2471183\t0,51\t0,17\t0,19\t0,265\nБ52904\t1,43\t0,098\t0,62\t';

  expect(readAnalysisRows(copied)).toEqual([
    {
      heatNumber: '2471183',
      shares: { Mn: '0,51', C: '0,17', Si: '0,19', carbonEquivalent: '0,265' },
    },
    { heatNumber: 'Б52904', shares: { Mn: '1,43', C: '0,098', Si: '0,62' } },
  ]);
});

test('a head without the heat leaves the heat to whoever types it', () => {
  expect(readAnalysisRows('C\tSi\tMn\n0.17\t0.19\t0.51')).toEqual([
    { heatNumber: '', shares: { C: '0.17', Si: '0.19', Mn: '0.51' } },
  ]);
});

test('a row without a head is taken in the order in which mills print', () => {
  const shares = { C: '0.17', Si: '0.19', Mn: '0.51', P: '0.012' };

  expect(readAnalysisRows('2471183 0.17 0.19 0.51 0.012')).toEqual([
    { heatNumber: '2471183', shares },
  ]);
  expect(readAnalysisRows('0.17\t0.19\t0.51\t0.012')).toEqual([{ heatNumber: '', shares }]);
});

test('what is no table is no row', () => {
  expect(readAnalysisRows('see the certificate')).toEqual([]);
  expect(readAnalysisRows('')).toEqual([]);
});

test('whatever is pasted gives eight rows at most, of figures only', () => {
  const cell = fc.oneof(fc.constantFrom('C', 'Mn', 'heat', '0,2', '', '\t', ';'), fc.string());
  const text = fc
    .array(
      fc.array(cell, { maxLength: 12 }).map((cells) => cells.join('\t')),
      { maxLength: 20 },
    )
    .map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, (pasted) => {
      const rows = readAnalysisRows(pasted);
      expect(rows.length).toBeLessThanOrEqual(8);
      for (const { heatNumber, shares } of rows) {
        expect(heatNumber.length).toBeLessThanOrEqual(40);
        for (const share of Object.values(shares)) expect(share).toMatch(/^\d/);
      }
    }),
  );
});
