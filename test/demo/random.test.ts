import { expect, test } from 'vitest';
import { randomFrom } from '../../src/demo/random.ts';

const AT = new Date('2026-11-25T10:00:00Z');

const ascending = (one: number, other: number) => one - other;
const firstOf = (seed: number | string, count: number) => {
  const random = randomFrom(seed);
  return Array.from({ length: count }, () => random.fraction());
};

test('the same seed draws the same numbers, another seed draws others', () => {
  expect(firstOf(7, 20)).toEqual(firstOf(7, 20));
  expect(firstOf(7, 20)).not.toEqual(firstOf(8, 20));
});

test('draws are spread evenly between zero and one', () => {
  const tenths = new Map<number, number>();
  for (const fraction of firstOf(1, 10_000)) {
    const tenth = Math.floor(fraction * 10);
    tenths.set(tenth, (tenths.get(tenth) ?? 0) + 1);
  }

  expect([...tenths.keys()].toSorted(ascending)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  for (const count of tenths.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

test('a whole number lies within its bounds and reaches both', () => {
  const random = randomFrom(3);
  const drawn = new Set(Array.from({ length: 500 }, () => random.whole(2, 5)));

  expect([...drawn].toSorted(ascending)).toEqual([2, 3, 4, 5]);
});

test('what weighs nothing is never picked', () => {
  const random = randomFrom(3);
  const likely = [['never', 0] as const, ['often', 9] as const, ['seldom', 1] as const];
  const picked = Array.from({ length: 500 }, () => random.pickWeighted(likely));

  expect(picked).not.toContain('never');
  expect(picked.filter((one) => one === 'often').length).toBeGreaterThan(400);
});

test('a sample has no thing twice and is never larger than what there is', () => {
  const random = randomFrom(3);

  expect(new Set(random.sample([1, 2, 3, 4, 5], 3)).size).toBe(3);
  expect(random.sample([1, 2], 9).toSorted(ascending)).toEqual([1, 2]);
});

test('picking from nothing is an error', () => {
  expect(() => randomFrom(1).pick([])).toThrow('nothing to pick');
});

test('what one purpose draws does not shift another', () => {
  const one = randomFrom(1);
  const other = randomFrom(1);
  one.fraction();

  expect(one.fork('stock').fraction()).toBe(other.fork('stock').fraction());
  expect(one.fork('stock').fraction()).not.toBe(one.fork('orders').fraction());
});

test('an identifier is a UUID version 7 of its moment and does not repeat', () => {
  const random = randomFrom(1);
  const ids = Array.from({ length: 1000 }, () => random.id(AT));

  expect(new Set(ids).size).toBe(1000);
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
  expect(Number.parseInt((ids[0] ?? '').replaceAll('-', '').slice(0, 12), 16)).toBe(AT.getTime());
});
