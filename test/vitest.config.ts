import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/support/template-database.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // A limit for what hangs, not for what is slow: two cores that are busy elsewhere take three times as long.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
