import { describe, expect, test } from 'vitest';
import { loadNames, readArguments } from './arguments.ts';
import { type Figures, sumUp } from './figures.ts';
import { hasErrors, type Row, type Surroundings, tableOf } from './report.ts';
import { jobOf } from './statements.ts';

describe('what to measure', () => {
  test('without a word it is everything on the demo world, at one, ten and fifty connections', () => {
    expect(readArguments([])).toMatchObject({
      world: 'demo',
      seconds: 5,
      connections: [1, 10, 50],
      only: loadNames,
    });
  });

  test('a part of it may be asked for', () => {
    const args = ['--world', 'large', '--only', 'category,order', '--connections', '4'];
    expect(readArguments(args)).toMatchObject({
      world: 'large',
      only: ['category', 'order'],
      connections: [4],
    });
  });

  test('people may be let think between their requests; else they do not', () => {
    expect(readArguments(['--think', '200'])).toMatchObject({ thinkMs: 200 });
    expect(readArguments([])).toMatchObject({ thinkMs: 0 });
  });

  test('what follows from a request may be left undone, to see the request alone', () => {
    expect(readArguments(['--no-worker'])).toMatchObject({ hasWorker: false });
    expect(readArguments([])).toMatchObject({ hasWorker: true });
  });

  test.each([
    ['--world', 'middling'],
    ['--only', 'category,chekout'],
    ['--connections', '1,,50'],
    ['--seconds', '0'],
    ['--minutes', '5'],
  ])('%s %s is refused before anything is built', (name, value) => {
    expect(() => readArguments([name, value])).toThrow(/./);
  });
});

describe('figures', () => {
  test('a percentile is a time that an answer really took', () => {
    const durationsMs = Array.from({ length: 200 }, (_, index) => 200 - index);
    expect(sumUp(durationsMs, 4_000)).toEqual({
      answers: 200,
      perSecond: 50,
      p50Ms: 100,
      p95Ms: 190,
      p99Ms: 198,
    });
  });

  test('nothing answered is nothing a second', () => {
    expect(sumUp([], 0)).toEqual({ answers: 0, perSecond: 0, p50Ms: 0, p95Ms: 0, p99Ms: 0 });
  });
});

test('a request put into a recording brings what is its own and new ids for all that the shop made', () => {
  const ask = { method: 'POST', path: '/checkout', headers: {} } as const;
  const recordings = [{ waves: [], holes: ['cart', 'key', 'line', 'line'], fresh: 2 }];
  const { recording, fills } = jobOf({ ...ask, variant: 0, peculiar: ['C', 'K'] }, recordings);
  expect([recording, fills.slice(0, 2), new Set(fills).size]).toEqual([0, ['C', 'K'], 4]);
});

const figures = (perSecond: number): Figures => ({
  ...{ answers: perSecond * 5, perSecond },
  ...{ p50Ms: 9.94, p95Ms: 12.5, p99Ms: 40.2 },
});

const row: Row = {
  ...{ load: 'category', words: 'category page', connections: 10, shop: figures(250) },
  ...{ statements: 4, cpuMs: 3.456, residentMb: 180.4, errors: {} },
  ...{ constant: figures(20_000), sql: { ...figures(500), statements: [] } },
};

const surroundings: Surroundings = {
  ...{ world: 'demo', counts: { prices: 5_000_000, orders: 12 }, commit: 'abc1234' },
  ...{ at: '2026-11-26T05:00:00Z', node: '20.20.2', postgres: '18.4', processors: '2 × X' },
  ...{ busyBefore: 0.25, pool: 10, hasWorker: true, thinkMs: 0, seconds: 5, warmUpSeconds: 2 },
};

describe('the table', () => {
  test('each row stands beside its floors, with the share of them that it reaches', () => {
    const lines = tableOf(surroundings, [row]).split('\n');
    expect(lines).toContain(
      '| category page | 10 | 250 | 9.9 | 13 | 40 | 4 | 3.46 | 180 | 20 000 (1.3 %) | 500 (50 %) | 0 |',
    );
  });

  test('it says what was measured on, and that the load shares the machine', () => {
    const table = tableOf(surroundings, [row]);
    expect(table).toContain('demo, 5 000 000 prices, 12 orders');
    expect(table).toContain(
      '2 × X; the load comes from the same processors, which had 0.3 to do before',
    );
  });

  test('it says how long people thought, where they did', () => {
    const table = tableOf({ ...surroundings, thinkMs: 200 }, [row]);
    expect(table).toContain('thinks 200 ms');
    expect(tableOf(surroundings, [row])).not.toContain('thinks');
  });

  test('a row with wrong answers says so, and is no success', () => {
    const wrong = { ...row, errors: { '503': 12, 'request timed out': 1 } };
    expect(tableOf(surroundings, [wrong])).toContain('| **12 × 503**, **1 × request timed out** |');
    expect([hasErrors([row, wrong]), hasErrors([row])]).toEqual([true, false]);
  });
});
