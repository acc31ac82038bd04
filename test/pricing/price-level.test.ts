import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { effectiveBreaks, offerAt, withVatMinor } from '../../src/pricing/price-level.ts';
import { aLink, asks, someTerms, T } from './some-terms.ts';

const own = asks('own', [0, 400_000], [5, 390_000]);
const base = asks('base', [0, 430_000], [20, 360_000]);

/** The list and the tenge a tonne that count at a weight in tonnes. */
const at = (weightT: number, listed: readonly ReturnType<typeof asks>[], terms = someTerms()) => {
  const offer = offerAt(weightT * T, listed, terms);
  return offer && [offer.link.versionId, offer.pricePerTonneMinor / 100];
};

describe('the first list that has a price', () => {
  test.each([
    [0.001, ['own', 400_000]],
    [4.999_999, ['own', 400_000]],
    [5, ['own', 390_000]],
    [1000, ['own', 390_000]],
  ])('gives at %d t %j', (weightT, expected) => {
    expect(at(weightT, [own, base])).toEqual(expected);
  });

  test('never loses to a larger step of a list of lower priority (tier guard, R7)', () => {
    expect(at(20, [own, base])).toEqual(['own', 390_000]);
  });

  test('loses to the public price where the agreement says that the better one counts', () => {
    const terms = someTerms({ publicPriceIfBetter: true });
    expect(at(19, [own, base], terms)).toEqual(['own', 390_000]);
    expect(at(20, [own, base], terms)).toEqual(['base', 360_000]);
  });

  test('loses only to what a stranger would pay, not to a base list behind the first', () => {
    const chain = [
      aLink({ versionId: 'own' }),
      aLink({ versionId: 'base', rank: 2, level: 'base' }),
      aLink({ versionId: 'old', rank: 3, level: 'base' }),
    ];
    const terms = someTerms({ chain, publicPriceIfBetter: true });
    const old = asks('old', [0, 100_000]);
    expect(at(1, [own, base, old], terms)).toEqual(['own', 400_000]);
    expect(at(20, [own, base, old], terms)).toEqual(['base', 360_000]);
  });

  test('is the next one where the first begins at a larger weight', () => {
    const late = asks('own', [10, 380_000]);
    expect(at(9, [late, base])).toEqual(['base', 430_000]);
    expect(at(10, [late, base])).toEqual(['own', 380_000]);
  });

  test('is the cheaper of two of one rank', () => {
    const chain = [
      aLink({ versionId: 'own' }),
      aLink({ versionId: 'other' }),
      aLink({ versionId: 'base', rank: 2, level: 'base' }),
    ];
    const other = asks('other', [0, 395_000]);
    expect(at(1, [own, other, base], someTerms({ chain }))).toEqual(['other', 395_000]);
  });
});

describe('the lowest of all lists', () => {
  const terms = someTerms({ strategy: 'lowest' });

  test('wins at each weight', () => {
    expect(at(1, [own, base], terms)).toEqual(['own', 400_000]);
    expect(at(20, [own, base], terms)).toEqual(['base', 360_000]);
  });

  test('is found on one basis of VAT: 440 000 with it is less than 400 000 without', () => {
    const chain = [
      aLink({ versionId: 'own' }),
      aLink({ versionId: 'gross', rank: 2, includesVat: true }),
    ];
    const listed = [asks('own', [0, 400_000]), asks('gross', [0, 440_000])];
    expect(at(1, listed, someTerms({ strategy: 'lowest', chain }))).toEqual(['gross', 440_000]);
  });
});

test('no price in any list is a price on request', () => {
  expect(at(1, [])).toBeUndefined();
  expect(at(1, [asks('foreign', [0, 1])])).toBeUndefined();
});

const someSteps = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 9_000_000 })), {
    selector: ([fromT]) => fromT,
    minLength: 1,
    maxLength: 12,
  })
  .map((steps) => steps.toSorted(([one], [other]) => one - other));
const someStrategy = fc.record({
  strategy: fc.constantFrom('first-found' as const, 'lowest' as const),
  publicPriceIfBetter: fc.boolean(),
  vatRateBp: fc.integer({ min: 0, max: 2_500 }),
});

test('the steps that a buyer is shown are what he pays, at every weight', () => {
  fc.assert(
    fc.property(
      someSteps,
      someSteps,
      someStrategy,
      fc.integer({ min: 0, max: 60 * T }),
      (one, other, how, weightG) => {
        const listed = [asks('own', ...one), asks('base', ...other)];
        const terms = someTerms(how);
        const paid = offerAt(weightG, listed, terms);
        const shown = effectiveBreaks(listed, terms).findLast(
          (step) => step.fromWeightG <= weightG,
        );
        expect(shown?.pricePerTonneMinor).toBe(paid?.pricePerTonneMinor);
        expect(shown?.link.versionId).toBe(paid?.link.versionId);
      },
    ),
  );
});

test('whoever buys at the lowest of all lists never pays more than another strategy would', () => {
  fc.assert(
    fc.property(
      someSteps,
      someSteps,
      someStrategy,
      fc.integer({ min: 0, max: 60 * T }),
      (one, other, how, weightG) => {
        const listed = [asks('own', ...one), asks('base', ...other)];
        const cost = (terms: ReturnType<typeof someTerms>) => {
          const offer = offerAt(weightG, listed, terms);
          return offer ? withVatMinor(offer, terms.vatRateBp) : Infinity;
        };
        expect(cost(someTerms({ ...how, strategy: 'lowest' }))).toBeLessThanOrEqual(
          cost(someTerms(how)),
        );
      },
    ),
  );
});
