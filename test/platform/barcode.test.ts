import { describe, expect, test } from 'vitest';
import { code128Widths } from '../../src/platform/gateways/barcode.ts';

/** Code C of «26-000417»: what a scanner that knows the symbol reads, said here anew from its standard. */
const START_B = [2, 1, 1, 2, 1, 4];
const STOP = [2, 3, 3, 1, 1, 1, 2];

describe('a Code 128 symbol', () => {
  test.each(['26-000417-1/1/1', '26-000417-12/30/7', 'A'])(
    'of %s begins, ends and is as wide as its standard says',
    (text) => {
      const widths = code128Widths(text);
      const modules = widths.reduce((sum, width) => sum + width, 0);

      expect(widths.slice(0, 6)).toEqual(START_B);
      expect(widths.slice(-7)).toEqual(STOP);
      // Eleven modules to each symbol, two more to the stop.
      expect((modules - 13) % 11).toBe(0);
      for (const width of widths) expect(width).toBeGreaterThanOrEqual(1);
      for (const width of widths) expect(width).toBeLessThanOrEqual(4);
    },
  );

  test('differs for codes that differ in one sign', () => {
    expect(code128Widths('26-000417-1/1/1')).not.toEqual(code128Widths('26-000417-1/1/2'));
  });
});
