import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  chargeForFreight,
  freightByTariff,
  type FreightBand,
  isWholeTariff,
} from '../../src/pricing/freight-charge.ts';

const TONNE = 1_000_000;

/** A small truck and a trailer, in the city and on the road; the city is charged by the vehicle. */
const fleet: readonly FreightBand[] = [
  band(30, 5, { base: 25_000 }),
  band(30, 20, { base: 60_000 }),
  band(1_500, 5, { base: 20_000, rate: 60, least: 45_000 }),
  band(1_500, 20, { base: 60_000, rate: 25, least: 110_000 }),
];

/** Tenge, kilometres and tonnes, as a tariff is written. */
function band(km: number, tonnes: number, of: { base: number; rate?: number; least?: number }) {
  return {
    ...{ upToKm: km, upToG: tonnes * TONNE, baseMinor: of.base * 100 },
    ...{ perTonneKmMinor: (of.rate ?? 0) * 100, leastMinor: (of.least ?? 0) * 100 },
  };
}

describe('a load by the tariff', () => {
  test.each([
    ['in the city costs the vehicle, whatever it carries', 15, 1, 1, 25_000],
    ['to the last gram of a vehicle is on that vehicle', 30, 5, 1, 25_000],
    ['beyond it is on the larger one', 30, 5.000_001, 1, 60_000],
    // 20 000 + 75 km × 3 t × 60 ₸ = 33 500, which is less than the least.
    ['on the road is never less than the least', 75, 3, 1, 45_000],
    // 20 000 + 100 × 5 × 60.
    ['on the road costs its base and each tonne and kilometre', 100, 5, 1, 50_000],
    // 60 000 + 1 218 × 18 × 25.
    ['far away is cheaper for the tonne on a trailer', 1_218, 18, 1, 608_100],
    ['is on the cheapest that carries it, be that the larger one', 1_218, 5, 1, 212_250],
    // Two trailers full at 669 000, and five tonnes on a third at 212 250.
    [
      'too heavy for one is on several, the rest on the cheapest that takes it',
      1_218,
      45,
      3,
      1_550_250,
    ],
  ])('%s', (_, km, tonnes, vehicles, tenge) => {
    const weightG = Math.round(tonnes * TONNE);
    expect(freightByTariff(fleet, { km, weightG })).toEqual({ vehicles, netMinor: tenge * 100 });
  });

  test('costs no less because it goes into the next field of the tariff', () => {
    const steep = [
      band(100, 10, { base: 10_000, rate: 100 }),
      band(500, 10, { base: 10_000, rate: 10 }),
    ];
    const at = (km: number) => freightByTariff(steep, { km, weightG: 10 * TONNE })?.netMinor;
    expect(at(101)).toBe(at(100));
    expect(at(500)).toBe(at(100));
  });

  test('has no price further than the tariff goes, and costs nothing where nothing is carried', () => {
    expect(freightByTariff(fleet, { km: 1_501, weightG: TONNE })).toBeUndefined();
    expect(freightByTariff([], { km: 10, weightG: TONNE })).toBeUndefined();
    expect(freightByTariff(fleet, { km: 10, weightG: 0 })).toEqual({ vehicles: 0, netMinor: 0 });
  });
});

describe('a tariff', () => {
  test('is whole where each vehicle has each distance once', () => {
    expect(isWholeTariff(fleet)).toBe(true);
    expect(isWholeTariff([])).toBe(false);
    expect(isWholeTariff(fleet.slice(1))).toBe(false);
    expect(isWholeTariff([...fleet, ...fleet.slice(0, 1)])).toBe(false);
  });
});

describe('the freight of an order', () => {
  const order = {
    ...{ bands: fleet, km: 100, weightG: 5 * TONNE, goodsMinor: 250_000_000 },
    ...{ freeFrom: null, vatRateBp: 1600 },
  };

  test('is the tariff and its VAT', () => {
    expect(chargeForFreight(order)).toEqual({
      ...{ vehicles: 1, tariffMinor: 5_000_000, isFree: false },
      ...{ netMinor: 5_000_000, vatMinor: 800_000, grossMinor: 5_800_000 },
    });
  });

  test.each([
    ['the agreed weight', { weightG: 5 * TONNE, goodsMinor: null }, true],
    ['less than that', { weightG: 5 * TONNE + 1, goodsMinor: null }, false],
    ['the agreed sum', { weightG: null, goodsMinor: 250_000_000 }, true],
    ['less than that sum', { weightG: null, goodsMinor: 250_000_001 }, false],
    ['either of the two', { weightG: 90 * TONNE, goodsMinor: 1 }, true],
  ])('at %s: free %#', (_, freeFrom, isFree) => {
    const charge = chargeForFreight({ ...order, freeFrom });
    expect(charge).toMatchObject({ isFree, tariffMinor: 5_000_000 });
    expect(charge?.grossMinor).toBe(isFree ? 0 : 5_800_000);
  });
});

describe('any tariff', () => {
  const amount = (max: number) => fc.integer({ min: 0, max });
  const ends = (min: number, max: number) =>
    fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: 4 });
  // No vehicle carries less than half a tonne: of a million of them nobody asks the price.
  const tariffs = fc
    .tuple(ends(1, 3_000), ends(TONNE / 2, 30 * TONNE))
    .chain(([distances, vehicles]) =>
      fc.tuple(
        ...distances.flatMap((upToKm) =>
          vehicles.map((upToG) =>
            fc.record({
              ...{ upToKm: fc.constant(upToKm), upToG: fc.constant(upToG) },
              ...{ baseMinor: amount(50_000_000), perTonneKmMinor: amount(100_000) },
              leastMinor: amount(50_000_000),
            }),
          ),
        ),
      ),
    );
  const load = fc.record({ km: amount(3_000), weightG: amount(200 * TONNE) });
  const furthestOf = (bands: readonly FreightBand[]) =>
    Math.max(...bands.map(({ upToKm }) => upToKm));
  /** A tariff with a load that it reaches. */
  const reached = tariffs.chain((bands) =>
    fc.record({
      bands: fc.constant(bands),
      of: fc.record({ km: amount(furthestOf(bands)), weightG: amount(200 * TONNE) }),
    }),
  );

  test('says what every load within its distance costs, in whole tiyin, and nothing beyond it', () => {
    fc.assert(
      fc.property(tariffs, load, (bands, of) => {
        const freight = freightByTariff(bands, of);
        expect(freight !== undefined).toBe(of.km <= furthestOf(bands));
        expect(Number.isSafeInteger(freight?.netMinor ?? 0)).toBe(true);
      }),
    );
  });

  test('never asks less for a longer way or a heavier load', () => {
    fc.assert(
      fc.property(reached, amount(500), amount(40 * TONNE), ({ bands, of }, km, weightG) => {
        const further = Math.min(of.km + km, furthestOf(bands));
        const more = { km: further, weightG: of.weightG + weightG };
        const [one, other] = [freightByTariff(bands, of), freightByTariff(bands, more)];
        expect(other?.netMinor).toBeGreaterThanOrEqual(one?.netMinor ?? Number.NaN);
      }),
      { numRuns: 500 },
    );
  });

  test('in any order of its fields is the same tariff', () => {
    fc.assert(
      fc.property(tariffs, load, (bands, of) => {
        expect(freightByTariff(bands.toReversed(), of)).toEqual(freightByTariff(bands, of));
      }),
    );
  });

  test('charges what it says with VAT on top, and again from what was frozen', () => {
    fc.assert(
      fc.property(reached, amount(2_500), ({ bands, of }, vatRateBp) => {
        const order = { ...of, bands, goodsMinor: 0, freeFrom: null, vatRateBp };
        const charge = chargeForFreight(order);
        if (!charge) throw new Error('the tariff does not reach so far');
        expect(charge.netMinor + charge.vatMinor).toBe(charge.grossMinor);
        expect(charge.netMinor).toBe(freightByTariff(bands, of)?.netMinor);
        expect(chargeForFreight({ ...order, ...charge })).toEqual(charge);
      }),
    );
  });
});
