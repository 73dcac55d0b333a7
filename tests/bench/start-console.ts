import { type ChildProcess, fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/db/project-root.ts';
import { bundleServer } from '../../src/start/bundle-server.ts';

export const BENCH_SECRET = 'wh_secret_bench';

export interface StartedConsole {
  readonly port: number;
  readonly pid: number;
  stop(): void;
}

/** The console in a process of its own, built as a start builds it: the tests' loader would slow each call. */
export async function startConsole(databaseUrl: string, dataDir: string): Promise<StartedConsole> {
  const folder = join(projectRoot(), 'dist', `bench-${process.pid}`);
  await bundleServer(projectRoot(), folder, { console: 'tests/bench/console-process.ts' });
  const child: ChildProcess = fork(join(folder, 'console.js'), {
    execArgv: [],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      BENCH_DATABASE_URL: databaseUrl,
      BENCH_WEBHOOK_SECRET: BENCH_SECRET,
      BENCH_BUNDLE_DIR: dataDir,
    },
  });
  const stop = () => {
    if (child.connected) child.disconnect();
    rmSync(folder, { recursive: true, force: true });
  };
  return new Promise((resolve, reject) => {
    child.once('message', ({ port }: { port: number }) =>
      resolve({ port, pid: child.pid ?? 0, stop }),
    );
    child.once('exit', (code) => {
      stop();
      reject(new Error(`The console ended with ${code}.`));
    });
  });
}
