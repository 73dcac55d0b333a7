import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config.ts';
import { createLog } from '../kernel/log.ts';
import { localUrl } from './addresses.ts';
import { announcement } from './announce.ts';
import type { Assembly } from './assemble.ts';
import { takeDataDir } from './data-dir.ts';
import { bringUpToDate, openDatabases } from './databases.ts';
import type { Drain } from './drain.ts';
import { expectFreePort, listen, stopListening } from './listen.ts';
import { hasAdmin, refuseDemoPeople } from './people.ts';
import { startSandbox } from './sandbox.ts';

const WARM_UP_AFTER_MS = 300;

/** Prisma takes a moment to get ready: it does while the first person still types their password. */
const warmUp = ({ prisma }: Assembly): Promise<unknown> => prisma.user.count().catch(() => 0);

/**
 * Starts every part of the console, and registers with `drain` how each of them ends. It listens
 * as soon as there is a database, so that /healthz answers; /readyz is OK when all is done.
 * @throws Error with a sentence for the person at the terminal
 */
export async function startConsole(
  config: Config,
  drain: Drain,
  say: (line: string) => void,
): Promise<void> {
  const startedAt = performance.now();
  const log = createLog(config.mode === 'demo' ? 'warn' : 'info');
  let ready = false;
  const { host, port, sandboxPort } = config;
  await expectFreePort(host, port, 'PORT');
  if (sandboxPort !== null) await expectFreePort('127.0.0.1', sandboxPort, 'SANDBOX_PORT');

  if (!config.database || sandboxPort !== null) {
    const giveBack = await takeDataDir(config.dataDir);
    drain.add('DATA_DIR', async () => giveBack());
  }
  // The sandbox needs nothing of ours: it starts while the database does.
  const sandbox =
    sandboxPort === null
      ? null
      : startSandbox(config, sandboxPort, `${localUrl(config)}/webhook/getmipay/`, log);
  sandbox?.then(
    (running) => drain.add('the GetMiPay sandbox', running.stop),
    () => {},
  );
  const opening = openDatabases(config, say);
  const loading = loadParts();
  const databases = await opening;
  drain.add('PostgreSQL', databases.stop);
  if (drain.isStopping()) return;

  const { assemble, createServer, startJobs, seed } = await loading;
  const assembly = assemble(config, databases, log);
  drain.add('the database connections', assembly.close);
  const server = await createServer({
    app: assembly.app,
    bundleDir: join(dirname(fileURLToPath(import.meta.url)), 'adminjs'),
    isReady: () => ready && !drain.isStopping(),
  });
  await listen(server, host, port);
  drain.add('the web server', () => stopListening(server));

  const pool = assembly.app.sessionStorePool;
  await bringUpToDate(databases, say);
  await sandbox;
  if (drain.isStopping()) return;
  if (config.mode === 'demo') await seed(config, assembly, databases.ownerUrl, say);
  else await refuseDemoPeople(pool);
  if (config.jobs) {
    const jobs = startJobs(assembly.app);
    drain.add('the jobs', jobs.stop);
  }
  const isAdministered = await hasAdmin(pool);
  ready = true;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  say(announcement(config, seconds, isAdministered));
  setTimeout(() => drain.isStopping() || warmUp(assembly), WARM_UP_AFTER_MS).unref();
}

/** Most of our own modules: they take as long to load as the database and the sandbox to start. */
async function loadParts() {
  const [{ assemble }, { createServer }, { startJobs }, { seed }] = await Promise.all([
    import('./assemble.ts'),
    import('../http/server.ts'),
    import('../../jobs/index.ts'),
    import('./seed.ts'),
  ]);
  return { assemble, createServer, startJobs, seed };
}
