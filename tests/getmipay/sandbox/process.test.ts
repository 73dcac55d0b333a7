import { type ChildProcess, fork } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../../../src/db/project-root.ts';
import { openLineFile } from '../../../src/getmipay/sandbox/line-file.ts';
import { gatewayOf, givenReceiver, givenSandbox, KEYS, orderOf, pause } from './given.ts';

const children: ChildProcess[] = [];
const folders: string[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function givenFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  folders.push(folder);
  return folder;
}

const built = mkdtempSync(join(tmpdir(), 'sandbox-built-'));
const entry = join(built, 'sandbox.mjs');

beforeAll(async () => {
  symlinkSync(join(projectRoot(), 'node_modules'), join(built, 'node_modules'));
  await build({
    entryPoints: [join(projectRoot(), 'src/getmipay/sandbox/main.ts')],
    outfile: entry,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
  });
});

afterAll(() => rmSync(built, { recursive: true }));

/** The sandbox as the console starts it: built, its own process, told apart by its channel. */
async function givenProcess(
  dataDir: string,
  webhookUrl: string,
  changes: Record<string, string> = {},
) {
  const child = fork(entry, {
    execArgv: [],
    env: {
      ...process.env,
      SANDBOX_PORT: '0',
      SANDBOX_WEBHOOK_URL: webhookUrl,
      SANDBOX_DATA_DIR: dataDir,
      SANDBOX_PAYOUT_DELAY_MS: '50',
      GETMIPAY_API_KEY: KEYS.apiKey,
      GETMIPAY_SECRET_KEY: KEYS.secretKey,
      GETMIPAY_WEBHOOK_SECRET: `${KEYS.webhookSecret}, wh_secret_old`,
      ...changes,
    },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  children.push(child);
  const ended = new Promise<number | null>((end) => child.once('exit', end));
  const message = await new Promise<{ ready: boolean; port?: number; error?: string }>((told) =>
    child.once('message', (said) => told(said as { ready: boolean })),
  );
  return { child, ended, message, url: `http://127.0.0.1:${message.port}` };
}

test('killed in the middle, it takes up unfinished payouts and undelivered webhooks', async () => {
  const folder = givenFolder();
  const receiver = await givenReceiver();
  receiver.status = 503;
  const first = await givenProcess(folder, receiver.url, { SANDBOX_PAYOUT_DELAY_MS: '1000' });
  const deposit = orderOf();
  const gateway = gatewayOf(first, receiver.url, 5_000);
  const deposited = await gateway.initiateDeposit(deposit);
  if (deposited.kind !== 'accepted') throw new Error(deposited.kind);
  const paying = fetch(`${deposited.paymentUrl}/pay`, { method: 'POST' }).catch(() => null);
  await receiver.arrived(1);
  await gateway.initiatePayout(orderOf({ amount: 2000n }));
  first.child.kill('SIGKILL');
  await Promise.all([first.ended, paying]);

  // What the kill tore off the last line was never answered.
  appendFileSync(join(folder, 'sandbox.jsonl'), '{"entry":"opened","operation":{"refer');
  receiver.status = 200;
  receiver.facts.length = 0;
  const second = await givenSandbox({ dataDir: folder, webhookUrl: receiver.url });
  const facts = await receiver.arrived(2);
  expect(facts.map((fact) => fact.event).sort()).toEqual(['payment.completed', 'payout.completed']);
  expect(second.books()).toMatchObject({ balance: 3000n, operations: 2, pending: 0 });
  // Its answers are booked a moment after we gave them; until then it would rightly say it again.
  await expect
    .poll(() => second.operations().map(({ truth }) => truth.webhooks.delivered))
    .toEqual([1, 1]);
  await second.close();

  // Delivered is delivered: a third start says nothing again.
  await givenSandbox({ dataDir: folder, webhookUrl: receiver.url });
  await pause(100);
  expect(receiver.facts).toHaveLength(2);
});

test('it ends when its parent is gone, and on SIGTERM', async () => {
  const orphan = await givenProcess(givenFolder(), 'http://127.0.0.1:9/');
  expect((await fetch(`${orphan.url}/healthz`)).status).toBe(200);
  orphan.child.disconnect();
  expect(await orphan.ended).toBe(0);
  const told = await givenProcess(givenFolder(), 'http://127.0.0.1:9/');
  told.child.kill('SIGTERM');
  expect(await told.ended).toBe(0);
});

test('Ctrl-C leaves it to its parent while that one drains', async () => {
  const { child, url, ended } = await givenProcess(givenFolder(), 'http://127.0.0.1:9/');
  child.kill('SIGINT');
  await pause(100);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  child.disconnect();
  expect(await ended).toBe(0);
});

test('it says why it cannot start', async () => {
  const wrong = await givenProcess(givenFolder(), '', {});
  expect(wrong.message).toEqual({ ready: false, error: 'SANDBOX_WEBHOOK_URL must be set.' });
  expect(await wrong.ended).toBe(1);
  const scenario = await givenProcess(givenFolder(), 'http://127.0.0.1:9/', {
    SANDBOX_SCENARIO: '{"garbage": 2}',
  });
  expect(scenario.message.error).toMatch(/^SANDBOX_SCENARIO cannot be used: garbage: /);
  const first = await givenProcess(givenFolder(), 'http://127.0.0.1:9/', {
    SANDBOX_SCENARIO: '{"seed": "a", "clientError": 1}',
  });
  expect(await (await fetch(first.url)).text()).toContain('100 % des demandes sont refusées');
  const second = await givenProcess(givenFolder(), 'http://127.0.0.1:9/', {
    SANDBOX_PORT: String(first.message.port),
  });
  expect(second.message).toMatchObject({
    ready: false,
    error: expect.stringContaining('EADDRINUSE'),
  });
});

test('a torn last line is cut off, and the next one stands alone', () => {
  const path = join(givenFolder(), 'a', 'lines.jsonl');
  const first = openLineFile(path);
  first.append('{"a":1}');
  first.close();
  appendFileSync(path, '{"b":');
  const second = openLineFile(path);
  expect(second.lines).toEqual(['{"a":1}']);
  second.append('{"c":3}');
  second.close();
  const third = openLineFile(path);
  expect(third.lines).toEqual(['{"a":1}', '{"c":3}']);
  third.close();
});
