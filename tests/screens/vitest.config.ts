import { defineConfig } from 'vitest/config';

/** `npm run screenshots`: pictures for people, not claims, so no part of `npm test`. */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  oxc: { jsx: { runtime: 'classic' } },
  test: {
    include: ['tests/screens/*.screens.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 1,
    maxConcurrency: 2,
    testTimeout: 1_200_000,
    hookTimeout: 300_000,
    teardownTimeout: 20_000,
    reporters: ['default'],
  },
});
