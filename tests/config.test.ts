import { expect, test } from 'vitest';
import { parseConfig } from '../src/config.ts';
import { problemsOf } from './support/config.ts';

const LIVE = {
  MODE: 'live',
  PUBLIC_URL: 'https://tontine.example.com',
  GETMIPAY_API_KEY: 'pk_live_1',
  GETMIPAY_SECRET_KEY: 'sk_live_1',
  GETMIPAY_WEBHOOK_SECRET: 'wh_live_1',
  SESSION_SECRET: 'x'.repeat(32),
  DATABASE_URL: 'postgresql://app:secret@db/tontine',
  DATABASE_OWNER_URL: 'postgresql://owner:secret@db/tontine',
};

test('an empty environment is a demo on loopback against our sandbox, on the embedded database', () => {
  const config = parseConfig({});
  expect(config).toMatchObject({
    mode: 'demo',
    host: '127.0.0.1',
    port: 3000,
    publicUrl: 'http://127.0.0.1:3000',
    database: null,
    sandboxPort: 3001,
    demoPassword: 'tontine-demo',
    jobs: true,
    staleAfterMs: 1_800_000,
    businessTimezone: 'Africa/Abidjan',
  });
  expect(config.gateway).toMatchObject({
    apiUrl: 'http://127.0.0.1:3001',
    paymentHosts: ['127.0.0.1'],
    timeoutMs: 10_000,
    isOurSandbox: true,
  });
});

test('the five methods carry the labels people know, and a card takes deposits only', () => {
  const { paymentMethods } = parseConfig({});
  expect(paymentMethods.map(({ id, label, payout }) => [id, label, payout])).toEqual([
    ['wave', 'Wave', true],
    ['orange_money', 'Orange Money', true],
    ['moov_money', 'Moov Money', true],
    ['mtn_money', 'MTN Money', true],
    ['visa', 'Visa Card', false],
  ]);
  expect(paymentMethods[0]).toMatchObject({
    min: 100n,
    max: 2_000_000n,
    maxBalance: 2_000_000n,
    maxMonthlyDeposits: 10_000_000n,
  });
});

test('configured methods replace the shipped ones and keep what they leave out', () => {
  const json = '{"wave": {"enabled": false, "max": 50000}, "coris": {"label": "Coris Money"}}';
  const [wave, coris, ...rest] = parseConfig({ PAYMENT_METHODS: json }).paymentMethods;
  expect(rest).toEqual([]);
  expect(wave).toMatchObject({
    id: 'wave',
    label: 'Wave',
    enabled: false,
    min: 100n,
    max: 50_000n,
  });
  expect(coris).toMatchObject({ id: 'coris', label: 'Coris Money', payout: true });
});

test('an empty variable counts as not set', () => {
  expect(parseConfig({ PORT: '', SANDBOX_PORT: ' ', DATABASE_URL: '' })).toMatchObject({
    port: 3000,
    sandboxPort: 3001,
    database: null,
  });
});

test('every problem is told at once, each naming its variable', () => {
  const problems = problemsOf({
    PORT: '99999',
    JOBS: 'maybe',
    STALE_AFTER: '30 minutes',
    BUSINESS_TIMEZONE: 'Africa/Nowhere',
    DATABASE_URL: 'mysql://root:hunter2@db',
    GETMIPAY_TIMEOUT: 'PT0S',
    PAYMENT_METHODS: '{"wave": 5}',
  });
  expect(problems.map((problem) => problem.split(/[ :]/)[0]).sort()).toEqual([
    'BUSINESS_TIMEZONE',
    'DATABASE_URL',
    'GETMIPAY_TIMEOUT',
    'JOBS',
    'PAYMENT_METHODS',
    'PORT',
    'STALE_AFTER',
  ]);
  expect(problems).toContain('JOBS must be on or off.');
  expect(problems.join()).not.toContain('hunter2');
});

test.each([
  ['min above max', '{"wave": {"min": 500, "max": 100}}'],
  ['a fraction of a franc', '{"wave": {"min": 100.5}}'],
  ['a word that we do not know', '{"wave": {"enabeld": true}}'],
  ['text that is not JSON', 'wave'],
])('PAYMENT_METHODS with %s is refused', (_what, json) => {
  expect(problemsOf({ PAYMENT_METHODS: json })[0]).toMatch(/^PAYMENT_METHODS/);
});

test('demo refuses a gateway that is neither loopback nor the sandbox', () => {
  expect(problemsOf({ GETMIPAY_API_URL: 'https://api.getmipay.com' })[0]).toMatch(
    /^GETMIPAY_API_URL/,
  );
  expect(problemsOf({ GETMIPAY_API_URL: 'https://api.sandbox.getmipay.com' })).toEqual([]);
  expect(problemsOf({ GETMIPAY_API_URL: 'http://localhost:9999/' })).toEqual([]);
});

test('demo on a public host needs a password of its own', () => {
  expect(problemsOf({ HOST: '0.0.0.0' })[0]).toMatch(/^DEMO_PASSWORD/);
  expect(problemsOf({ HOST: '0.0.0.0', DEMO_PASSWORD: 'un-autre-mot' })).toEqual([]);
});

test('live starts with real secrets, https and two database users, and has no sandbox', () => {
  const config = parseConfig(LIVE);
  expect(config).toMatchObject({ mode: 'live', sandboxPort: null });
  expect(config.gateway).toMatchObject({ apiUrl: 'https://api.getmipay.com', isOurSandbox: false });
});

test.each([
  ['GETMIPAY_API_KEY', ''],
  ['GETMIPAY_API_KEY', 'pk_test_tontine_demo'],
  ['GETMIPAY_SECRET_KEY', 'sk_test_...'],
  ['GETMIPAY_WEBHOOK_SECRET', 'wh_live_2,wh_secret_tontine_demo'],
  ['GETMIPAY_API_URL', 'http://api.getmipay.com'],
  ['NODE_TLS_REJECT_UNAUTHORIZED', '0'],
  ['SESSION_SECRET', ''],
  ['SESSION_SECRET', 'short'],
  ['SESSION_SECRET', `${'x'.repeat(32)},short`],
  ['PUBLIC_URL', ''],
  ['PUBLIC_URL', 'http://tontine.example.com'],
  ['SANDBOX_PORT', '4000'],
  ['DATABASE_OWNER_URL', ''],
  ['DATABASE_OWNER_URL', 'postgresql://app:secret@db/tontine'],
])('live refuses %s=%s', (name, value) => {
  const problems = problemsOf({ ...LIVE, [name]: value });
  expect(problems).not.toEqual([]);
  expect(problems.every((problem) => problem.startsWith(name))).toBe(true);
});

test('a payout waits above 100 000 F for a day, unless the environment says otherwise', () => {
  expect(parseConfig({})).toMatchObject({ approvalAbove: 100_000n, approvalTtlMs: 86_400_000 });
  expect(parseConfig({ PAYOUT_APPROVAL_ABOVE: '0', APPROVAL_TTL: 'PT2H' })).toMatchObject({
    approvalAbove: 0n,
    approvalTtlMs: 7_200_000,
  });
  expect(problemsOf({ PAYOUT_APPROVAL_ABOVE: '1e5' })[0]).toMatch(/^PAYOUT_APPROVAL_ABOVE must be/);
  expect(problemsOf({ APPROVAL_TTL: '24' })[0]).toMatch(/^APPROVAL_TTL must be/);
});

test('several session secrets are read at once, the first one signs', () => {
  const secrets = ['a'.repeat(32), 'b'.repeat(40)];
  expect(parseConfig({ SESSION_SECRET: secrets.join(', ') }).sessionSecrets).toEqual(secrets);
});

test('several webhook secrets are valid at once', () => {
  const { gateway } = parseConfig({ GETMIPAY_WEBHOOK_SECRET: 'new-one, old-one' });
  expect(gateway.webhookSecrets).toEqual(['new-one', 'old-one']);
});

test('SANDBOX_PORT=off starts no sandbox', () => {
  expect(parseConfig({ SANDBOX_PORT: 'off' })).toMatchObject({ sandboxPort: null });
});
