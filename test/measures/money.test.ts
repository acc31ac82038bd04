import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addVat, amountForWeight, shareOf, splitGross } from '../../src/measures/money.ts';

test.each([
  [0, 33_000_000, 0],
  [1_000_000, 33_000_000, 33_000_000],
  [10_390, 33_000_000, 342_870],
  // 1 g at 0.50 ₸/t and at one tiyin less: the half goes up.
  [1, 500_000, 1],
  [1, 499_999, 0],
  [1_500_000_000, 150_000_000, 225_000_000_000],
])('%i g at %i tiyin a tonne cost %i', (weightG, pricePerTonneMinor, amount) => {
  expect(amountForWeight({ weightG, pricePerTonneMinor })).toBe(amount);
});

test('keeps the product exact beyond 2^53', () => {
  const amount = amountForWeight({ weightG: 1_000_000_001, pricePerTonneMinor: 33_333_333 });

  expect(amount).toBe(33_333_333_033);
});

test('refuses an amount that no safe integer holds', () => {
  const sale = { weightG: Number.MAX_SAFE_INTEGER, pricePerTonneMinor: 2_000_000 };

  expect(() => amountForWeight(sale)).toThrow(RangeError);
});

test('a return gives back what the sale took', () => {
  fc.assert(
    fc.property(fc.nat(2_000_000_000), fc.nat(200_000_000), (weightG, pricePerTonneMinor) => {
      const sold = amountForWeight({ weightG, pricePerTonneMinor });
      const returned = amountForWeight({ weightG: -weightG, pricePerTonneMinor });
      expect(sold + returned).toBe(0);
    }),
  );
});

test('a price of 1 160 000 ₸ with 16 % VAT inside holds 160 000 ₸ of VAT', () => {
  expect(splitGross({ grossMinor: 116_000_000, rateBp: 1600 })).toEqual({
    netMinor: 100_000_000,
    vatMinor: 16_000_000,
  });
});

test.each([
  [1, 1600, 1, 0],
  [3, 1600, 3, 0],
  [4, 1600, 3, 1],
  [342_857, 1600, 295_566, 47_291],
  [342_857, 1200, 306_122, 36_735],
  [342_857, 0, 342_857, 0],
])('a gross of %i at %i bp is %i and %i of VAT', (grossMinor, rateBp, netMinor, vatMinor) => {
  expect(splitGross({ grossMinor, rateBp })).toEqual({ netMinor, vatMinor });
});

test('net and VAT always add up to the gross, and mirror for a credit note', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e13 }), fc.nat(10_000), (grossMinor, rateBp) => {
      const sale = splitGross({ grossMinor, rateBp });
      const credit = splitGross({ grossMinor: -grossMinor, rateBp });
      expect(sale.netMinor + sale.vatMinor).toBe(grossMinor);
      expect(credit.netMinor + sale.netMinor).toBe(0);
      expect(credit.vatMinor + sale.vatMinor).toBe(0);
    }),
  );
});

test('VAT is added half up to a price without it', () => {
  expect(addVat(295_566, 1600)).toEqual({
    netMinor: 295_566,
    vatMinor: 47_291,
    grossMinor: 342_857,
  });
  expect(shareOf({ amountMinor: 50, rateBp: 100 })).toBe(1);
  expect(shareOf({ amountMinor: -50, rateBp: 100 })).toBe(-1);
  expect(shareOf({ amountMinor: 49, rateBp: 100 })).toBe(0);
});
