import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { takeLock } from '../../src/db/process-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'tontine-lock-'));
const file = join(folder, 'some.lock');

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a lock that a living process holds is not given twice, and is free after its release', () => {
  const first = takeLock(file);
  expect(first.release).not.toBeNull();
  expect(takeLock(file)).toEqual({ holder: process.pid, release: null });
  first.release?.();
  expect(existsSync(file)).toBe(false);
  const again = takeLock(file);
  expect(again.release).not.toBeNull();
  again.release?.();
});

test('the lock of a process that is gone is taken over', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  writeFileSync(file, `${child.pid} 12345`);
  const lock = takeLock(file);
  expect(lock.release).not.toBeNull();
  lock.release?.();
});

test('a pid that another process has by now does not count', () => {
  writeFileSync(file, `${process.pid} a-birth-that-is-not-ours`);
  const lock = takeLock(file);
  expect(lock.release).not.toBeNull();
  lock.release?.();
});

test('a half-written lock does not block for ever', () => {
  writeFileSync(file, '');
  const lock = takeLock(file);
  expect(lock.release).not.toBeNull();
  lock.release?.();
});
