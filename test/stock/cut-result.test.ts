import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutResult, dealBars } from '../../src/stock/cut-result.ts';
import { type CuttingPlan, planCuts } from '../../src/stock/cutting-plan.ts';

const anyPieces = fc.array(
  fc.record({
    lengthMm: fc.integer({ min: 1, max: 12_000 }),
    count: fc.integer({ min: 1, max: 20 }),
  }),
  { minLength: 1, maxLength: 6 },
);
const anyPlan = fc
  .record({
    stockLengthMm: fc.constant(12_000),
    kerfMm: fc.integer({ min: 0, max: 5 }),
    leastRemnantMm: fc.constantFrom(500, 1_000, 3_000),
    pieces: anyPieces,
  })
  .map((order) => planCuts(order))
  .filter((planned): planned is { ok: true; plan: CuttingPlan } => planned.ok)
  .map(({ plan }) => plan);

const jobOf = (plan: CuttingPlan, offcuts: 'leave' | 'deliver' | 'scrap') => ({
  plan: plan.patterns,
  offcuts,
});

test('bars dealt out to several lots are the bars of the plan', () => {
  fc.assert(
    fc.property(anyPlan, fc.array(fc.integer({ min: 1, max: 30 })), (plan, asked) => {
      const parts = dealBars(plan.patterns, [...asked, plan.barsNeeded]);
      const barsOf = (bars: readonly { bars: number }[]) =>
        bars.reduce((sum, one) => sum + one.bars, 0);

      expect(barsOf(parts.flat())).toBe(plan.barsNeeded);
      for (const pattern of plan.patterns) {
        const same = parts.flat().filter(({ pieces }) => pieces === pattern.pieces);
        expect(barsOf(same)).toBe(pattern.bars);
      }
      expect(asked.every((bars, lot) => barsOf(parts[lot] ?? []) <= bars)).toBe(true);
    }),
  );
});

test('whatever is cut, the bars weigh as much as pieces, remnants, kerfs and scrap together', () => {
  const anyWeight = fc.integer({ min: 1, max: 50_000_000 });
  const anyChoice = fc.constantFrom('leave' as const, 'deliver' as const, 'scrap' as const);
  fc.assert(
    fc.property(anyPlan, anyWeight, anyChoice, (plan, weightG, offcuts) => {
      const result = cutResult(jobOf(plan, offcuts), weightG);
      const { piecesG, lostG, scrapG, remnantsG, remnants } = result;

      expect(piecesG + lostG + scrapG + remnantsG).toBe(weightG);
      expect(remnants.reduce((sum, one) => sum + one.weightG, 0)).toBe(remnantsG);
      const keptMm = remnants.reduce((sum, { count, lengthMm }) => sum + count * lengthMm, 0);
      expect(keptMm).toBe(offcuts === 'leave' ? plan.sellableMm : 0);
      expect(scrapG > 0 && offcuts === 'deliver').toBe(false);
      expect(lostG > 0 && plan.kerfMm === 0).toBe(false);
    }),
    { numRuns: 200 },
  );
});

test.each([
  // 31.5 m of 35.1 m are pieces, 3.2 m is long enough to be goods, 0.4 m is not.
  ['leave', { piecesG: 315_000, remnantsG: 32_000, scrapG: 4_000, lostG: 0 }],
  ['deliver', { piecesG: 351_000, remnantsG: 0, scrapG: 0, lostG: 0 }],
  ['scrap', { piecesG: 315_000, remnantsG: 0, scrapG: 36_000, lostG: 0 }],
] as const)('of remnants that the buyer wants to %s', (offcuts, result) => {
  const planned = planCuts({
    ...{ stockLengthMm: 11_700, kerfMm: 0, leastRemnantMm: 1_000 },
    pieces: [
      { count: 12, lengthMm: 2_000 },
      { count: 5, lengthMm: 1_500 },
    ],
  });
  if (!planned.ok) throw new Error(planned.problem);

  expect(cutResult(jobOf(planned.plan, offcuts), 351_000)).toMatchObject(result);
});
