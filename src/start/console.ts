import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startJobs } from '../../jobs/index.ts';
import type { Config } from '../config.ts';
import { createLog } from '../kernel/log.ts';
import { announcement } from './announce.ts';
import { assemble, localUrl } from './assemble.ts';
import { takeDataDir } from './data-dir.ts';
import { bringUpToDate, openDatabases } from './databases.ts';
import type { Drain } from './drain.ts';
import { expectFreePort, listen, stopListening } from './listen.ts';
import { startSandbox } from './sandbox.ts';
import { refuseDemoPeople, seed } from './seed.ts';

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
  // The panel takes a second to load: meanwhile the database and the sandbox start.
  const loading = import('../http/server.ts');
  const databases = await opening;
  drain.add('PostgreSQL', databases.stop);
  if (drain.isStopping()) return;

  const assembly = assemble(config, databases, log);
  drain.add('the database connections', assembly.close);
  const { createServer } = await loading;
  const server = await createServer({
    app: assembly.app,
    bundleDir: join(dirname(fileURLToPath(import.meta.url)), 'adminjs'),
    isReady: () => ready && !drain.isStopping(),
  });
  await listen(server, host, port);
  drain.add('the web server', () => stopListening(server));

  await bringUpToDate(databases, say);
  await sandbox;
  if (drain.isStopping()) return;
  if (config.mode === 'demo') await seed(config, assembly, databases.ownerUrl, say);
  else await refuseDemoPeople(assembly);
  if (config.jobs) {
    const jobs = startJobs(assembly.app);
    drain.add('the jobs', jobs.stop);
  }
  const admins = await assembly.app.prisma.user.count({
    where: { role: 'ADMIN', disabled: false },
  });
  ready = true;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  say(announcement(config, seconds, admins > 0));
}
