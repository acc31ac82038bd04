import fc from 'fast-check';
import { expect, test } from 'vitest';
import { historiesOf } from '../../src/loyalty/metrics/buying-history.ts';
import { concentrationOf, giniInterval } from '../../src/loyalty/metrics/concentration.ts';
import { durationsOf, endedBy } from '../../src/loyalty/metrics/kaplan-meier.ts';
import { lateAlarmOf, pooledLogVariance } from '../../src/loyalty/metrics/late-alarm.ts';
import { dayNumber, daysOf, logPurchases } from '../../src/loyalty/metrics/purchase-log.ts';
import {
  repeatPurchaseOf,
  repeatShareOfYear,
  retentionOf,
} from '../../src/loyalty/metrics/repeat-purchase.ts';
import { rfmOf } from '../../src/loyalty/metrics/rfm.ts';
import { NO_SEASON, seasonalClock, seasonIndexOf } from '../../src/loyalty/metrics/season.ts';

const TODAY = '2026-11-27';
const now = dayNumber(TODAY);
const dayOf = (number: number) => new Date(number * 86_400_000).toISOString().slice(0, 10);

const orders = fc.array(
  fc.record({
    account: fc.constantFrom('a', 'b', 'c', 'd'),
    day: fc.integer({ min: now - 900, max: now + 30 }).map(dayOf),
    amountMinor: fc.integer({ min: -100, max: 100_000 }),
    standing: fc.constantFrom('paid', 'paid', 'paid', 'cancelled', 'returned'),
  }),
  { maxLength: 60 },
);

test('a log holds each paid day of each account once, in order, and no money is lost', () => {
  fc.assert(
    fc.property(orders, (rows) => {
      const log = logPurchases(rows, TODAY);
      const paid = rows.filter(({ standing, day }) => standing === 'paid' && day <= TODAY);
      expect(new Set(log.accounts)).toEqual(new Set(paid.map(({ account }) => account)));
      log.accounts.forEach((account, place) => {
        const wanted = paid
          .filter((row) => row.account === account)
          .map(({ day }) => dayNumber(day));
        expect([...daysOf(log, place)]).toEqual(
          [...new Set(wanted)].toSorted((one, other) => one - other),
        );
      });
      const sum = (amounts: Iterable<number>) =>
        [...amounts].reduce((total, one) => total + one, 0);
      expect(sum(log.amountsMinor)).toBe(sum(paid.map(({ amountMinor }) => amountMinor)));
    }),
  );
});

test('no orders are a log of nobody', () => {
  const log = logPurchases([], TODAY);
  expect(rfmOf(log, TODAY)).toMatchObject({ breakpoints: null });
  expect(repeatPurchaseOf(log, TODAY)).toMatchObject({ mature: 0, rate: null, ci95: null });
  expect(repeatShareOfYear(log, TODAY)).toMatchObject({ buyers: 0, share: null });
  expect(() => logPurchases([{ account: 1, day: '2026-02-30x' }], TODAY)).toThrow(RangeError);
});

test('scores of recency, frequency and money follow their values, and equal accounts get equal scores', () => {
  fc.assert(
    fc.property(orders, (rows) => {
      const { recencyDays, frequency, monetaryMinor, scores } = rfmOf(
        logPurchases(rows, TODAY),
        TODAY,
      );
      recencyDays.forEach((_, one) => {
        recencyDays.forEach((__, other) => {
          const higher = (values: ArrayLike<number>, of: Uint8Array) =>
            values[one]! < values[other]!
              ? of[one]! <= of[other]!
              : values[one] !== values[other] || of[one] === of[other];
          expect(higher(frequency, scores.f)).toBe(true);
          expect(higher(monetaryMinor, scores.m)).toBe(true);
          expect(
            recencyDays[one]! < recencyDays[other]! ? scores.r[one]! >= scores.r[other]! : true,
          ).toBe(true);
        });
      });
      expect(
        [...scores.r, ...scores.f, ...scores.m].every((score) => score >= 1 && score <= 5),
      ).toBe(true);
    }),
  );
});

test('who came back on the last day of the horizon came back, and the day before his first is mature', () => {
  const rows = [
    { account: 'a', day: '2026-01-01' },
    { account: 'a', day: '2026-06-30' },
    { account: 'b', day: '2026-01-01' },
    { account: 'b', day: '2026-07-01' },
    { account: 'c', day: '2026-05-31' },
    { account: 'd', day: '2026-06-01' },
  ];
  const found = repeatPurchaseOf(logPurchases(rows, TODAY), TODAY);
  expect(found).toMatchObject({ mature: 3, immature: 1, repeaters: 1, rate: 1 / 3 });
  expect(found.rateWithImmature).toBeGreaterThan(0);
});

test('a year of the seasonal trade counts days of purchase, and the same season of the year before', () => {
  const rows = ['2025-10-05', '2025-11-05', '2026-03-01', '2026-10-07'].map((day) => ({
    account: 'a',
    day,
  }));
  const log = logPurchases(
    [...rows, { account: 'b', day: '2025-12-01' }, { account: 'c', day: '2025-10-20' }],
    TODAY,
  );
  expect(repeatShareOfYear(log, TODAY)).toMatchObject({ buyers: 2, repeaters: 1, share: 0.5 });
  const kept = retentionOf(
    log,
    { from: '2026-10-01', until: '2026-12-31' },
    { from: '2025-10-01', until: '2025-12-31' },
  );
  expect(kept).toMatchObject({ wereActive: 3, areActive: 1 });
});

test('the share that is still open never rises, and lies inside its interval', () => {
  const cases = fc.array(fc.record({ length: fc.nat(50), hasEnded: fc.boolean() }), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(cases, (durations) => {
      const { survival, median, p90, medianCi95 } = durationsOf(durations);
      survival.forEach(({ share, low, high, at }, place) => {
        const before = survival[place - 1];
        expect(share).toBeLessThanOrEqual(before?.share ?? 1);
        expect(at).toBeGreaterThan(before?.at ?? -1);
        expect(low ?? 0).toBeLessThanOrEqual(share);
        expect(high ?? 1).toBeGreaterThanOrEqual(share);
        expect(endedBy(survival, at)).toBe(1 - share);
      });
      expect(median ?? 0).toBeLessThanOrEqual(p90 ?? Infinity);
      expect(medianCi95?.[0] ?? 0).toBeLessThanOrEqual(median ?? Infinity);
    }),
  );
});

test('when everything ended, the curve is what the plain counts say', () => {
  const { survival, median, naiveMedianOfEnded, p90 } = durationsOf(
    [1, 2, 3, 4, 5].map((length) => ({ length, hasEnded: true })),
  );
  expect(survival.at(-1)).toMatchObject({ at: 5, share: 0 });
  expect({ median, naiveMedianOfEnded, p90 }).toEqual({ median: 3, naiveMedianOfEnded: 3, p90: 5 });
});

test('when nothing ended, nothing is known but that it lasts', () => {
  const open = durationsOf([3, 9].map((length) => ({ length, hasEnded: false })));
  expect(open).toMatchObject({
    median: null,
    medianCi95: [null, null],
    p90: null,
    naiveMeanOfEnded: null,
  });
  expect(durationsOf([])).toMatchObject({ survival: [], median: null, medianCi95: null });
  expect(() => durationsOf([{ length: -1, hasEnded: true }])).toThrow(RangeError);
});

const flat = { clock: seasonalClock(NO_SEASON), prior: { pooledLogVariance: 0.25, degrees: 5 } };

test('the longer an account is silent, the later it is, and never earlier', () => {
  const order = ['not_enough_history', 'on_time', 'due', 'late', 'very_late'];
  const gaps = fc.array(fc.integer({ min: 7, max: 90 }), { minLength: 3, maxLength: 12 });
  fc.assert(
    fc.property(gaps, fc.nat(400), fc.nat(400), (between, silence, longer) => {
      const days = between.reduce((known, gap) => [...known, known.at(-1)! + gap], [0]);
      const after = (silent: number) => lateAlarmOf(days, days.at(-1)! + silent, flat);
      const [sooner, later] = [after(silence), after(silence + longer)];
      expect(order.indexOf(later.state)).toBeGreaterThanOrEqual(order.indexOf(sooner.state));
      expect(sooner.due!).toBeLessThan(sooner.p80!);
      expect(sooner.p80!).toBeLessThan(sooner.p95!);
    }),
  );
});

test('orders within a week are one purchase, and orders after today are not known yet', () => {
  expect(lateAlarmOf([0, 3, 6, 7, 30, 60, 90], 70, flat)).toMatchObject({
    purchaseEvents: 4,
    intervals: [7, 23, 30],
    elapsed: 10,
  });
  expect(lateAlarmOf([], 70, flat)).toMatchObject({ elapsed: null, state: 'not_enough_history' });
});

test('a day of trade counts what its month is worth, across years and leap days', () => {
  const season = [0.5, 0.5, 1, 1, 1, 1.5, 1.5, 1.5, 1, 1, 1, 0.5];
  const clock = seasonalClock(season);
  fc.assert(
    fc.property(fc.integer({ min: 15_000, max: 21_000 }), fc.nat(900), (from, span) => {
      let sum = 0;
      for (let day = from + 1; day <= from + span; day += 1) {
        sum += season[new Date(day * 86_400_000).getUTCMonth()]!;
      }
      expect(clock(from + span) - clock(from)).toBeCloseTo(sum, 6);
    }),
  );
  expect(() => seasonalClock([1, 2])).toThrow(RangeError);
});

test('a month without sales does not stop the clock', () => {
  const clock = seasonalClock([0, ...Array.from({ length: 11 }, () => 12 / 11)]);
  expect(clock(dayNumber('2026-01-31'))).toBeGreaterThan(clock(dayNumber('2026-01-01')));
});

test('a seasonal index has a mean of one, whichever month it begins with', () => {
  const figures = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 24, maxLength: 60 });
  fc.assert(
    fc.property(figures, fc.integer({ min: 1, max: 12 }), (monthly, first) => {
      const index = seasonIndexOf(monthly, first)!;
      expect(index.reduce((sum, month) => sum + month, 0)).toBeCloseTo(12, 6);
      const january = seasonIndexOf(monthly, 1)!;
      expect(index[(first - 1) % 12]).toBeCloseTo(january[0]!, 9);
    }),
  );
  expect(
    seasonIndexOf(
      Array.from({ length: 36 }, () => 0),
      1,
    ),
  ).toBeNull();
});

test('the pooled spread of rhythms weighs accounts by what they tell', () => {
  expect(pooledLogVariance([[10], []])).toBeNull();
  const one = [10, 10 * Math.E];
  expect(pooledLogVariance([one])).toBeCloseTo(0.5, 9);
  expect(pooledLogVariance([one, [10, 10, 10]])).toBeCloseTo(0.5 / 3, 9);
});

test('histories are in weeks from the first purchase, one-time buyers included', () => {
  const rows = [
    ...['2026-01-01', '2026-01-04', '2026-01-15', '2026-02-12'].map((day) => ({
      account: 'a',
      day,
    })),
    { account: 'b', day: '2026-11-20' },
  ];
  const { repeats, recencies, ages } = historiesOf(logPurchases(rows, TODAY), now);
  expect([repeats[0], recencies[0]]).toEqual([2, 6]);
  expect(ages[0]).toBeCloseTo(330 / 7, 9);
  expect([repeats[1], recencies[1], ages[1]]).toEqual([0, 0, 1]);
});

test('concentration lies between equality and one buyer, whatever is sold', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1000), { minLength: 2, maxLength: 50 }), (revenues) => {
      fc.pre(revenues.some((revenue) => revenue > 0));
      const found = concentrationOf(revenues);
      expect(found.gini).toBeGreaterThanOrEqual(0);
      expect(found.giniUnbiased).toBeLessThanOrEqual(1 + 1e-9);
      expect(found.top20Share).toBeGreaterThanOrEqual(0.2 - 1e-9);
      expect(found.top20Share).toBeLessThanOrEqual(1 + 1e-9);
      expect(found.hhi).toBeGreaterThanOrEqual(1 / revenues.length - 1e-9);
      expect(concentrationOf(revenues.toReversed())).toEqual(found);
    }),
  );
});

test('one account has no corrected coefficient, and nothing sold has none at all', () => {
  expect(concentrationOf([5])).toMatchObject({
    gini: 0,
    giniUnbiased: null,
    hhi: 1,
    accountsFor80Pct: 1,
  });
  expect(concentrationOf([0, 0])).toMatchObject({ gini: null, top20Share: null });
});

test('the interval of the coefficient holds it, and is none of credit notes', () => {
  const revenues = Array.from({ length: 60 }, (_, at) => at ** 2);
  const [low, high] = giniInterval(revenues)!;
  const { gini } = concentrationOf(revenues);
  expect(low).toBeLessThan(gini!);
  expect(high).toBeGreaterThan(gini!);
  expect(giniInterval([-1, 5, 7])).toBeNull();
  expect(giniInterval([])).toBeNull();
});
