import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type SoldLine, termsImpact } from '../../src/history/terms-impact.ts';
import { priceLine } from '../../src/pricing/price-line.ts';
import type { ChainLink, ListedPrice } from '../../src/pricing/price-terms.ts';
import { modestTerms } from '../support/terms.ts';

const link = (level: 'company' | 'base', rank: number): ChainLink => ({
  ...{ rank, level, versionId: level, listCode: level, listName: level, versionNumber: 1 },
  includesVat: false,
});
const TONNE = 1_000_000;

/** A tonne of something that both lists price; tenge per tonne without VAT. */
function sold(sku: string, own: number, publicPrice: number, weightG = TONNE): SoldLine {
  const chain = [link('company', 1), link('base', 2)];
  const listed: ListedPrice[] = [own, publicPrice].map((price, i) => ({
    versionId: chain[i]?.versionId ?? '',
    fromWeightsG: [0],
    pricesPerTonneMinor: [price * 100],
  }));
  const price = priceLine({
    ...{ tierGroup: 'rebar', weightG, tierWeightG: weightG, listed },
    terms: {
      ...{ on: '2026-11-01', agreement: undefined, strategy: 'first-found', chain },
      ...{ publicPriceIfBetter: false, vatRateBp: 1600 },
    },
  });
  const names = { nameEn: sku, nameRu: sku, nameKk: sku };
  const { grossMinor = 0, derivation } = price ?? {};
  const costPerTonneMinor = 30_000_000;
  return {
    orderId: sku,
    productId: sku,
    sku,
    ...names,
    weightG,
    grossMinor,
    derivation,
    costPerTonneMinor,
  };
}

const firstFound = { ...modestTerms, publicPriceIfBetter: false };
const lowest = { ...firstFound, priceStrategy: 'lowest' } as const;

test('the lowest of all lists costs revenue where the public price is lower, the largest first', () => {
  const lines = [
    sold('little', 400_000, 399_000),
    sold('dear', 420_000, 450_000),
    sold('much', 500_000, 450_000),
  ];

  const impact = termsImpact(lines, firstFound, lowest);

  expect(
    impact.items.map(({ sku, beforeMinor, afterMinor }) => [sku, beforeMinor, afterMinor]),
  ).toEqual([
    ['much', 50_000_000, 45_000_000],
    ['little', 40_000_000, 39_900_000],
  ]);
  expect(impact).toMatchObject({ lines: 3, beforeMinor: 132_000_000, afterMinor: 126_900_000 });
});

test('the margin is what is left of the revenue after the cost of the day, and not known with a line without one', () => {
  const lines = [sold('much', 500_000, 450_000, 2 * TONNE), sold('little', 400_000, 399_000)];
  expect(termsImpact(lines, firstFound, lowest)).toMatchObject({
    ...{ costMinor: 90_000_000, withoutCost: 0 },
  });
  const [much] = lines;
  const unknown = much ? [{ ...much, costPerTonneMinor: null }] : [];
  expect(termsImpact([...lines, ...unknown], firstFound, lowest).withoutCost).toBe(1);
});

test('a better public price counts the same whichever way it is agreed', () => {
  const lines = [sold('much', 500_000, 450_000)];
  const publicIfBetter = { ...firstFound, publicPriceIfBetter: true };
  expect(termsImpact(lines, firstFound, publicIfBetter)).toMatchObject({ afterMinor: 45_000_000 });
});

test('lines of one product are one item, and those without a stored reason are in no sum', () => {
  const lines = [
    sold('much', 500_000, 450_000),
    sold('much', 500_000, 450_000, 2 * TONNE),
    { ...sold('old', 1, 1), derivation: null },
  ];

  const impact = termsImpact(lines, firstFound, lowest);

  expect(impact.items).toMatchObject([{ weightG: 3 * TONNE, beforeMinor: 150_000_000 }]);
  expect(impact).toMatchObject({ notRepriced: 1, lines: 3 });
});

test('who pays in thirty days owes a third of ninety days’ purchases, who prepays nothing', () => {
  const lines = [sold('a', 300_000, 300_000)];
  const thirty = { ...firstFound, paymentDays: 30 };
  expect(termsImpact(lines, undefined, thirty)).toMatchObject({
    owedBeforeMinor: 0,
    owedAfterMinor: 11_600_000,
  });
});

test('of instalments each part is owed for its own days', () => {
  const lines = [sold('a', 300_000, 300_000)];
  const half = { shareBp: 5000, amountMinor: null, gate: null } as const;
  const instalments = [
    { ...half, dueAfter: 'order', days: 0 },
    { ...half, dueAfter: 'shipment', days: 60 },
  ] as const;
  expect(termsImpact(lines, undefined, { ...firstFound, instalments })).toMatchObject({
    owedAfterMinor: 11_600_000,
  });
});

test('terms that do not touch prices move none, whatever was sold', () => {
  const price = fc.integer({ min: 1, max: 2_000_000 });
  const line = fc
    .tuple(fc.constantFrom('a', 'b', 'c'), price, price)
    .map(([sku, own, open]) => sold(sku, own, open));
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const impact = termsImpact(lines, firstFound, { ...firstFound, paymentDays: 60 });
      expect(impact.items).toEqual([]);
      expect(impact.afterMinor).toBe(impact.beforeMinor);
    }),
  );
});
