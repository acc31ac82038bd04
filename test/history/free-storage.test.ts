import { expect, test } from 'vitest';
import { freeStorageOf } from '../../src/history/free-storage.ts';

const agreed = { storage: { freeDays: 5, feeMinor: 200_00 } };
const moved = (to: string, at: string) => ({
  type: 'order.moved',
  at: new Date(at),
  facts: { to },
});
const readyLate = moved('ready', '2026-11-26T20:30:00Z');

test.each([
  [
    'five days after the day in Almaty on which they were ready',
    'ready',
    [readyLate],
    '2026-12-02',
  ],
  ['while a part of them has left', 'shipped', [readyLate], '2026-12-02'],
  [
    'by the newest word that they are ready',
    'ready',
    [moved('ready', '2026-11-20T06:00:00Z'), moved('picking', '2026-11-21T06:00:00Z'), readyLate],
    '2026-12-02',
  ],
] as const)('goods lie for nothing %s', (_how, stage, happenings, until) => {
  expect(freeStorageOf({ stage, agreed }, happenings)).toEqual({ until, feeMinor: 200_00 });
});

test.each([
  ['is picked', 'picking', agreed],
  ['was handed over', 'delivered', agreed],
  ['has storage that costs nothing', 'ready', { storage: null }],
  ['has no agreement', 'ready', null],
] as const)('of an order that %s no day is said', (_what, stage, terms) => {
  expect(freeStorageOf({ stage, agreed: terms }, [readyLate])).toBeUndefined();
});

test('of an order that came ready from the books before us no day is said', () => {
  expect(freeStorageOf({ stage: 'ready', agreed }, [])).toBeUndefined();
});
