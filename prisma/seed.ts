import { type AppSettings, createApp } from '../src/app.ts';
import { NO_CHANGES } from '../src/db/changes.ts';
import { openDatabase } from '../src/db/pools.ts';
import type { Prisma } from '../src/db/prisma.ts';
import { createReader } from '../src/db/reader.ts';
import { createGateway, type GatewaySettings } from '../src/getmipay/gateway.ts';
import type { Clock } from '../src/kernel/clock.ts';
import type { Log } from '../src/kernel/log.ts';
import { makeHistory } from './demo/history.ts';
import { type DemoTontines, seedPeople } from './demo/people.ts';
import { planHistory } from './demo/plan.ts';
import { receiveWebhooks } from './demo/receiver.ts';
import { makeSavings } from './demo/savings.ts';

export interface SeedParts {
  readonly ownerUrl: string;
  readonly settings: AppSettings;
  readonly prisma: Prisma;
  readonly gateway: GatewaySettings;
  /** Null: no sandbox runs, so that an opening journal gives the balances. */
  readonly sandboxUrl: string | null;
  readonly password: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly progress: (done: number, total: number) => void;
}

const SEEDED = 'demo.seeded';

/**
 * Fills an empty database with the demo's people and thirty days of history. A seeding that was
 * interrupted is continued: people are looked up first, and every payment has a key of its own.
 * Answers false where the demo was already whole.
 * @throws Error where the database holds users that no demo made
 */
export async function seedDemo(parts: SeedParts): Promise<boolean> {
  const database = openDatabase(parts.ownerUrl, { max: 1, settleMax: 1 });
  const { pool } = database;
  try {
    await refuseRealUsers(pool);
    const { rowCount } = await pool.query('select from audit_entry where action = $1', [SEEDED]);
    if (rowCount) return false;
    const tontines = await seedPeople(pool, parts.password);
    if (parts.sandboxUrl) await seedHistory(parts, pool, tontines, parts.sandboxUrl);
    else await seedOpenings(pool, tontines);
    await pool.query(
      `insert into audit_entry (actor_name, action, subject_type) values ('demo', $1, 'Database')`,
      [SEEDED],
    );
    return true;
  } finally {
    await database.close();
  }
}

type Pool = ReturnType<typeof openDatabase>['pool'];

async function refuseRealUsers(pool: Pool): Promise<void> {
  const { rowCount } = await pool.query('select from app_user where not demo limit 1');
  if (rowCount) {
    throw new Error(
      'MODE=demo refuses a database that holds users which no demo made. Use MODE=live, or another DATABASE_URL or DATA_DIR.',
    );
  }
}

async function seedHistory(
  parts: SeedParts,
  pool: Pool,
  tontines: DemoTontines,
  sandboxUrl: string,
) {
  // Requests and webhooks share the one connection whose clock is set.
  const oneConnection = { pool, read: createReader(pool), settlePool: pool, close: async () => {} };
  const app = (callbackUrl: string) =>
    createApp({
      ...parts,
      database: oneConnection,
      changes: NO_CHANGES,
      gateway: createGateway({ ...parts.gateway, callbackUrl, timeoutMs: 2_000 }),
    });
  const open = app(parts.gateway.callbackUrl);
  const receiver = await receiveWebhooks(open);
  try {
    await makeHistory(
      {
        pool,
        past: app(receiver.url),
        open,
        checker: tontines.checker,
        sandboxUrl,
        apiKey: parts.gateway.secrets().apiKey,
        progress: parts.progress,
      },
      planHistory(tontines),
    );
    await makeSavings(open, tontines.wendPanga);
  } finally {
    await receiver.close();
  }
}

async function seedOpenings(pool: Pool, tontines: DemoTontines): Promise<void> {
  const amounts: Readonly<Record<string, number>> = { awa: 25_000, moussa: 40_000 };
  for (const { members } of [tontines.wendPanga, tontines.teranga]) {
    for (const { username, walletId } of members) {
      await pool.query('select post_opening(id, $2) from wallet where id = $1 and version = 0', [
        walletId,
        amounts[username] ?? 10_000,
      ]);
    }
  }
}
