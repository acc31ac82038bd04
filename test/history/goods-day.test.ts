import { expect, test } from 'vitest';
import { goodsDayOf } from '../../src/history/goods-day.ts';

const coming = (...days: string[]) => [{ coming: days.map((arrivesOn) => ({ arrivesOn })) }];
const again = {
  type: 'order.held-again',
  facts: { arrivesOn: '2026-12-14', promisedOn: '2026-11-30' },
};
const later = { type: 'order.goods-later', facts: { arrivesOn: '2026-12-17' } };
const sold = { type: 'order.paid-without-stock', facts: { sku: 'A-12' } };
const found = {
  type: 'order.goods-found',
  facts: { arrivesOn: '2026-12-17', promisedOn: '2026-12-14' },
};
const goods = [{ sku: 'A-12', weightG: 51_950, pieces: 5 }];
const notFound = { type: 'order.goods-not-found', facts: { goods } };
const runOut = { type: 'order.reservation-expired', facts: {} };
const order = { stage: 'confirmed', isHeld: true } as const;

test('of an order that was paid late the last day is said that holds now, the one before it, and why', () => {
  expect(goodsDayOf(order, coming('2026-12-11', '2026-12-14'), [runOut, again])).toEqual({
    ...{
      why: 'paidLate',
      arrivesOn: '2026-12-14',
      promisedOn: '2026-11-30',
      sku: null,
      fromBranch: null,
      missing: [],
    },
  });
});

test('of one whose goods all lie in its branch by now no day is said, but why they are held anew', () => {
  const told = goodsDayOf(order, coming(), [runOut, again]);
  expect(told).toMatchObject({ why: 'paidLate', arrivesOn: null });
});

test('the newest word counts', () => {
  expect(goodsDayOf(order, coming('2026-12-17'), [again, later])?.why).toBe('later');
  expect(goodsDayOf({ ...order, isHeld: false }, coming(), [again, runOut, sold])).toEqual({
    ...{
      why: 'sold',
      arrivesOn: null,
      promisedOn: null,
      sku: 'A-12',
      fromBranch: null,
      missing: [],
    },
  });
});

test('what is missing and lies nowhere is said before any day, until it is found', () => {
  const missing = goodsDayOf(order, coming('2026-12-17'), [notFound, later]);
  expect(missing).toMatchObject({ why: 'missing', missing: goods });
  const told = goodsDayOf(order, coming('2026-12-17'), [notFound, later, found]);
  expect(told).toMatchObject({ why: 'found', promisedOn: '2026-12-14', missing: [] });
});

test('what was missing is said no more once it is left out, and any other word counts again', () => {
  const leftOut = { type: 'order.goods-left-out', facts: { goods } };
  expect(goodsDayOf(order, coming('2026-12-17'), [notFound, leftOut])).toBeUndefined();
  const day = goodsDayOf(order, coming('2026-12-17'), [later, notFound, leftOut]);
  expect(day?.why).toBe('later');
});

test.each([
  ['of which what was missing lay in its branch', order, [found]],
  ['whose goods came late and are there', order, [later]],
  ['whose time ran out and that nobody paid', { ...order, isHeld: false }, [again, runOut]],
  ['whose goods were sold and are held since', order, [sold]],
  ['that is picked', { stage: 'picking', isHeld: true } as const, [again]],
  ['of which nothing was said', order, []],
])('of an order %s nothing is said', (_what, which, happenings) => {
  expect(goodsDayOf(which, coming(), happenings)).toBeUndefined();
});
