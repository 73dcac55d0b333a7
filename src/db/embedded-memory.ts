import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** The four database users; their passwords are random and remembered beside the data. */
export type DatabaseRole = 'postgres' | 'tontine_owner' | 'tontine_app' | 'tontine_read';

export interface Memory {
  readonly port: number;
  readonly passwords: Readonly<Record<DatabaseRole, string>>;
}

/** Port and passwords of the server under `dataDir` (file readable by its owner only). */
export async function recall(dataDir: string): Promise<Memory> {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8'));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const password = () => randomBytes(24).toString('base64url');
  return remember(dataDir, {
    port: await freePort(),
    passwords: {
      postgres: password(),
      tontine_owner: password(),
      tontine_app: password(),
      tontine_read: password(),
    },
  });
}

/** Keeps the memory, whole or not at all. */
export function remember(dataDir: string, memory: Memory): Memory {
  const file = join(dataDir, 'postgres.json');
  writeFileSync(`${file}.new`, `${JSON.stringify(memory, null, 2)}\n`, {
    mode: 0o600,
    flush: true,
  });
  renameSync(`${file}.new`, file);
  return memory;
}

/** The connection string of one of the database users, to the console's database by default. */
export function urlOf(memory: Memory, role: DatabaseRole, database = 'tontine'): string {
  return `postgresql://${role}:${memory.passwords[role]}@127.0.0.1:${memory.port}/${database}`;
}

/** A port of 127.0.0.1 that nobody listens on now: the given one if it is free, else any. */
export function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => (wanted === 0 ? reject(error) : resolve(freePort())));
    probe.listen({ port: wanted, host: '127.0.0.1', exclusive: true }, () => {
      const address = probe.address();
      const port = address !== null && typeof address === 'object' ? address.port : wanted;
      probe.close(() => resolve(port));
    });
  });
}
