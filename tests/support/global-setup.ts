import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../src/db/embedded.ts';
import { migrate } from '../../src/db/migrate.ts';
import { projectRoot } from '../../src/db/project-root.ts';
import { generateClient } from '../../src/start/generate.ts';
import { findChromium } from './chromium.ts';
import { TEMPLATE } from './template.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The run's PostgreSQL, as its superuser, the owner, the runtime role and the reading role. */
    superUrl: string;
    ownerUrl: string;
    appUrl: string;
    readUrl: string;
    /** Where the first console of the run that shows the panel leaves its scripts for the others. */
    panelDir: string;
    /** Where Chromium is; empty: there is none, and browser tests are skipped by name. */
    chromium: string;
  }
}

/** One real PostgreSQL per run, its template migrated as a customer's database is. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  generateClient(projectRoot());
  const dataDir = mkdtempSync(join(tmpdir(), 'tontine-tests-'));
  // As root, the server's own user must be able to pass through.
  chmodSync(dataDir, 0o711);
  const database = await startEmbedded({
    dataDir,
    // Test databases are thrown away: waiting for the disk would only slow the claims down.
    settings: { fsync: 'off', synchronous_commit: 'off', max_connections: '300' },
  });
  await migrate(database);
  await inSuperSession(database.superUrl, async (client) => {
    await client.query(`alter database tontine rename to ${TEMPLATE}`);
  });
  project.provide('superUrl', database.superUrl);
  project.provide('ownerUrl', database.ownerUrl);
  project.provide('appUrl', database.appUrl);
  project.provide('readUrl', database.readUrl);
  project.provide('panelDir', join(dataDir, 'panel'));
  project.provide('chromium', findChromium() ?? '');
  return async () => {
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

async function inSuperSession(
  url: string,
  act: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await act(client);
  } finally {
    await client.end();
  }
}
