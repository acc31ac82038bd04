import type { Charge, LineToTotal } from '../../src/payments/document-lines.ts';
import type { Fact } from './oracle.ts';

/** What one line is for both sides: the fact in plain words, and the line as a document holds it. */
export type Sold = { fact: Fact; line: LineToTotal };

const G_PER_T = 1_000_000;
const MILLI = 1_000;
const RATES_BP = [1600, 1600, 1600, 1200, 0, 500, 1250];
/** An odd number of grams at these prices of a tonne ends on half a tiyin, or just beside it. */
const HALVES = [500_000, 499_999, 500_001, 1_500_000, 2_500_000];
const LONGEST_BASKET = 12;

/** Numbers that follow from a seed alone, so that a run that failed can be run again (mulberry32). */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Baskets without end: weights up to 10 000 t, counts and sums, with VAT and without, and what comes back. */
export function* someBaskets(seed: number): Generator<Sold[], never> {
  const below = numbersFrom(seed);
  const from = <Value>(list: readonly Value[]): Value => list[below(list.length)]!;
  const upTo = (digits: number) => below(10 ** (1 + below(digits)));
  const sometimesBack = (amount: number) => (below(8) === 0 ? -amount : amount);

  const sold = (quantity: number, pricedFor: number, priceMinor: number, charge: Charge): Sold => {
    const vatRateBp = from(RATES_BP);
    const weightG = charge.by === 'weight' ? charge.weightG : null;
    const isPricedWithVat = charge.includesVat;
    return {
      fact: { quantity, pricedFor, priceMinor, isPricedWithVat, rateBp: vatRateBp },
      line: { charge, vatRateBp, weightG },
    };
  };

  const kinds = [
    (includesVat: boolean) => {
      const isHalf = below(4) === 0;
      const weightG = sometimesBack(isHalf ? 1 + 2 * below(50) : upTo(10));
      const pricePerTonneMinor = isHalf ? from(HALVES) : upTo(8);
      const charge: Charge = { by: 'weight', weightG, pricePerTonneMinor, includesVat };
      return sold(weightG, G_PER_T, pricePerTonneMinor, charge);
    },
    (includesVat: boolean) => {
      const quantityMilli = sometimesBack(upTo(7));
      const pricePerUnitMinor = upTo(7);
      const counted = { quantityMilli, unit: 'm', pricePerUnitMinor, includesVat } as const;
      return sold(quantityMilli, MILLI, pricePerUnitMinor, { by: 'count', ...counted });
    },
    (includesVat: boolean) => {
      const amountMinor = sometimesBack(upTo(10));
      return sold(amountMinor, 1, 1, { by: 'sum', amountMinor, includesVat });
    },
  ];

  for (;;) {
    yield Array.from({ length: 1 + below(LONGEST_BASKET) }, () => from(kinds)(below(2) === 0));
  }
}
