import { expect, test } from 'vitest';
import {
  addDays,
  businessHoursAfter,
  firstDayOf,
  nextHandOver,
  openingOf,
  tradingDay,
  workingDaysAfter,
} from '../../src/measures/calendar.ts';

test.each([
  ['2026-11-03T18:59:59Z', '2026-11-03'],
  ['2026-11-03T19:00:00Z', '2026-11-04'],
  ['2025-12-31T18:59:59.999Z', '2025-12-31'],
  ['2025-12-31T19:00:00Z', '2026-01-01'],
  // Until 1 March 2024 Almaty was six hours ahead.
  ['2024-02-28T18:00:00Z', '2024-02-29'],
  ['2024-03-02T18:00:00Z', '2024-03-02'],
])('%s is traded on %s', (at, day) => {
  expect(tradingDay(new Date(at))).toBe(day);
});

test.each([
  ['2026-02-28', 1, '2026-03-01'],
  ['2024-02-28', 1, '2024-02-29'],
  ['2026-01-01', -1, '2025-12-31'],
  ['2026-11-03', 0, '2026-11-03'],
])('%s and %i days is %s', (day, days, then) => {
  expect(addDays(day, days)).toBe(then);
});

test.each(['2026-02-30', '2026-13-01', 'today', '', '2026-1-1'])('%j is no day', (day) => {
  expect(() => addDays(day, 1)).toThrow(RangeError);
});

/** Almaty time for reading: 2026-11-03 is a Tuesday. */
const almaty = (local: string) => new Date(`${local}+05:00`);

test.each([
  ['2026-11-03T10:00', 1, '2026-11-03T11:00'],
  ['2026-11-03T10:00', 8, '2026-11-03T18:00'],
  ['2026-11-03T10:00', 8.5, '2026-11-04T09:30'],
  ['2026-11-03T07:00', 1, '2026-11-03T10:00'],
  ['2026-11-03T20:00', 1, '2026-11-04T10:00'],
  ['2026-11-06T17:00', 2, '2026-11-09T10:00'],
  ['2026-11-07T12:00', 1, '2026-11-09T10:00'],
  ['2026-11-03T10:00', 24, '2026-11-05T16:00'],
  ['2026-11-03T10:00', 72, '2026-11-13T10:00'],
  ['2026-11-03T10:00', 0, '2026-11-03T10:00'],
  ['2026-11-07T12:00', 0, '2026-11-09T09:00'],
])('from %s, %f business hours end at %s', (at, hours, end) => {
  expect(businessHoursAfter(almaty(at), hours)).toEqual(almaty(end));
});

test.each([
  ['2026-11-06T07:00', true, '2026-11-06'],
  ['2026-11-06T17:59', true, '2026-11-06'],
  // Friday's desk has closed, and it opens again on Monday.
  ['2026-11-06T18:00', false, '2026-11-09'],
  ['2026-11-08T12:00', false, '2026-11-09'],
  ['2026-11-09T00:00', true, '2026-11-09'],
])('at %s goods leave today: %s, namely on %s', (at, isToday, day) => {
  expect(nextHandOver(almaty(at))).toEqual({
    ...{ isToday, from: almaty(`${day}T09:00`), until: almaty(`${day}T18:00`) },
  });
});

test.each([
  ['day', '2026-11-26', '2026-11-26'],
  ['week', '2026-11-26', '2026-11-23'],
  ['week', '2026-11-23', '2026-11-23'],
  ['week', '2026-11-29', '2026-11-23'],
  ['week', '2027-01-01', '2026-12-28'],
  ['month', '2028-02-29', '2028-02-01'],
] as const)('the %s of %s begins on %s', (period, day, first) => {
  expect(firstDayOf(period, day)).toBe(first);
});

test('business hours keep to the clocks of their year', () => {
  const friday = new Date('2024-02-29T16:00+06:00');

  expect(businessHoursAfter(friday, 3)).toEqual(new Date('2024-03-01T10:00+05:00'));
});

test('a span of hours is a finite number from zero up', () => {
  expect(() => businessHoursAfter(almaty('2026-11-03T10:00'), -1)).toThrow(RangeError);
  expect(() => businessHoursAfter(almaty('2026-11-03T10:00'), Number.NaN)).toThrow(RangeError);
});

test.each([
  ['2026-11-03', 0, '2026-11-03'],
  ['2026-11-03', 1, '2026-11-04'],
  ['2026-11-06', 1, '2026-11-09'],
  ['2026-11-07', 0, '2026-11-07'],
  ['2026-11-07', 1, '2026-11-09'],
  ['2026-11-03', 10, '2026-11-17'],
])('%s and %i working days is %s', (day, days, then) => {
  expect(workingDaysAfter(day, days)).toBe(then);
});

test('working days are counted from zero up', () => {
  expect(() => workingDaysAfter('2026-11-03', -1)).toThrow(RangeError);
  expect(() => workingDaysAfter('2026-11-03', 0.5)).toThrow(RangeError);
});

test('the yard opens at nine by the clocks of the year', () => {
  expect(openingOf('2026-11-03')).toEqual(new Date('2026-11-03T09:00+05:00'));
  expect(openingOf('2024-02-29')).toEqual(new Date('2024-02-29T09:00+06:00'));
});
