import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Derivation } from '../../src/pricing/derivation.ts';
import type { FixedPrice } from '../../src/pricing/fixed-price.ts';
import { priceDifferenceOf } from '../../src/pricing/price-difference.ts';
import { priceLine } from '../../src/pricing/price-line.ts';
import type { ChainLink, ListedPrice, PriceTerms } from '../../src/pricing/price-terms.ts';
import { aLink, asks, someTerms, T } from './some-terms.ts';

const derive = (of: {
  listed: readonly ListedPrice[];
  weightT?: number;
  terms?: Partial<PriceTerms>;
  fixed?: FixedPrice;
}): Derivation | undefined =>
  priceLine({
    ...{ tierGroup: 'rebar', weightG: T, tierWeightG: Math.round((of.weightT ?? 1) * T) },
    ...{ listed: of.listed, terms: someTerms(of.terms), fixed: of.fixed },
  })?.derivation;

/** The difference between two prices that there are. */
function between(then: Derivation | undefined, now: Derivation | undefined) {
  if (!then || !now) throw new Error('one of the prices is on request');
  return priceDifferenceOf(then, now);
}

const listOf = (
  version: number,
  more: Partial<ChainLink> = {},
  ...steps: [number, number][]
): { terms: Partial<PriceTerms>; listed: ListedPrice[] } => {
  const versionId = `own-${version}`;
  const link = aLink({ versionId, listCode: 'own', versionNumber: version, ...more });
  return { terms: { chain: [link] }, listed: [asks(versionId, ...steps)] };
};

test('base +6 %, tier lost: the list rose, and 1.2 t are missing to the step of then', () => {
  const then = listOf(1, {}, [0, 100_000], [5, 98_000]);
  const now = listOf(2, {}, [0, 106_000], [5, 103_880]);
  const difference = between(derive({ ...then, weightT: 6 }), derive({ ...now, weightT: 3.8 }));
  expect(difference).toEqual({
    thenMinor: 11_368_000,
    nowMinor: 12_296_000,
    parts: [
      { reason: 'tier', differenceMinor: 232_000 },
      { reason: 'list-price', differenceMinor: 696_000 },
    ],
    lostStep: { fromWeightG: 5 * T, missingG: 1.2 * T },
  });
});

test('the same price has no reasons', () => {
  const same = derive(listOf(1, {}, [0, 100_000], [5, 98_000]));
  expect(between(same, same).parts).toEqual([]);
});

test('each thing that moved is the only reason when it alone moved', () => {
  const list = listOf(1, {}, [0, 100_000], [5, 98_000]);
  const plain = derive(list);
  const fixed = { includesVat: false, pricePerTonneMinor: 9_000_000 };
  const quote = { kind: 'quote', ...fixed, quoteId: 'q', quoteVersion: 1, quoteLine: 1 } as const;
  const override = {
    ...({ kind: 'override', ...fixed, authorName: 'Aigerim', reason: 'as in October' } as const),
    ...({ state: 'approved', decidedByName: 'Marat', judgedAgainstMinor: null } as const),
  };
  const base = aLink({ versionId: 'base', level: 'base' });
  const ofBase = { listed: [asks('base', [0, 95_000])], terms: { chain: [base] } };
  const newAgreement = { ...ofBase.terms, agreement: { id: 'a', version: 2 } };
  const reasonsOf = (then?: Derivation, now?: Derivation) =>
    between(then, now).parts.map(({ reason }) => reason);

  expect(reasonsOf(derive({ ...list, fixed: override }), plain)).toEqual(['override-then']);
  expect(reasonsOf(derive({ ...list, fixed: quote }), plain)).toEqual(['quote-then']);
  expect(reasonsOf(plain, derive({ ...list, fixed: quote }))).toEqual(['quote-now']);
  expect(reasonsOf(plain, derive({ ...list, weightT: 5 }))).toEqual(['tier']);
  const lowerVat = { ...list, terms: { ...list.terms, vatRateBp: 1200 } };
  expect(reasonsOf(derive(lowerVat), plain)).toEqual(['vat']);
  expect(reasonsOf(plain, derive(listOf(2, {}, [0, 101_000])))).toEqual(['list-price']);
  expect(reasonsOf(plain, derive(ofBase))).toEqual(['other-lists']);
  expect(reasonsOf(plain, derive({ ...ofBase, terms: newAgreement }))).toEqual(['agreement']);
});

const money = fc.integer({ min: 0, max: 2_000_000_00 });
const aFixed: fc.Arbitrary<FixedPrice | undefined> = fc.option(
  fc.record({
    ...{ kind: fc.constant('quote' as const), pricePerTonneMinor: money },
    ...{ includesVat: fc.boolean(), quoteId: fc.constant('q') },
    ...{ quoteVersion: fc.constant(1), quoteLine: fc.constant(1) },
  }),
  { nil: undefined },
);
const aMoment = fc
  .record({
    lists: fc.uniqueArray(
      fc.record({
        ...{ code: fc.constantFrom('a', 'b', 'c'), version: fc.integer({ min: 1, max: 2 }) },
        ...{ rank: fc.integer({ min: 1, max: 3 }), includesVat: fc.boolean() },
        level: fc.constantFrom('company' as const, 'base' as const),
        steps: fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 10 * T }), money), {
          ...{ selector: ([from]) => from, minLength: 1, maxLength: 4 },
        }),
      }),
      { selector: ({ code }) => code },
    ),
    ...{ vatRateBp: fc.integer({ min: 0, max: 2500 }), isBetter: fc.boolean(), fixed: aFixed },
    strategy: fc.constantFrom('first-found' as const, 'lowest' as const),
    ...{
      agreement: fc.integer({ min: 1, max: 2 }),
      weightT: fc.double({ min: 0, max: 12, noNaN: true }),
    },
  })
  .map(({ lists, vatRateBp, isBetter, strategy, agreement, weightT, fixed }) => {
    const sorted = lists.toSorted((one, other) => one.rank - other.rank);
    return derive({
      ...{ weightT, ...(fixed && { fixed }) },
      listed: sorted.map(({ code, version, steps }) => {
        const rising = steps.toSorted(([one], [other]) => one - other);
        return {
          versionId: `${code}-${version}`,
          fromWeightsG: rising.map(([from]) => from),
          pricesPerTonneMinor: rising.map(([, minor]) => minor),
        };
      }),
      terms: {
        ...{ vatRateBp, strategy, publicPriceIfBetter: isBetter },
        agreement: { id: 'x', version: agreement },
        chain: sorted.map(({ code, version, rank, includesVat, level }) =>
          aLink({ versionId: `${code}-${version}`, listCode: code, rank, includesVat, level }),
        ),
      },
    });
  });

test('whatever moved, the parts add up to the whole difference to the tiyin', () => {
  fc.assert(
    fc.property(aMoment, aMoment, (then, now) => {
      fc.pre(then !== undefined && now !== undefined);
      const { thenMinor, nowMinor, parts } = between(then, now);
      const sum = parts.reduce((total, { differenceMinor }) => total + differenceMinor, 0);
      expect(sum).toBe(nowMinor - thenMinor);
      expect(parts.every(({ differenceMinor }) => differenceMinor !== 0)).toBe(true);
      expect(new Set(parts.map(({ reason }) => reason)).size).toBe(parts.length);
    }),
    { numRuns: 2000 },
  );
});
