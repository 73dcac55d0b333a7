import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** One test each, of most of a minute: begun last, they would leave a core idle. */
const LONG = /\/tests\/month\//;

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => (LONG.test(moduleId) ? 0 : 1);
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  // React is in scope by name (classic JSX), as in the console's own build.
  oxc: { jsx: { runtime: 'classic' } },
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    globalSetup: ['tests/support/global-setup.ts'],
    pool: 'forks',
    // Loading the panel's packages anew for each file took half the time; every file has a database
    // and a console of its own, which is what keeps them apart.
    isolate: false,
    // Two test files at a time: the suite is measured on two cores, which PostgreSQL shares.
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
    // Colours and progress depend on the terminal; the last lines are the counts everywhere.
    reporters: ['default'],
  },
});
