import { expect, test } from 'vitest';
import { documentTotals } from '../../src/payments/document-lines.ts';
import { reckonLine, reckonTotals } from './oracle.ts';
import { someBaskets } from './some-baskets.ts';

/** How many baskets both reckon; another number may come from the environment. */
const BASKETS = Number(process.env['ORACLE_DOCUMENTS'] ?? 100_000);
/** The baskets of a run that failed are made again by its seed. */
const SEED = Number(process.env['ORACLE_SEED'] ?? Date.now() % 1_000_000_000);

test(`an oracle that knows R14 alone comes to the same tiyin in ${BASKETS} documents`, () => {
  const baskets = someBaskets(SEED);
  const disagreed: unknown[] = [];

  for (let i = 0; i < BASKETS && disagreed.length === 0; i += 1) {
    const sold = baskets.next().value;
    const reckoned = sold.map(({ fact }) => reckonLine(fact));
    const ratesBp = [...new Set(sold.map(({ fact }) => fact.rateBp))].toSorted((a, b) => a - b);
    const expected = [
      ...reckoned,
      reckonTotals(reckoned),
      ...ratesBp.map((bp) =>
        reckonTotals(reckoned.filter((_, at) => sold[at]!.fact.rateBp === bp)),
      ),
    ];

    const { lines, totals } = documentTotals(sold.map(({ line }) => line));

    const answered = [...lines, totals, ...totals.byRate];
    const agrees = (at: number) =>
      BigInt(answered[at]!.netMinor) === expected[at]!.net &&
      BigInt(answered[at]!.vatMinor) === expected[at]!.vat &&
      BigInt(answered[at]!.grossMinor) === expected[at]!.gross;
    if (answered.length !== expected.length || !answered.every((_, at) => agrees(at)))
      disagreed.push({ seed: SEED, basket: i, sold, answered, expected });
  }

  expect(disagreed).toEqual([]);
}, 120_000);
