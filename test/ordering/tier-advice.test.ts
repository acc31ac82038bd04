import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PricedCart, totalsOf } from '../../src/ordering/cart.ts';
import { priceCartLines } from '../../src/ordering/price-cart-lines.ts';
import { adviseTiers } from '../../src/ordering/tier-advice.ts';
import type { FixedPrice } from '../../src/pricing/fixed-price.ts';
import type { ListedByProduct } from '../../src/pricing/price-cart.ts';
import { aLink, asks, someTerms, T } from '../pricing/some-terms.ts';

type Line = {
  id: string;
  productId: string;
  tierGroup?: string;
  weightG: number;
  fixed?: FixedPrice | null;
};

/** A cart as far as its prices need it. */
function aCart(wanted: readonly Line[], listed: ListedByProduct, terms = someTerms()): PricedCart {
  const rows = wanted.map((line) => {
    const whole = { tierGroup: 'rebar', cutting: null, fixed: null, unit: 't', ...line };
    return { ...whole, quantityMilli: line.weightG / 1000 } as PricedCart['lines'][number];
  });
  const lines = priceCartLines(rows, listed, terms);
  const cart = { siteId: null, lines, services: [], listed, terms };
  return cart as unknown as PricedCart;
}

const quoted: FixedPrice = {
  kind: 'quote',
  pricePerTonneMinor: 40_000_001,
  includesVat: false,
  quoteId: 'q',
  quoteVersion: 1,
  quoteLine: 1,
};
const steps = asks('own', [0, 430_000], [5, 400_000], [20, 395_000]);
const listed: ListedByProduct = new Map([
  ['rebar-12', [steps]],
  ['rebar-16', [asks('own', [0, 440_000], [5, 410_000])]],
  ['sheet-4', [steps]],
]);
const told = (cart: PricedCart) =>
  adviseTiers(cart).map(({ line, addG, savedMinor }) => [line.id, addG / 1000, savedMinor / 100]);

describe('a cart says', () => {
  test('how much more of a group makes the total lower, and by how much (R8)', () => {
    // 4.72 t at 430 000 is more than 5 t at 400 000; VAT is 16 %.
    const cart = aCart([{ id: 'a', productId: 'rebar-12', weightG: 4.72 * T }], listed);
    expect(told(cart)).toEqual([['a', 280, (4.72 * 430_000 - 5 * 400_000) * 1.16]]);
  });

  test('nothing where more costs more, nor at the last step', () => {
    for (const weightT of [4, 5, 19, 100]) {
      const cart = aCart([{ id: 'a', productId: 'rebar-12', weightG: weightT * T }], listed);
      expect(told(cart)).toEqual([]);
    }
  });

  test('the cheapest line of the group, whose weight counts together', () => {
    const lines = [
      { id: 'a', productId: 'rebar-16', weightG: 2.4 * T },
      { id: 'b', productId: 'rebar-12', weightG: 2.4 * T },
      { id: 'c', productId: 'sheet-4', tierGroup: 'sheet', weightG: 1 * T },
    ];
    expect(told(aCart(lines, listed)).map(([id, kg]) => [id, kg])).toEqual([['b', 200]]);
  });

  test('the nearest step and the one that saves most', () => {
    const low = new Map([['rebar-12', [asks('own', [0, 430_000], [5, 400_000], [5.1, 300_000])]]]);
    const cart = aCart([{ id: 'a', productId: 'rebar-12', weightG: 4.9 * T }], low);
    expect(told(cart).map(([, kg]) => kg)).toEqual([100, 200]);
  });

  test('nothing to be added to a price that is fixed, or beside a line on request', () => {
    const line = { id: 'a', productId: 'rebar-12', weightG: 4.72 * T };
    expect(told(aCart([{ ...line, fixed: quoted }], listed))).toEqual([]);
    const onRequest = { id: 'b', productId: 'unknown', weightG: 1000 };
    expect(told(aCart([line, onRequest], listed))).toEqual([]);
  });
});

const someSteps = fc
  .uniqueArray(
    fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 200_000, max: 500_000 })),
    { selector: ([fromT]) => fromT, minLength: 1, maxLength: 5 },
  )
  .map((drawn) =>
    drawn
      .toSorted(([one], [other]) => one - other)
      .map(([fromT, perTonne], i) => [fromT, perTonne - i * 15_000] as [number, number]),
  );
const someCart = fc
  .record({
    own: fc.array(someSteps, { minLength: 3, maxLength: 3 }),
    base: fc.array(someSteps, { minLength: 3, maxLength: 3 }),
    lines: fc.array(
      fc.record({
        good: fc.nat(2),
        tierGroup: fc.constantFrom('rebar', 'sheet'),
        weightG: fc.integer({ min: 1, max: 5 * T }),
        isFixed: fc.boolean(),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    strategy: fc.constantFrom('first-found' as const, 'lowest' as const),
    includesVat: fc.boolean(),
    vatRateBp: fc.integer({ min: 0, max: 2500 }),
  })
  .map(({ own, base, lines, includesVat, ...terms }) => ({
    lines: lines.map(({ good, tierGroup, weightG, isFixed }, i) => ({
      ...{ id: String(i), productId: `${tierGroup}-${good}`, tierGroup, weightG },
      fixed: isFixed ? quoted : null,
    })),
    listed: new Map(
      ['rebar', 'sheet'].flatMap((group) =>
        [0, 1, 2].map((good) => [
          `${group}-${good}`,
          [asks('own', ...(own[good] ?? [])), asks('base', ...(base[good] ?? []))],
        ]),
      ),
    ),
    terms: someTerms({
      ...terms,
      chain: [
        aLink({ versionId: 'own', includesVat }),
        aLink({ versionId: 'base', rank: 2, level: 'base', includesVat: true }),
      ],
    }),
  }));

test('what is promised is what is charged once that weight is added to that line', () => {
  let promised = 0;
  fc.assert(
    fc.property(someCart, ({ lines, listed: asked, terms }) => {
      const cart = aCart(lines, asked, terms);
      for (const { line, addG, grossMinor, savedMinor } of adviseTiers(cart)) {
        const more = lines.map((one) =>
          one.id === line.id ? { ...one, weightG: one.weightG + addG } : one,
        );
        expect(totalsOf(aCart(more, asked, terms)).grossMinor).toBe(grossMinor);
        expect(totalsOf(cart).grossMinor - grossMinor).toBe(savedMinor);
        expect(savedMinor).toBeGreaterThan(0);
        promised += 1;
      }
    }),
    { numRuns: 2000 },
  );
  expect(promised).toBeGreaterThan(100);
});

test('the order of the lines changes no advice, nor does the unit that they are said in', () => {
  const shuffled = someCart.chain((cart) =>
    fc.tuple(fc.constant(cart), fc.shuffledSubarray(cart.lines, { minLength: cart.lines.length })),
  );
  const adviceOf = (cart: PricedCart) =>
    told(cart).toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  fc.assert(
    fc.property(shuffled, ([{ lines, listed: asked, terms }, others]) => {
      const inKilograms = others.map((line) => ({ ...line, unit: 'kg' }));
      expect(adviceOf(aCart(inKilograms, asked, terms))).toEqual(
        adviceOf(aCart(lines, asked, terms)),
      );
    }),
    { numRuns: 500 },
  );
});
