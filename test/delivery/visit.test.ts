import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tradingDay } from '../../src/measures/calendar.ts';
import {
  goneOn,
  isAtBarrier,
  lacksToEnter,
  mediansOf,
  medianOf,
  minutesOf,
  type Visit,
  yardStateOf,
} from '../../src/delivery/visit.ts';

const clock = (time: string) => new Date(`2026-11-26T${time}:00+05:00`);
const now = clock('12:00');
const never: Visit = {
  ...{ atGateAt: null, onScaleAt: null, loadingAt: null, loadedAt: null, leftAt: null },
};

test('a whole visit is measured from the gate to the gate', () => {
  const visit = {
    ...{ atGateAt: clock('10:00'), onScaleAt: clock('10:10'), loadingAt: clock('10:25') },
    ...{ loadedAt: clock('11:05'), leftAt: clock('11:20') },
  };
  const minutes = { waiting: 25, toScale: 10, loading: 40, inYard: 80 };
  expect(minutesOf(visit, now)).toEqual(minutes);
});

test.each([
  ['nobody came', {}, { waiting: null, loading: null, inYard: null }],
  ['it waits', { atGateAt: clock('11:45') }, { waiting: 15, loading: null, inYard: null }],
  [
    'it is being loaded',
    { atGateAt: clock('11:00'), loadingAt: clock('11:30') },
    { waiting: 30, loading: 30, inYard: null },
  ],
  [
    'nobody wrote down that it came',
    { loadingAt: clock('11:00'), loadedAt: clock('11:20'), leftAt: clock('11:30') },
    { waiting: null, loading: 20, inYard: 30 },
  ],
  [
    'the clock of the gate is ahead',
    { atGateAt: clock('11:10'), loadingAt: clock('11:00'), leftAt: clock('11:30') },
    { waiting: 0, inYard: 20 },
  ],
] as const)('where %s, only what is known is measured', (_what, seen, minutes) => {
  expect(minutesOf({ ...never, ...seen }, now)).toMatchObject(minutes);
});

test.each([
  [[], null],
  [[null], null],
  [[7], 7],
  [[1, 100, 3], 3],
  [[10, 21], 16],
  [[null, 4, 2], 3],
])('the median of %j is %s', (minutes, median) => {
  expect(medianOf(minutes)).toBe(median);
});

test('half of all took no longer than the median and half no shorter, in whatever order they came', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(500), { minLength: 1 }), (minutes) => {
      const median = medianOf(minutes) ?? -1;
      expect(medianOf(minutes.toReversed())).toBe(median);
      const half = minutes.length / 2;
      expect(minutes.filter((one) => one <= median).length).toBeGreaterThanOrEqual(half);
      // Rounded half up it may stand half a minute above the middle.
      expect(minutes.filter((one) => one >= median - 0.5).length).toBeGreaterThanOrEqual(half);
    }),
  );
});

test('who is still in the yard does not make the medians of the day look short', () => {
  const gone = { ...never, atGateAt: clock('09:00'), leftAt: clock('10:00') };
  const waits = { ...never, atGateAt: clock('11:59') };
  expect(mediansOf([gone, waits])).toMatchObject({ waiting: 60, inYard: 60 });
  expect(mediansOf([waits])).toMatchObject({ waiting: null, inYard: null });
});

test('gone on a day is who left on it, whenever his slot was; who stays is not', () => {
  const left = (leftAt: Date | null) => ({ leftAt });
  const today = clock('00:10');
  const yesterday = new Date(today.getTime() - 3_600_000);
  const vehicles = [left(today), left(yesterday), left(null)];
  expect(goneOn(vehicles, tradingDay(now))).toEqual([left(today)]);
});

test.each([
  ['planned', 'pick-up', false],
  ['weighed', 'carrier', false],
  ['left', 'carrier', true],
  ['left', 'pick-up', true],
  ['handed-over', 'pick-up', true],
  ['arrived', 'own-vehicle', false],
  ['handed-over', 'carrier', false],
] as const)('a vehicle that is %s and goes by %s is let out: %s', (stage, way, isLetOut) => {
  expect(isAtBarrier({ stage, way })).toBe(isLetOut);
});

test.each([
  ['planned', null, '12:30', 'expected'],
  ['planned', null, '11:30', 'late'],
  ['planned', clock('11:50'), '11:30', 'waiting'],
  ['loading', clock('11:00'), '11:30', 'loading'],
  ['loading', null, '11:30', 'loading'],
  ['weighed', null, '11:30', 'weighed'],
  ['left', clock('11:00'), '11:30', 'gone'],
  ['handed-over', null, '11:30', 'gone'],
] as const)('a vehicle that is %s, came %s, slot until %s: %s', (stage, atGateAt, until, state) => {
  expect(yardStateOf({ stage, atGateAt, loadUntil: clock(until) }, now)).toBe(state);
});

const fetched = {
  way: 'pick-up',
  vehiclePlate: '123 ABC 02',
  authorityNumber: 'D-17',
  authorityUntil: null,
} as const;

test.each([
  ['nothing', {}, []],
  ['nothing on its last day', { authorityUntil: '2026-11-26' }, []],
  ['the authority after its last day', { authorityUntil: '2026-11-25' }, ['authority-over']],
  ['plate and authority', { vehiclePlate: '', authorityNumber: '' }, ['plate', 'authority']],
  ['no authority where we bring the goods', { way: 'carrier', authorityNumber: '' }, []],
] as const)('to drive in, a vehicle lacks %s', (_what, change, lacks) => {
  expect(lacksToEnter({ ...fetched, ...change }, '2026-11-26')).toEqual(lacks);
});
