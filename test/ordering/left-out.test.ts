import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { missingPieces, withoutMissing } from '../../src/ordering/left-out.ts';
import { lessFreight } from '../../src/ordering/less-freight.ts';
import { priceLine } from '../../src/pricing/price-line.ts';
import { readDerivation } from '../../src/pricing/derivation.ts';
import type { ListedPrice, PriceTerms } from '../../src/pricing/price-terms.ts';
import { replay } from '../../src/pricing/replay.ts';
import { chargeForFreight } from '../../src/pricing/freight-charge.ts';

const BAR_G = 10_386;
const list: ListedPrice & PriceTerms['chain'][number] = {
  ...{ rank: 1, versionId: '018f0000-0000-7000-8000-000000000001', listCode: 'BASE' },
  ...{ listName: 'Base', versionNumber: 1, level: 'base', includesVat: false },
  ...{ fromWeightsG: [0, 1_000_000], pricesPerTonneMinor: [43_000_000, 41_999_937] },
};

/** Bars as they were ordered and priced by a list with a break at a tonne. */
function barsOf(pieces: number) {
  const weightG = pieces * BAR_G;
  const priced = priceLine({
    ...{ tierGroup: 'rebar', weightG, tierWeightG: weightG, listed: [list] },
    terms: {
      ...{ on: '2026-11-26', agreement: undefined, strategy: 'first-found' },
      ...{ publicPriceIfBetter: false, vatRateBp: 1600, chain: [list] },
    },
  });
  if (!priced) throw new Error('no price');
  const { netMinor, vatMinor, derivation } = priced;
  const quantityMilli = pieces * 1000;
  return { quantityMilli, unit: 'pcs', pieces, weightG, netMinor, vatMinor, derivation } as const;
}

describe('what is left of a line', () => {
  test('keeps the break that it was placed with, though it alone would not reach it', () => {
    const left = withoutMissing(barsOf(100), 50 * BAR_G);
    expect(left).toMatchObject({ pieces: 50, quantityMilli: 50_000, weightG: 50 * BAR_G });
    expect(readDerivation(left.derivation)?.chosen?.pricePerTonneMinor).toBe(41_999_937);
  });

  test('comes to its amounts again from what is stored with it, to the tiyin, however much is there', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 1000 }), (n, of) => {
        const line = barsOf(n);
        const left = withoutMissing(line, Math.floor((line.weightG * of) / 1001));
        const stored = readDerivation(JSON.parse(JSON.stringify(left.derivation)));
        expect(stored && replay(stored)).toMatchObject({
          ...{ netMinor: left.netMinor, vatMinor: left.vatMinor, grossMinor: left.grossMinor },
        });
        expect(left.pieces).toBeLessThan(n);
        expect(left.netMinor).toBeLessThanOrEqual(line.netMinor);
        expect(left.weightG === 0).toBe(left.pieces === 0);
      }),
    );
  });

  test('is nothing at all where all of it is missing', () => {
    const nothing = { pieces: 0, quantityMilli: 0, weightG: 0, netMinor: 0, vatMinor: 0 };
    expect(withoutMissing(barsOf(7), 0)).toMatchObject({ ...nothing, grossMinor: 0 });
  });

  test('is its share of the sum where nobody knows how that came about', () => {
    const before = { ...barsOf(3), netMinor: 100, vatMinor: 16, derivation: null };
    expect(withoutMissing(before, 2 * BAR_G)).toMatchObject({ netMinor: 67, vatMinor: 11 });
  });

  test('of what is sold by the tonne is so many tonnes', () => {
    const tonnes = { ...barsOf(100), unit: 't', quantityMilli: 1039, pieces: null } as const;
    expect(withoutMissing(tonnes, 500_000)).toMatchObject({ quantityMilli: 500, weightG: 500_000 });
  });

  test.each([
    [BAR_G * 5, 5],
    [BAR_G * 5 - 60, 5],
    [1, 1],
    [BAR_G * 30, 30],
  ])('of thirty bars %i missing grams are %i bars', (missingG, bars) => {
    expect(missingPieces(missingG, barsOf(30))).toBe(bars);
  });
});

describe('the freight of what is left', () => {
  const bands = [
    ...[{ upToKm: 500, upToG: 20_000_000, baseMinor: 1, perTonneKmMinor: 2_000, leastMinor: 0 }],
  ];
  const freightOf = (freeFrom: { weightG: number; goodsMinor: null } | null) => {
    const asked = {
      ...{ bands, km: 200, weightG: 5_000_000, goodsMinor: 200_000_000 },
      ...{ freeFrom, vatRateBp: 1600 },
    };
    const charge = chargeForFreight(asked);
    const derivation = {
      ...{ format: 1, kind: 'freight', branchCode: 'ALA', city: 'Almaty', tariffId: 't' },
      ...{ tariffFrom: '2026-01-01', ...asked, ...charge },
    };
    return {
      id: 'f',
      netMinor: charge?.netMinor ?? 0,
      vatMinor: charge?.vatMinor ?? 0,
      derivation,
    };
  };

  test('is less where a tariff goes by what is brought', () => {
    const before = freightOf(null);
    const after = lessFreight(before, { weightG: 1_000_000, goodsMinor: 40_000_000 });
    expect(before.netMinor - (after?.netMinor ?? 0)).toBe(200 * 2_000);
  });

  test('stays free, though what is left alone would not be', () => {
    const free = freightOf({ weightG: 5_000_000, goodsMinor: null });
    expect(free.netMinor).toBe(0);
    expect(lessFreight(free, { weightG: 1_000_000, goodsMinor: 0 })).toBeUndefined();
  });

  test('stays where a person named it', () => {
    const derivation = {
      ...{ format: 2, kind: 'freight', branchCode: 'ALA', city: 'Aktau', weightG: 5_000_000 },
      ...{ reason: '', vatRateBp: 1600, netMinor: 100, vatMinor: 16, grossMinor: 116 },
    };
    const named = { id: 'f', netMinor: 100, vatMinor: 16, derivation };
    expect(lessFreight(named, { weightG: 1_000_000, goodsMinor: 0 })).toBeUndefined();
  });
});
