import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDerivation } from '../../src/pricing/derivation.ts';
import type { FixedPrice } from '../../src/pricing/fixed-price.ts';
import { type LineToPrice, priceLines } from '../../src/pricing/price-cart.ts';
import { priceLine } from '../../src/pricing/price-line.ts';
import { replay } from '../../src/pricing/replay.ts';
import { aLink, asks, someTerms, T } from './some-terms.ts';

const steps = asks('own', [0, 420_000], [5, 410_000]);
const listed = new Map(['rebar-12', 'rebar-16', 'sheet-4'].map((id) => [id, [steps]]));
const line = (
  id: string,
  productId: string,
  weightT: number,
  tierGroup = 'rebar',
): LineToPrice => ({
  id,
  productId,
  tierGroup,
  weightG: Math.round(weightT * T),
});

describe('tonnage', () => {
  test('adds up over the mixed lines of a tier group, and of no other (R8)', () => {
    const priced = priceLines(
      [line('a', 'rebar-12', 3), line('b', 'rebar-16', 2), line('c', 'sheet-4', 4.9, 'sheet')],
      listed,
      someTerms(),
    );
    const perTonne = (id: string) => (priced.get(id)?.pricePerTonneMinor ?? 0) / 100;
    expect([perTonne('a'), perTonne('b'), perTonne('c')]).toEqual([410_000, 410_000, 420_000]);
  });

  test('counts lines without a price too, which themselves stay on request', () => {
    const lines = [line('a', 'rebar-12', 3), line('b', 'unpriced', 2)];
    const priced = priceLines(lines, listed, someTerms());
    expect(priced.get('a')?.pricePerTonneMinor).toBe(41_000_000);
    expect(priced.has('b')).toBe(false);
  });
});

describe('a price that a person or a quote fixed', () => {
  const fixed = { includesVat: false, pricePerTonneMinor: 39_990_000 };
  const override = {
    kind: 'override',
    ...fixed,
    authorName: 'Aigerim',
    reason: 'as in October',
    state: 'within-authority',
    decidedByName: null,
    judgedAgainstMinor: null,
  } as const;
  const quoted = { kind: 'quote', ...fixed, quoteId: 'q', quoteVersion: 2, quoteLine: 1 } as const;
  const priceOf = (fixedFor: FixedPrice, weightT = 1, prices = listed) =>
    priceLines([{ ...line('a', 'rebar-12', weightT), fixed: fixedFor }], prices, someTerms()).get(
      'a',
    );

  test.each([override, { ...override, state: 'pending' } as const, quoted])(
    'stands above all lists, on its own level and at any weight (R7): %j',
    (one) => {
      for (const weightT of [1, 500]) {
        const price = priceOf(one, weightT);
        expect(price).toMatchObject({ level: one.kind, pricePerTonneMinor: 39_990_000 });
        expect(price?.netMinor).toBe(39_990_000 * weightT);
      }
    },
  );

  test('says what the lists ask, and is a price where they ask none', () => {
    expect(priceOf(override)?.derivation.chosen?.pricePerTonneMinor).toBe(42_000_000);
    expect(priceOf(override, 1, new Map())).toMatchObject({
      pricePerTonneMinor: 39_990_000,
      derivation: { chosen: null },
    });
  });

  test('is only remembered once it was refused: the lists decide again', () => {
    const price = priceOf({ ...override, state: 'refused', decidedByName: 'Marat' });
    expect(price).toMatchObject({ level: 'company', derivation: { fixed: null } });
  });

  test('counts with its weight for the steps of the other lines (R8)', () => {
    const lines = [{ ...line('a', 'rebar-12', 3), fixed: override }, line('b', 'rebar-16', 2)];
    const other = priceLines(lines, listed, someTerms()).get('b');
    expect(other?.pricePerTonneMinor).toBe(41_000_000);
  });
});

describe('VAT', () => {
  test.each([
    // A list without VAT: the net is rounded once, then its VAT.
    [false, 10.39, 436_380, 69_821, 506_201],
    // A list with VAT: the gross is rounded once and split.
    [true, 10.39, 376_190, 60_190, 436_380],
  ])('of a list that includes it: %s', (includesVat, weightKg, netMinor, vatMinor, grossMinor) => {
    const chain = [aLink({ versionId: 'own', includesVat })];
    const weightG = weightKg * 1000;
    const price = priceLine({
      tierGroup: 'rebar',
      weightG,
      tierWeightG: weightG,
      listed: [steps],
      terms: someTerms({ chain }),
    });
    expect(price).toMatchObject({ netMinor, vatMinor, grossMinor });
  });
});

const someLines = fc.array(
  fc.record({
    productId: fc.constantFrom('rebar-12', 'rebar-16', 'sheet-4', 'unpriced'),
    tierGroup: fc.constantFrom('rebar', 'sheet'),
    weightG: fc.integer({ min: 1, max: 40 * T }),
    fixed: fc.option(
      fc.record({
        kind: fc.constant('quote' as const),
        pricePerTonneMinor: fc.integer({ min: 1, max: 90_000_000 }),
        includesVat: fc.boolean(),
        quoteId: fc.uuid(),
        quoteVersion: fc.integer({ min: 1, max: 9 }),
        quoteLine: fc.integer({ min: 1, max: 9 }),
      }),
    ),
  }),
  { minLength: 1, maxLength: 20 },
);
const someTermsOf = fc
  .record({
    strategy: fc.constantFrom('first-found' as const, 'lowest' as const),
    publicPriceIfBetter: fc.boolean(),
    vatRateBp: fc.integer({ min: 0, max: 2_500 }),
    includesVat: fc.boolean(),
  })
  .map(({ includesVat, ...terms }) =>
    someTerms({
      ...terms,
      chain: [
        aLink({ versionId: 'own', includesVat }),
        aLink({ versionId: 'base', rank: 2, level: 'base', includesVat: true }),
      ],
    }),
  );

test('the order in which lines are entered changes no price', () => {
  const given = someLines.chain((lines) => {
    const numbered = lines.map((one, i) => ({ ...one, id: String(i) }));
    const shuffled = fc.shuffledSubarray(numbered, { minLength: numbered.length });
    return fc.tuple(fc.constant(numbered), shuffled);
  });
  fc.assert(
    fc.property(given, someTermsOf, ([entered, shuffled], terms) => {
      const one = priceLines(entered, listed, terms);
      const other = priceLines(shuffled, listed, terms);
      for (const { id } of entered) expect(other.get(id)).toEqual(one.get(id));
    }),
  );
});

test('a stored derivation comes to the same tiyin again, and its parts add up', () => {
  fc.assert(
    fc.property(someLines, someTermsOf, (lines, terms) => {
      const numbered = lines.map((one, i) => ({ ...one, id: String(i) }));
      for (const price of priceLines(numbered, listed, terms).values()) {
        // As it comes back from the database.
        const stored = readDerivation(JSON.parse(JSON.stringify(price.derivation)));
        expect(stored && replay(stored)).toEqual(price);
        expect(price.netMinor + price.vatMinor).toBe(price.grossMinor);
      }
    }),
  );
});

test('a derivation of a format that we do not know is none', () => {
  expect(readDerivation({ format: 2 })).toBeUndefined();
  expect(readDerivation(null)).toBeUndefined();
});
