import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chargeForCuts } from '../../src/pricing/cutting-charge.ts';
import { type CuttingTerms, cuttingOfferFor } from '../../src/pricing/cutting-terms.ts';

const shear: CuttingTerms = {
  method: 'guillotine',
  upToAreasMm2: [115, 320],
  ratesMinor: [5_000, 8_000],
  hardGrades: ['А600С'],
  hardGradeBp: 15_000,
  setUpMinor: 100_000,
  leastChargeMinor: 250_000,
  kerfMm: 0,
  toleranceMm: 5,
  leastRemnantMm: 1_000,
  remnantCreditBp: 6_000,
  cutsPerDay: 600,
  queuedCuts: 0,
};
const saw: CuttingTerms = {
  ...shear,
  method: 'band-saw',
  kerfMm: 3,
  upToAreasMm2: [300, 800],
  ratesMinor: [15_000, 25_000],
};
const rebar = (massMgPerM: number, grade = 'А500С') => ({
  grade,
  massMgPerM,
  densityKgPerM3: 7850,
});

describe('who cuts a section', () => {
  test.each([
    // Rebar 12: 888 g/m over 7.85 is 113 mm² of steel.
    [888_000, 'guillotine', 5_000, 113],
    [2_470_000, 'guillotine', 8_000, 315],
    // Rebar 25 is too thick for these shears.
    [3_850_000, 'band-saw', 25_000, 490],
  ])('of %i mg/m: the %s', (massMgPerM, method, rateMinor, areaMm2) => {
    const offer = cuttingOfferFor(rebar(massMgPerM), [shear, saw]);
    expect(offer).toMatchObject({ method, rateMinor, areaMm2, gradeBp: 10_000 });
  });

  test('is nobody where every machine is too small, or where a metre has no mass', () => {
    expect(cuttingOfferFor(rebar(9_000_000), [shear, saw])).toBeUndefined();
    expect(cuttingOfferFor({ ...rebar(0), massMgPerM: null }, [shear])).toBeUndefined();
  });

  test('asks more for a hard grade', () => {
    expect(cuttingOfferFor(rebar(888_000, 'А600С'), [shear])?.gradeBp).toBe(15_000);
  });
});

describe('the charge', () => {
  const job = { rateMinor: 15_001, gradeBp: 15_000, setUpMinor: 200_000, vatRateBp: 1600 };
  test.each([
    ['is the cuts and the setting up, rounded once', 21, 350_000, 472_532, 672_532, 107_605],
    ['is never less than the least', 3, 350_000, 67_505, 350_000, 56_000],
    ['is nothing where nothing is cut', 0, 350_000, 0, 0, 0],
  ])('%s', (_, cuts, leastChargeMinor, cutsMinor, netMinor, vatMinor) => {
    const charge = chargeForCuts({ ...job, cuts, leastChargeMinor });
    expect(charge).toEqual({ cutsMinor, netMinor, vatMinor, grossMinor: netMinor + vatMinor });
  });

  test('never falls with more cuts, and comes out the same from what was stored of it', () => {
    const amount = fc.integer({ min: 0, max: 100_000_000 });
    const anyJob = fc.record({
      cuts: fc.integer({ min: 0, max: 2_000 }),
      rateMinor: amount,
      gradeBp: fc.integer({ min: 10_000, max: 100_000 }),
      setUpMinor: amount,
      leastChargeMinor: amount,
      vatRateBp: fc.constantFrom(0, 1200, 1600),
    });
    fc.assert(
      fc.property(anyJob, (one) => {
        const charge = chargeForCuts(one);
        const more = chargeForCuts({ ...one, cuts: one.cuts + 1 });
        expect(more.netMinor).toBeGreaterThanOrEqual(charge.netMinor);
        expect(charge.grossMinor).toBe(charge.netMinor + charge.vatMinor);
        const stored = JSON.parse(JSON.stringify({ ...one, ...charge }));
        expect(chargeForCuts(stored)).toEqual(charge);
      }),
    );
  });
});
