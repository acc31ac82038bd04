import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tradingDay } from '../../src/measures/calendar.ts';
import { cuttingTimes } from '../../src/stock/cutting-times.ts';

/** A Thursday. */
const on = '2026-11-26';

test.each([
  ['the next working day, where nothing is queued', 0, 100, '2026-11-27T09:00', '2026-11-27'],
  ['the day on which its last cut is made', 0, 101, '2026-11-27T09:00', '2026-11-30'],
  ['behind what is queued, on the same day', 99, 1, '2026-11-27T09:00', '2026-11-27'],
  ['begun on the day on which the queue ends', 99, 2, '2026-11-27T09:00', '2026-11-30'],
  ['after the weekend, where a day is full', 100, 1, '2026-11-30T09:00', '2026-11-30'],
  ['at once, where nothing is cut', 250, 0, '2026-12-01T09:00', '2026-11-26'],
])('a job is ready %s', (_, queuedCuts, cuts, startsFrom, readyOn) => {
  const times = cuttingTimes({ cuts, queuedCuts, cutsPerDay: 100, on });

  expect(times).toEqual({ startsFrom: new Date(`${startsFrom}+05:00`), readyOn });
});

test('a job is never ready before the day on which it begins, and begins after its order', () => {
  const count = fc.integer({ min: 1, max: 5_000 });
  fc.assert(
    fc.property(count, count, count, (cuts, queuedCuts, cutsPerDay) => {
      const times = cuttingTimes({ cuts, queuedCuts, cutsPerDay, on });
      expect(tradingDay(times.startsFrom) > on).toBe(true);
      expect(times.readyOn >= tradingDay(times.startsFrom)).toBe(true);
    }),
  );
});
