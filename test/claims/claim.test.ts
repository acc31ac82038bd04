import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  claimKinds,
  type ClaimDeed,
  evidenceNeeded,
  isLive,
  mayDo,
} from '../../src/claims/claim.ts';
import {
  claimableUntil,
  type ClaimRule,
  isReopenable,
  nextDue,
} from '../../src/claims/claim-clock.ts';
import { amountOfGoods, weightOfPieces } from '../../src/claims/claimed-share.ts';
import { toleranceOf } from '../../src/delivery/tolerance.ts';
import type { ClaimState } from '../../src/platform/db/schema.ts';
import { at } from '../support/world.ts';

const rule: ClaimRule = {
  ...{ claimDays: 3, countsFromDiscovery: false, decideDays: 3, settleDays: 3 },
};
const hidden: ClaimRule = { ...rule, claimDays: 10, countsFromDiscovery: true };
const states: readonly ClaimState[] = [
  ...(['received', 'acknowledged', 'inspecting', 'decided'] as const),
  ...(['settled', 'refused', 'withdrawn', 'reopened'] as const),
];

describe('the last day to complain', () => {
  test.each([
    ['goods taken over on a Thursday', rule, '2026-11-26', undefined, '2026-12-01'],
    ['goods taken over on a Friday', rule, '2026-11-27', undefined, '2026-12-02'],
    ['goods not handed over yet', rule, undefined, '2026-11-26', undefined],
    ['a defect found long after', hidden, '2026-01-12', '2026-11-26', '2026-12-10'],
    ['a defect that nobody dated', hidden, '2026-01-12', undefined, undefined],
  ])('of %s', (_, given, handedOn, discoveredOn, until) => {
    expect(claimableUntil(given, { handedOn, discoveredOn })).toBe(until);
  });
});

describe('the clock of a claim', () => {
  const due = (state: ClaimState, promisedOn: string | null = null) =>
    nextDue(state, { rule, since: at, at, promisedOn })?.toISOString();

  test('runs from step to step: four hours, days to decide, days to make good or the day promised', () => {
    expect(due('received')).toBe('2026-11-26T10:00:00.000Z');
    expect(due('reopened')).toBe('2026-11-26T10:00:00.000Z');
    expect(due('acknowledged')).toBe('2026-12-01T13:00:00.000Z');
    expect(due('inspecting')).toBe('2026-12-01T13:00:00.000Z');
    expect(due('decided')).toBe('2026-12-01T13:00:00.000Z');
    expect(due('decided', '2026-12-10')).toBe('2026-12-10T13:00:00.000Z');
  });

  test('stands still exactly where a claim is over', () => {
    for (const state of states) expect(due(state) === undefined).toBe(!isLive(state));
  });

  test('lets a buyer say for ten days of business that it is not solved', () => {
    expect(isReopenable(at, new Date('2026-12-10T12:00:00Z'))).toBe(true);
    expect(isReopenable(at, new Date('2026-12-11T12:00:00Z'))).toBe(false);
  });
});

describe('what may be done with a claim', () => {
  const all: readonly ClaimDeed[] = [
    ...([
      'acknowledge',
      'inspect',
      'decide',
      'agree',
      'settle',
      'withdraw',
      'reopen',
      'say',
    ] as const),
  ];
  const doable = (state: ClaimState, isProposed = false) =>
    all.filter((deed) => mayDo({ state, isProposed }, deed));

  test('is one way forward at a time', () => {
    expect(doable('received')).toEqual(['acknowledge', 'withdraw', 'say']);
    expect(doable('inspecting')).toEqual(['inspect', 'decide', 'withdraw', 'say']);
    expect(doable('decided')).toEqual(['settle', 'say']);
    expect(doable('settled')).toEqual(['reopen']);
    expect(doable('withdrawn')).toEqual([]);
  });

  test('is to agree and nothing else while a decision waits for a second person', () => {
    expect(doable('inspecting', true)).toEqual(['agree', 'say']);
  });

  test('of a kind that is about a quantity begins with how much of what', () => {
    const ofQuantity = claimKinds.filter((kind) => evidenceNeeded(kind).quantity);
    expect(ofQuantity).toEqual(['short', 'damaged', 'wrong-grade', 'wrong-size', 'hidden-defect']);
    expect(evidenceNeeded('hidden-defect').discovery).toBe(true);
  });
});

const aLine = fc.record({
  weightG: fc.integer({ min: 1, max: 500_000_000 }),
  grossMinor: fc.integer({ min: 0, max: 20_000_000_000 }),
});

describe('what is claimed of a line', () => {
  test('and what is not come to the line, to the tiyin', () => {
    fc.assert(
      fc.property(aLine, fc.double({ min: 0, max: 1, noNaN: true }), (line, part) => {
        const claimedG = Math.round(line.weightG * part);
        const rest = amountOfGoods(line, line.weightG - claimedG);
        expect(
          Math.abs(amountOfGoods(line, claimedG) + rest - line.grossMinor),
        ).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('is never more than the line', () => {
    fc.assert(
      fc.property(aLine, fc.integer({ min: 0, max: 600_000_000 }), (line, claimedG) => {
        expect(amountOfGoods(line, claimedG)).toBeLessThanOrEqual(line.grossMinor);
      }),
    );
  });

  test('in pieces weighs its share', () => {
    const line = { weightG: 1_039_000, pieces: 100 };
    expect(weightOfPieces(line, 7)).toBe(72_730);
    expect(weightOfPieces(line, 100)).toBe(1_039_000);
    expect(weightOfPieces(line, 101)).toBe(1_039_000);
  });
});

describe('weight that is missing (R6)', () => {
  test.each([
    ['five per cent of ten tonnes', 10_000_000, 500_000, 500, true],
    ['a gram more', 10_000_000, 500_001, 500, false],
    ['ten per cent of half a tonne', 500_000, 50_000, 500, true],
    ['more than that', 500_000, 50_001, 500, false],
    ['a gram of what was sold exactly', 500_000, 1, 0, false],
  ])('is a claim or none: %s', (_, weightG, missingG, toleranceBp, isWithin) => {
    expect(missingG <= toleranceOf({ weightG, toleranceBp })).toBe(isWithin);
  });
});
