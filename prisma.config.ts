import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { defineConfig } from 'prisma/config';
import { PrismaPg } from 'prisma-cli-adapter-pg';

// The CLI would fetch native engines that nothing here uses; any existing file stops it.
const thisFile = fileURLToPath(import.meta.url);
process.env['PRISMA_QUERY_ENGINE_LIBRARY'] ??= thisFile;
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= thisFile;

/** The CLI migrates, so it connects as the owner. */
const connectionString = process.env['DATABASE_OWNER_URL'] || process.env['DATABASE_URL'] || '';

// The schema names DATABASE_URL, and the CLI insists that it is set, even to generate the client.
process.env['DATABASE_URL'] = connectionString || 'postgresql://localhost/unused';

/** The engine's limit for taking its lock; it never clears the timer, and hangs as long at its end. */
const LOCK_TIMER_MS = 10_000;
const setTimer = globalThis.setTimeout;
globalThis.setTimeout = Object.assign((act: () => void, delay?: number, ...rest: []) => {
  const timer = setTimer(act, delay, ...rest);
  return delay === LOCK_TIMER_MS ? timer.unref() : timer;
}, setTimer);

/** Sends a migration whole: the adapter splits it at every semicolon, also inside functions. */
class WholeScriptAdapter extends PrismaPg {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    super(pool);
    this.#pool = pool;
  }

  override async connect() {
    const connected = await super.connect();
    connected.executeScript = async (script: string) => {
      await this.#pool.query(script);
    };
    return connected;
  }
}

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  experimental: { adapter: true },
  engine: 'js',
  // allowExitOnIdle: an idle connection must not keep the command from ending either.
  adapter: async () =>
    new WholeScriptAdapter(new pg.Pool({ connectionString, allowExitOnIdle: true })),
});
