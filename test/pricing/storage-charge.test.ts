import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysFrom } from '../../src/measures/calendar.ts';
import {
  chargedDays,
  chargeForStorage,
  freeUntil,
  storageReminder,
  unwindFrom,
} from '../../src/pricing/storage-charge.ts';

const TONNE = 1_000_000;

/** Told on a Thursday; five days free, ₸200 for a tonne and a day, ten days at most. */
const terms = { toldOn: '2026-11-26', freeDays: 5, feeMinor: 200_00, mostDays: 10 };

describe('the days of storage', () => {
  test.each([
    ['on the day on which the buyer is told', '2026-11-26', 0],
    ['on the last free day', '2026-12-01', 0],
    ['on the day after it', '2026-12-02', 1],
    ['over a weekend, which counts like other days', '2026-12-07', 6],
    ['on the last day that is charged', '2026-12-11', 10],
    ['long after the cap', '2027-03-01', 10],
    ['before the buyer was told', '2026-11-01', 0],
  ])('of goods that leave %s', (_, leftOn, days) => {
    expect(chargedDays(terms, leftOn)).toBe(days);
  });

  test('go on where no cap is agreed, and the order is never unwound for them', () => {
    expect(chargedDays({ ...terms, mostDays: null }, '2027-03-01')).toBe(90);
    expect(unwindFrom({ ...terms, mostDays: null })).toBeNull();
  });

  test('end on the day before the order may be unwound', () => {
    expect(freeUntil(terms)).toBe('2026-12-01');
    expect(unwindFrom(terms)).toBe('2026-12-12');
  });
});

describe('the buyer is reminded', () => {
  test.each([
    ['of nothing on the day of the first letter', 5, '2026-11-26', undefined],
    ['of nothing in the middle of the free days', 5, '2026-11-29', undefined],
    ['on the day before the last free one', 5, '2026-11-30', 'ending'],
    ['on the last free one, where it was missed', 5, '2026-12-01', 'ending'],
    ['once it is charged', 5, '2026-12-02', 'begun'],
    ['some days later, where it was missed', 5, '2026-12-08', 'begun'],
    ['of nothing when it is long charged', 5, '2026-12-09', undefined],
    ['at once of the charge where no day is free', 0, '2026-11-27', 'begun'],
    ['of nothing beside the first letter where one day is free', 1, '2026-11-26', undefined],
  ] as const)('%s', (_, freeDays, on, reminder) => {
    expect(storageReminder({ toldOn: '2026-11-26', freeDays }, on)).toBe(reminder);
  });
});

describe('the charge for storage', () => {
  const charged = (weightG: number, leftOn: string, feeMinor = terms.feeMinor) =>
    chargeForStorage({ ...terms, feeMinor, leftOn, weightG, vatRateBp: 1600 });

  test.each([
    ['nothing in the free days', 20 * TONNE, '2026-12-01', 200_00, 0, 0],
    ['the fee for a tonne and a day', TONNE, '2026-12-02', 200_00, 200_00, 27_59],
    ['each tonne and each day', 12_340_000, '2026-12-04', 200_00, 7_404_00, 1_021_24],
    ['no more than the cap', 20 * TONNE, '2027-01-31', 200_00, 40_000_00, 5_517_24],
    // 0.0025 t for one day at ₸200: half a tenge, and half a tiyin up where it is a tiyin.
    ['rounded half up once', 2_500, '2026-12-02', 200, 1, 0],
    ['nothing where the fee is nothing', 20 * TONNE, '2026-12-31', 0, 0, 0],
  ])('is %s', (_, weightG, leftOn, feeMinor, grossMinor, vatMinor) => {
    const charge = charged(weightG, leftOn, feeMinor);
    expect(charge).toMatchObject({ grossMinor, vatMinor, netMinor: grossMinor - vatMinor });
  });
});

describe('whatever is agreed and whenever the goods leave', () => {
  const day = fc.integer({ min: 0, max: 800 }).map((days) => addDays('2026-01-01', days));
  const stored = fc.record({
    toldOn: day,
    leftOn: day,
    freeDays: fc.integer({ min: 0, max: 60 }),
    mostDays: fc.option(fc.integer({ min: 1, max: 60 })),
    feeMinor: fc.integer({ min: 0, max: 1_000_000_000 }),
    weightG: fc.integer({ min: 0, max: 100_000_000 }),
    vatRateBp: fc.constantFrom(0, 1200, 1600),
  });

  test('nothing is charged before the free days are over, and never more days than lie between', () => {
    fc.assert(
      fc.property(stored, (of) => {
        const { days, grossMinor } = chargeForStorage(of);
        expect(days).toBeLessThanOrEqual(Math.max(0, daysFrom(of.toldOn, of.leftOn)));
        expect(days).toBeLessThanOrEqual(of.mostDays ?? Infinity);
        expect(of.leftOn > freeUntil(of) || grossMinor === 0).toBe(true);
      }),
    );
  });

  test('a day or a gram more never costs less, and net and VAT are the sum', () => {
    fc.assert(
      fc.property(stored, (of) => {
        const { netMinor, vatMinor, grossMinor } = chargeForStorage(of);
        expect(netMinor + vatMinor).toBe(grossMinor);
        const later = chargeForStorage({ ...of, leftOn: addDays(of.leftOn, 1) });
        const heavier = chargeForStorage({ ...of, weightG: of.weightG + 1 });
        expect(later.grossMinor).toBeGreaterThanOrEqual(grossMinor);
        expect(heavier.grossMinor).toBeGreaterThanOrEqual(grossMinor);
      }),
    );
  });

  test('goods in two vehicles on one day cost what they cost on one, but for the rounding of one tiyin', () => {
    fc.assert(
      fc.property(stored, fc.integer({ min: 0, max: 100_000_000 }), (of, otherG) => {
        const two = chargeForStorage(of).grossMinor;
        const other = chargeForStorage({ ...of, weightG: otherG }).grossMinor;
        const together = chargeForStorage({ ...of, weightG: of.weightG + otherG }).grossMinor;
        expect(Math.abs(two + other - together)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('the days that are charged end before the order may be unwound', () => {
    fc.assert(
      fc.property(stored, (of) => {
        const from = unwindFrom(of);
        fc.pre(from !== null && of.leftOn >= from);
        expect(chargedDays(of, of.leftOn)).toBe(of.mostDays);
      }),
    );
  });
});
