import { expect, test } from 'vitest';
import { createBriefMemory } from '../../src/platform/brief-memory.ts';

function aMemory() {
  const clock = { ms: 0 };
  const remember = createBriefMemory<number>({ forMs: 100, keysMax: 2, now: () => clock.ms });
  let readings = 0;
  const read = async () => (readings += 1);
  return { clock, remember, read };
}

test('an answer is read once for all who ask at the same moment, and again when it is old', async () => {
  const { clock, remember, read } = aMemory();
  expect(await Promise.all([remember('a', read), remember('a', read)])).toEqual([1, 1]);
  clock.ms = 99;
  expect(await remember('a', read)).toBe(1);
  clock.ms = 100;
  expect(await remember('a', read)).toBe(2);
});

test('another key has another answer, and the oldest of too many is forgotten', async () => {
  const { remember, read } = aMemory();
  expect(await remember('a', read)).toBe(1);
  expect(await remember('b', read)).toBe(2);
  expect(await remember('c', read)).toBe(3);
  expect(await remember('b', read)).toBe(2);
  expect(await remember('a', read)).toBe(4);
});

test('a reading that failed is not remembered', async () => {
  const { remember, read } = aMemory();
  const failing = () => Promise.reject(new Error('the database is away'));
  await expect(remember('a', failing)).rejects.toThrow('away');
  expect(await remember('a', read)).toBe(1);
});
