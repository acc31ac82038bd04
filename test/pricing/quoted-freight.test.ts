import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chargeForQuotedFreight } from '../../src/pricing/quoted-freight.ts';

const TONNE = 1_000_000;
const VAT_BP = 1600;

describe('freight that a quote named', () => {
  test.each([
    ['whole', 0, 10, 16_500_000],
    ['whole', 4, 2, 16_500_000],
    ['share', 0, 10, 16_500_000],
    ['share', 0, 4, 6_600_000],
    ['share', 4, 6, 9_900_000],
    // More than was quoted is brought by the same price a tonne.
    ['share', 0, 20, 33_000_000],
  ] as const)(
    'paid as the %s, after %s t, for %s t, comes to %s',
    (ofPart, before, taken, netMinor) => {
      const of = { namedMinor: 16_500_000, ofPart, quotedG: 10 * TONNE };
      const part = { ...of, beforeG: before * TONNE, takenG: taken * TONNE };
      const vatMinor = (netMinor * VAT_BP) / 10_000;
      expect(chargeForQuotedFreight(part, VAT_BP)).toEqual({
        ...{ netMinor, vatMinor, grossMinor: netMinor + vatMinor },
      });
    },
  );

  test('shared by weight adds up to what was named, however it is taken', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 50 * TONNE }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000_000 }), parts, (namedMinor, weights) => {
        const quotedG = weights.reduce((sum, one) => sum + one, 0);
        let beforeG = 0;
        const shares = weights.map((takenG) => {
          const part = { namedMinor, ofPart: 'share' as const, quotedG, beforeG, takenG };
          beforeG += takenG;
          return chargeForQuotedFreight(part, VAT_BP).netMinor;
        });
        expect(shares.reduce((sum, one) => sum + one, 0)).toBe(namedMinor);
        expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
