import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config.ts';
import type { Log } from '../kernel/log.ts';

export interface Sandbox {
  readonly url: string;
  stop(): Promise<void>;
}

type Told = { readonly ready: boolean; readonly error?: string };

const RESTART_DELAY_MS = 1_000;
const STOP_PATIENCE_MS = 3_000;

/**
 * The GetMiPay sandbox, a process of its own: it talks to the console over HTTP only, keeps its
 * books under DATA_DIR, is started again when it dies, and ends with the console whatever happens.
 * @throws Error when it cannot start (its port is taken)
 */
export async function startSandbox(
  config: Config,
  port: number,
  webhookUrl: string,
  log: Pick<Log, 'warn'>,
): Promise<Sandbox> {
  let stopping = false;
  let child = await launch();
  watch(child);

  async function launch(): Promise<ChildProcess> {
    const entry = join(dirname(fileURLToPath(import.meta.url)), 'sandbox.js');
    const started = fork(entry, [], {
      execArgv: [],
      env: {
        ...process.env,
        SANDBOX_PORT: String(port),
        SANDBOX_WEBHOOK_URL: webhookUrl,
        SANDBOX_DATA_DIR: join(config.dataDir, 'sandbox'),
        GETMIPAY_API_KEY: config.gateway.apiKey,
        GETMIPAY_SECRET_KEY: config.gateway.secretKey,
        GETMIPAY_WEBHOOK_SECRET: config.gateway.webhookSecrets.join(','),
      },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let said = '';
    started.stderr?.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString()}`.slice(-2_000);
    });
    const told = await new Promise<Told>((resolve) => {
      started.once('message', (message: Told) => resolve(message));
      started.once('exit', () => resolve({ ready: false, error: said.trim() }));
      started.once('error', (error) => resolve({ ready: false, error: error.message }));
    });
    if (told.ready) return started;
    throw new Error(
      `The GetMiPay sandbox does not start on port ${port} (SANDBOX_PORT): ${told.error}`,
    );
  }

  function watch(running: ChildProcess): void {
    running.once('exit', async (code, signal) => {
      while (!stopping) {
        log.warn({ code, signal }, 'the GetMiPay sandbox ended; it is started again');
        await sleep(RESTART_DELAY_MS);
        if (stopping) return;
        try {
          child = await launch();
          return watch(child);
        } catch (error) {
          log.warn({ err: error }, 'the GetMiPay sandbox does not start');
        }
      }
    });
  }

  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await Promise.race([gone, sleep(STOP_PATIENCE_MS, undefined, { ref: false })]);
      child.kill('SIGKILL');
    },
  };
}
