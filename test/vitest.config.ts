import { defineConfig } from 'vitest/config';

/** What measures the memory of its process needs one of its own. */
const alone = ['test/platform/spreadsheet-bombs.test.ts'];

const shared = {
  root: new URL('..', import.meta.url).pathname,
  pool: 'forks',
  // A limit for what hangs, not for what is slow: two cores that are busy elsewhere take three times as long.
  testTimeout: 60_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 10_000 } },
} as const;

/**
 * Most files share two processes, so that the program is read twice and not three hundred
 * times: whatever a test changes in its process, it puts back.
 */
export default defineConfig({
  test: {
    root: shared.root,
    maxWorkers: 2,
    globalSetup: ['test/support/template-database.ts'],
    projects: [
      {
        test: {
          ...shared,
          name: 'shop',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: alone,
          isolate: false,
        },
      },
      { test: { ...shared, name: 'alone', include: alone, sequence: { groupOrder: 1 } } },
    ],
  },
});
