import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { problemsOf } from '../support/config.ts';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const WEBHOOK = {
  NOTIFY_WEBHOOK_URL: 'https://hooks.example.com/a/',
  NOTIFY_WEBHOOK_SECRET: SECRET,
};
const MAIL = {
  NOTIFY_SMTP_URL: 'smtps://user:pass@mail.example.com:465',
  NOTIFY_EMAIL_FROM: 'Tontine Pro <books@example.com>',
  NOTIFY_EMAIL_TO: 'finance@example.com, Aminata <aminata@example.com>',
};
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

test('without a variable, notices go to the log and the thresholds are as documented', () => {
  expect(parseConfig({}).notify).toEqual({
    email: null,
    webhook: null,
    breakAbove: 100_000n,
    breakAgeMs: 86_400_000,
  });
});

test('each way out is read as it is written', () => {
  const env = { ...WEBHOOK, ...MAIL, NOTIFY_BREAK_ABOVE: '25000', NOTIFY_BREAK_AGE: 'PT2H' };
  expect(parseConfig(env).notify).toEqual({
    email: {
      url: MAIL.NOTIFY_SMTP_URL,
      from: MAIL.NOTIFY_EMAIL_FROM,
      to: ['finance@example.com', 'Aminata <aminata@example.com>'],
    },
    webhook: { url: 'https://hooks.example.com/a/', secret: SECRET },
    breakAbove: 25_000n,
    breakAgeMs: 7_200_000,
  });
});

test.each([
  [
    { NOTIFY_WEBHOOK_URL: WEBHOOK.NOTIFY_WEBHOOK_URL },
    ['NOTIFY_WEBHOOK_SECRET must be set where NOTIFY_WEBHOOK_URL is.'],
  ],
  [
    { NOTIFY_SMTP_URL: MAIL.NOTIFY_SMTP_URL },
    [
      'NOTIFY_EMAIL_FROM must be set where NOTIFY_SMTP_URL is.',
      'NOTIFY_EMAIL_TO must be set where NOTIFY_SMTP_URL is.',
    ],
  ],
  [
    { ...WEBHOOK, NOTIFY_WEBHOOK_SECRET: 'short' },
    ['NOTIFY_WEBHOOK_SECRET must be whsec_ and 24 to 64 random bytes in base64.'],
  ],
  [{ ...WEBHOOK, NOTIFY_WEBHOOK_URL: 'hooks' }, ['NOTIFY_WEBHOOK_URL must be an https address.']],
  [
    { ...MAIL, NOTIFY_SMTP_URL: 'https://mail' },
    ['NOTIFY_SMTP_URL must be the address of a mail server: smtps://user:password@host:465.'],
  ],
  [
    { ...MAIL, NOTIFY_EMAIL_TO: 'nobody' },
    ['NOTIFY_EMAIL_TO must be e-mail addresses separated by commas, such as finance@example.com.'],
  ],
])('%j is told', (env, problems) => {
  expect(problemsOf(env)).toEqual(problems);
});

test('live mode sends no notice in the clear to another machine', () => {
  const to = (url: string) => problemsOf({ ...LIVE, ...WEBHOOK, NOTIFY_WEBHOOK_URL: url });
  expect(to('http://hooks.example.com/')).toEqual([
    'NOTIFY_WEBHOOK_URL must begin with https:// in live mode, unless it is on this machine.',
  ]);
  expect(to('http://127.0.0.1:8080/')).toEqual([]);
  expect(to('https://hooks.example.com/')).toEqual([]);
});
