import { expect, test } from 'vitest';
import { storageStanding } from '../../src/history/storage-standing.ts';

/** Told in the evening in Almaty, when it is still the day before elsewhere. */
const order = {
  stage: 'ready',
  siteId: null,
  lyingG: 10_000_000,
  isStorageWaived: false,
  agreed: { storage: { freeDays: 5, feeMinor: 200_00, mostDays: 10 } },
  readyToldAt: new Date('2026-11-26T20:30:00Z'),
} as const;
const until = '2026-12-02';

test.each([
  ['on the day on which the buyer is told', '2026-11-27', 0, 0, null],
  ['on the last free day', '2026-12-02', 0, 0, null],
  ['on the first day that is charged', '2026-12-03', 1, 2_000_00, null],
  ['on the last one', '2026-12-12', 10, 20_000_00, null],
  ['from when on the order may be unwound', '2026-12-13', 10, 20_000_00, '2026-12-13'],
])('goods that lie ready are told %s', (_, on, days, grossMinor, unwoundFrom) => {
  expect(storageStanding(order, on)).toEqual({
    ...{ kind: 'lies', until, feeMinor: 200_00, mostDays: 10, weightG: 10_000_000 },
    ...{ days, grossMinor, unwoundFrom, isWaived: false },
  });
});

test('goods that were let off pay nothing, and may be unwound all the same', () => {
  const waived = { ...order, isStorageWaived: true };
  const told = { days: 10, grossMinor: 0, isWaived: true, unwoundFrom: '2026-12-13' };
  expect(storageStanding(waived, '2026-12-13')).toMatchObject(told);
});

test('of goods whose buyer was not told nothing is counted', () => {
  const untold = { ...order, readyToldAt: null };
  expect(storageStanding(untold, '2026-12-31')).toEqual({ kind: 'not-told' });
});

test('of an order that left in part what lies still is counted', () => {
  const rest = { ...order, stage: 'shipped', lyingG: 4_000_000 } as const;
  expect(storageStanding(rest, '2026-12-03')).toMatchObject({ days: 1, grossMinor: 800_00 });
});

test.each([
  ['is picked', { stage: 'picking' }],
  ['was handed over', { stage: 'delivered' }],
  ['we bring', { siteId: 'a site' }],
  ['has left whole', { stage: 'shipped', lyingG: 0 }],
  ['has storage that costs nothing', { agreed: { storage: null } }],
  ['has no agreement', { agreed: null }],
] as const)('of an order that %s nothing is said', (_what, but) => {
  expect(storageStanding({ ...order, ...but }, '2026-12-31')).toBeUndefined();
});
