import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from '../../src/db/project-root.ts';

export interface Started {
  readonly url: string;
  /** What it wrote so far. */
  output(): string;
  /** Resolves when /readyz is OK. @throws Error with its output when it ends or takes too long */
  ready(withinMs: number): Promise<void>;
  /** To npm, its shell, the console and the sandbox, as a terminal's Ctrl-C. */
  signalAll(signal: NodeJS.Signals): void;
  /** To npm alone, as a supervisor's stop. */
  signalNpm(signal: NodeJS.Signals): void;
  /** The exit code, when it has ended. */
  ended(): Promise<number | null>;
}

/** A folder that the server's own user can pass through, as root's tests need. */
export function makeTempDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tontine-start-'));
  chmodSync(folder, 0o711);
  return folder;
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(address && typeof address === 'object' ? address.port : 0));
    });
  });
}

const CLONED = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'prisma.config.ts',
  'src',
  'jobs',
  'prisma',
];

/** The project as a fresh clone would have it, never built, with this one's node_modules. */
export function cloneProject(): string {
  const clone = makeTempDir();
  const root = projectRoot();
  for (const name of CLONED) cpSync(join(root, name), join(clone, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
  return clone;
}

/** `npm <args>` in that clone with these variables only: nothing of the test run leaks in. */
export function runNpm(
  clone: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Started {
  const child: ChildProcess = spawn('npm', [...args], {
    cwd: clone,
    detached: true,
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? tmpdir(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const listen = (chunk: Buffer): void => {
    said += chunk.toString();
  };
  child.stdout?.on('data', listen);
  child.stderr?.on('data', listen);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const url = `http://127.0.0.1:${env['PORT']}`;
  return {
    url,
    output: () => said,
    ended: () => ended,
    signalAll: (signal) => process.kill(-(child.pid ?? 0), signal),
    signalNpm: (signal) => child.kill(signal),
    ready: async (withinMs) => {
      const deadline = performance.now() + withinMs;
      while (!(await isReady(url))) {
        if (child.exitCode !== null || performance.now() > deadline) {
          throw new Error(`not ready:\n${said}`);
        }
        await sleep(50);
      }
    },
  };
}

/** The command lines of living processes that name this text; zombies have none. */
export function processesNaming(text: string): { pid: number; command: string }[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .filter((line) => line.includes(text))
    .map((line) => ({ pid: Number.parseInt(line, 10), command: line.trim() }));
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).status === 200;
  } catch {
    return false;
  }
}
