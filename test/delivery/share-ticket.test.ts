import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isBelowDivision, type LineOnScale, shareTicket } from '../../src/delivery/share-ticket.ts';
import {
  billedWithin,
  isComplete,
  toleranceOf,
  toleranceStanding,
} from '../../src/delivery/tolerance.ts';
import {
  amountsAt,
  correctionOf,
  type LineToSettle,
  settleLeaving,
} from '../../src/delivery/settle-line.ts';

const aLine = (more: Partial<LineOnScale> = {}): LineOnScale => ({
  ...{ saleBasis: 'actual', theoryG: 1_000_000, taggedG: null },
  ...more,
});

const someLine = fc.record({
  saleBasis: fc.constantFrom('actual', 'theoretical', 'piece'),
  theoryG: fc.integer({ min: 0, max: 30_000_000 }),
  taggedG: fc.option(fc.integer({ min: 1, max: 30_000_000 }), { freq: 4 }),
} as const);

describe('a weigh ticket', () => {
  test('gives lines by theory their theory first, and the rest in proportion to the others', () => {
    const lines = [
      aLine({ saleBasis: 'theoretical', theoryG: 2_000_000 }),
      aLine({ theoryG: 1_000_000 }),
      aLine({ theoryG: 3_000_000 }),
    ];
    expect(shareTicket(6_400_000, lines)).toEqual([2_000_000, 1_100_000, 3_300_000]);
  });

  test('leaves bundles with tags what their tags say', () => {
    const lines = [aLine({ taggedG: 1_030_000 }), aLine()];
    expect(shareTicket(2_000_000, lines)).toEqual([1_030_000, 970_000]);
  });

  test('puts the difference on lines by theory where there is nothing else', () => {
    const lines = [aLine({ saleBasis: 'theoretical' }), aLine({ saleBasis: 'piece' })];
    expect(shareTicket(2_001_001, lines)).toEqual([1_000_501, 1_000_500]);
  });

  test('is the sum of its lines, whatever lies on the vehicle', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60_000_000 }),
        fc.array(someLine, { minLength: 1, maxLength: 12 }),
        (netG, lines) => {
          const weights = shareTicket(netG, lines);
          expect(weights.reduce((sum, weightG) => sum + weightG, 0)).toBe(netG);
          expect(weights.every((weightG) => weightG >= 0)).toBe(true);
        },
      ),
    );
  });

  test('tells no difference below the division of its scale', () => {
    const ticket = { netG: 1_019_999, divisionG: 20_000 };
    expect(isBelowDivision(ticket, 1_000_000)).toBe(true);
    expect(isBelowDivision({ ...ticket, netG: 1_020_000 }, 1_000_000)).toBe(false);
  });
});

const tolerated = (weightG: number, toleranceBp: number | null = null) => ({
  ...{ saleBasis: 'actual' as const, weightG, pieces: null, toleranceBp },
});

describe('tolerance', () => {
  test('is five percent, twice that below a tonne, and as it was agreed', () => {
    expect(toleranceOf(tolerated(10_000_000))).toBe(500_000);
    expect(toleranceOf(tolerated(999_999))).toBe(100_000);
    expect(toleranceOf(tolerated(10_000_000, 300))).toBe(300_000);
    expect(toleranceOf(tolerated(10_000_000, 0))).toBe(0);
  });

  test('completes a line by its quantity: by weight within, by pieces only with all', () => {
    const line = tolerated(10_000_000);
    expect(isComplete(line, { weightG: 9_500_000, pieces: 0 })).toBe(true);
    expect(isComplete(line, { weightG: 9_499_999, pieces: 0 })).toBe(false);
    const counted = { ...line, pieces: 10 };
    expect(isComplete(counted, { weightG: 9_900_000, pieces: 9 })).toBe(false);
    expect(toleranceStanding(line, 10_500_001)).toBe('above');
  });

  test('never bills above the ceiling unless the buyer said yes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30_000_000 }),
        fc.constantFrom(null, 0, 100, 500, 2000),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 40_000_000 }), fc.boolean()), { maxLength: 5 }),
        (weightG, toleranceBp, parts) => {
          const line = tolerated(weightG, toleranceBp);
          let beforeG = 0;
          let acceptedG = 0;
          for (const [billableG, isExcessAccepted] of parts) {
            const one = billedWithin(line, { billableG, beforeG, isExcessAccepted });
            if (isExcessAccepted) acceptedG += one.excessG;
            beforeG += one.billedG;
            expect(one.billedG).toBeLessThanOrEqual(billableG);
          }
          expect(beforeG).toBeLessThanOrEqual(weightG + toleranceOf(line) + acceptedG);
        },
      ),
    );
  });
});

test('parts of a line that leave one after another add up to the line and its services to the tiyin', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 9_000_000 }), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 0, max: 2_000_000_000 }),
      fc.integer({ min: 0, max: 320_000_000 }),
      fc.integer({ min: -5_000_000, max: 5_000_000 }),
      (weights, netMinor, vatMinor, serviceMinor) => {
        const weightG = weights.reduce((sum, one) => sum + one, 0);
        const service = { id: 's', vatRateBp: 1600, netMinor: serviceMinor, vatMinor: 7 };
        let line: LineToSettle = {
          ...{ id: 'l', position: 1, sku: '', productId: 'p', vatRateBp: 1600, netMinor, vatMinor },
          ...{ saleBasis: 'theoretical', weightG, pieces: null, toleranceBp: 0 },
          services: [{ ...service, billedNetMinor: 0, billedVatMinor: 0 }],
          parts: weights.map((loadedG, at) => ({
            ...{
              shipmentId: `${at}`,
              shipmentLineId: `line ${at}`,
              stage: 'loaded',
              onScale: null,
            },
            ...{ plannedG: loadedG, plannedPieces: null, loadedG, loadedPieces: null },
            ...{ taggedG: null, weighedG: null, billedG: null, netMinor: null, vatMinor: null },
            isExcessAccepted: false,
          })),
        };
        const sums = { netMinor: 0, vatMinor: 0, serviceNet: 0, serviceVat: 0 };
        for (const [at] of weights.entries()) {
          const settled = settleLeaving(line, `${at}`);
          sums.netMinor += settled?.amounts.netMinor ?? 0;
          sums.vatMinor += settled?.amounts.vatMinor ?? 0;
          sums.serviceNet += settled?.services[0]?.netMinor ?? 0;
          sums.serviceVat += settled?.services[0]?.vatMinor ?? 0;
          line = {
            ...line,
            parts: line.parts.map((part, place) =>
              place === at
                ? { ...part, stage: 'left', billedG: settled?.billedG ?? 0, ...settled?.amounts }
                : part,
            ),
            services: [
              { ...service, billedNetMinor: sums.serviceNet, billedVatMinor: sums.serviceVat },
            ],
          };
        }
        expect(sums).toEqual({
          ...{ netMinor, vatMinor, serviceNet: serviceMinor, serviceVat: 7 },
        });
        expect(amountsAt(line, weightG)).toEqual({ netMinor, vatMinor });
      },
    ),
  );
});

test('what left before some of a line was left out, and what leaves after, come to what is left of it to the tiyin', () => {
  const amount = fc.integer({ min: 0, max: 2_000_000_000 });
  const grams = fc.integer({ min: 1, max: 9_000_000 });
  fc.assert(
    fc.property(grams, grams, amount, amount, amount, amount, (goneG, leftG, ...minor) => {
      const [billedNet, billedVat, netMinor, vatMinor] = minor;
      const part = (shipmentId: string, loadedG: number): LineToSettle['parts'][number] => ({
        ...{ shipmentId, shipmentLineId: shipmentId, stage: 'loaded', onScale: null, loadedG },
        ...{ plannedG: loadedG, plannedPieces: null, loadedPieces: null, taggedG: null },
        ...{ weighedG: null, billedG: null, netMinor: null, vatMinor: null },
        isExcessAccepted: false,
      });
      const billed = {
        ...{ ...part('first', goneG), stage: 'left' as const, billedG: goneG },
        ...{ netMinor: billedNet, vatMinor: billedVat },
      };
      const line: LineToSettle = {
        ...{ id: 'l', position: 1, sku: '', productId: 'p', vatRateBp: 1600, netMinor, vatMinor },
        ...{ saleBasis: 'theoretical', weightG: goneG + leftG, pieces: null, toleranceBp: 0 },
        ...{ services: [], parts: [billed, part('second', leftG)] },
      };
      const second = settleLeaving(line, 'second')?.amounts;
      expect(billedNet + (second?.netMinor ?? 0)).toBe(netMinor);
      expect(billedVat + (second?.vatMinor ?? 0)).toBe(vatMinor);
      const nothingLeft = { ...line, weightG: goneG, parts: [billed] };
      expect(correctionOf(nothingLeft)).toEqual({
        ...{ netMinor: billedNet - netMinor, vatMinor: billedVat - vatMinor },
      });
    }),
  );
});
