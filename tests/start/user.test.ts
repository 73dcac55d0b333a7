import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { announcement } from '../../src/start/announce.ts';
import { parseUserCommand } from '../../src/start/user-command.ts';
import {
  cloneProject,
  freePort,
  makeTempDir,
  processesNaming,
  runNpm,
  type Started,
} from '../support/processes.ts';
import { visitor } from '../support/visitor.ts';

const START_MS = 60_000;

const clone = cloneProject();
const dataDir = makeTempDir();
let env: Record<string, string>;
let console1: Started | undefined;

beforeAll(async () => {
  env = { DATA_DIR: dataDir, PORT: String(await freePort()), SANDBOX_PORT: 'off', JOBS: 'off' };
});

afterAll(async () => {
  console1?.signalAll('SIGTERM');
  await console1?.ended();
  for (const { pid } of processesNaming(dataDir)) process.kill(pid, 'SIGKILL');
  for (const folder of [dataDir, clone]) rmSync(folder, { recursive: true, force: true });
});

/** One run of the command: its exit code, and what it wrote besides npm's own lines. */
async function user(...args: string[]): Promise<[number | null, string]> {
  const run = runNpm(clone, ['run', '--silent', 'user', '--', ...args], env);
  return [await run.ended(), run.output()];
}

const passwordIn = (output: string): string => /One-time password: (\S+)/.exec(output)?.[1] ?? '';

const signIn = (username: string, password: string) =>
  visitor(`http://127.0.0.1:${env['PORT']}`).post('/login', { username, password });

describe('npm run user', () => {
  test(
    'starts a database of its own where no console runs, and leaves none behind',
    async () => {
      const [code, output] = await user('list');
      expect([code, output]).toEqual([0, expect.stringContaining('There is nobody yet.')]);
      expect((await user('create', 'early', '--role', 'ADMIN', '--name', 'Early Bird'))[0]).toBe(0);
      expect(processesNaming(`-D ${dataDir}`)).toEqual([]);
    },
    START_MS + 30_000,
  );

  test.each([
    [[], /Say what to do/],
    [['promote', 'mariam'], /There is no "promote"/],
    [['create'], /Say whom to create/],
    [['create', 'mariam', '--role', 'ADMIN'], /Give the full name/],
    [['create', 'mariam', '--name', 'Mariam'], /Say which role/],
    [['create', 'mariam', '--nome', 'Mariam'], /Unknown option '--nome'/],
    [['create', 'mariam', '--role', 'ADMIN', '--name'], /--name.* argument missing/],
    [['disable', 'mariam'], /Say why/],
    [['reset', 'mariam', '--role', 'ADMIN'], /reset takes no --role/],
    [['reset', 'mariam', 'sawadogo'], /one word too many/],
  ])('%j is refused with a sentence', (args, sentence) => {
    expect(() => parseUserCommand(args)).toThrow(sentence);
  });

  test('a slip shows the usage, before any database is looked for', async () => {
    const [code, output] = await user('promote', 'mariam');
    expect([code, output]).toEqual([2, expect.stringContaining('There is no "promote"')]);
    expect(output).toContain('npm run user -- create <username>');
  });

  test(
    'a mistake in a value is told in a sentence, and nobody is added',
    async () => {
      const start = runNpm(clone, ['start'], env);
      console1 = start;
      await start.ready(START_MS);
      for (const [args, sentence] of [
        [['ma riam', '--role', 'ADMIN', '--name', 'M'], /A username has/],
        [['awa', '--role', 'MEMBER', '--name', 'Awa'], /belongs to somebody else/],
      ] as const) {
        const [code, output] = await user('create', ...args);
        expect([code, output]).toEqual([1, expect.stringMatching(sentence)]);
      }
      const [code, output] = await user('reset', 'mariam');
      expect([code, output]).toEqual([1, expect.stringContaining('There is no "mariam".')]);
    },
    START_MS + 60_000,
  );

  test('creates, disables, enables and resets beside a running console', async () => {
    const [created, output] = await user(
      ...['create', 'mariam', '--role', 'admin', '--name', 'Mariam Sawadogo'],
      ...['--phone', '+226 70 55 66 77', '--email', 'mariam@example.com', '--locale', 'en'],
    );
    const password = passwordIn(output);
    expect([created, password]).toEqual([0, expect.stringMatching(/^\S{16,}$/)]);
    expect((await signIn('mariam', password)).location).toBe('/account/password/');

    const [disabled] = await user('disable', 'mariam', '--reason', 'Left');
    expect(disabled).toBe(0);
    expect((await signIn('mariam', password)).status).toBe(401);
    expect((await user('list'))[1]).toMatch(/mariam +ADMIN +disabled +Mariam Sawadogo/);
    expect((await user('enable', 'mariam'))[0]).toBe(0);
    expect((await signIn('mariam', password)).status).toBe(303);

    const [reset, again] = await user('reset', 'mariam', '--reason', 'Forgot it');
    const fresh = passwordIn(again);
    expect([reset, fresh === password]).toEqual([0, false]);
    expect((await signIn('mariam', password)).status).toBe(401);
    expect((await signIn('mariam', fresh)).location).toBe('/account/password/');
    expect((await user('help'))[0]).toBe(0);
  }, 120_000);

  test(
    'who was added by hand survives the next start of the demo',
    async () => {
      console1?.signalAll('SIGTERM');
      await console1?.ended();
      console1 = runNpm(clone, ['start'], env);
      await console1.ready(START_MS);
      expect((await user('list'))[1]).toMatch(/early.*mariam/s);
    },
    START_MS + 30_000,
  );
});

test('a console that nobody can administer says how to add the first one', () => {
  const config = parseConfig({});
  const command = 'npm run user -- create <username> --role ADMIN';
  expect(announcement(config, '1.0', false)).toContain(command);
  expect(announcement(config, '1.0', true)).not.toContain(command);
});
