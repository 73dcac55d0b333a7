import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { gatewaySecrets } from '../src/config/gateway-secrets.ts';
import { parseConfig } from '../src/config.ts';
import { problemsOf } from './support/config.ts';

let folder: string;
const file = (name: string) => join(folder, name);
const put = (name: string, text: string) => {
  writeFileSync(file(`${name}.new`), text);
  renameSync(file(`${name}.new`), file(name));
  return file(name);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('each dialect has its own address, so that switching needs nothing else', () => {
  const demo = parseConfig({ GETMIPAY_DIALECT: 'v1' }).gateway;
  expect(demo).toMatchObject({
    dialect: 'v1',
    apiUrl: 'http://127.0.0.1:3001/api/v1',
    isOurSandbox: true,
  });
  expect(parseConfig({}).gateway).toMatchObject({
    dialect: 'initiate',
    apiUrl: 'http://127.0.0.1:3001',
  });
  expect(problemsOf({ GETMIPAY_DIALECT: 'v2' })).toEqual([
    'GETMIPAY_DIALECT must be initiate or v1.',
  ]);
});

test('a secret may stand in a file; given both ways, missing or empty, it is told by its name', () => {
  const path = put('key', ' sk_from_file \n');
  expect(parseConfig({ GETMIPAY_SECRET_KEY_FILE: path }).gateway.secretKey).toBe('sk_from_file');
  expect(problemsOf({ GETMIPAY_SECRET_KEY_FILE: path, GETMIPAY_SECRET_KEY: 'x' })).toEqual([
    'GETMIPAY_SECRET_KEY and GETMIPAY_SECRET_KEY_FILE must not both be set.',
  ]);
  for (const bad of [file('nowhere'), put('empty', '\n')]) {
    expect(problemsOf({ GETMIPAY_API_KEY_FILE: bad })).toEqual([
      'GETMIPAY_API_KEY_FILE must name a file that can be read and is not empty.',
    ]);
  }
});

test('the gateway’s secrets are read again when their file changes, and a broken file changes nothing', async () => {
  const config = parseConfig({
    GETMIPAY_WEBHOOK_SECRET_FILE: put('webhook', 'old-one'),
    GETMIPAY_API_KEY_FILE: put('key', 'pk_1'),
  }).gateway;
  const warned: object[] = [];
  const secrets = gatewaySecrets(config, { warn: (fields: object) => void warned.push(fields) });
  expect(secrets()).toMatchObject({ webhookSecrets: ['old-one'], apiKey: 'pk_1' });

  put('webhook', 'new-one, old-one\n');
  await sleep(1_100);
  expect(secrets()).toMatchObject({ webhookSecrets: ['new-one', 'old-one'], apiKey: 'pk_1' });

  put('webhook', '');
  await sleep(1_100);
  expect(secrets().webhookSecrets).toEqual(['new-one', 'old-one']);
  expect(warned).toEqual([{ file: file('webhook') }]);
});
