import { resolve } from 'node:path';
import * as z from 'zod';
import { durationToMs } from '../kernel/time.ts';

/** Each reads one variable's text; its error says what is expected and never repeats the value. */

export const port = z
  .string()
  .regex(/^\d{1,5}$/, { error: 'a port, 1 to 65535' })
  .transform(Number)
  .refine((number) => number >= 1 && number <= 65_535, { error: 'a port, 1 to 65535' });

export const host = z.string().regex(/^[A-Za-z0-9.:_-]+$/, {
  error: 'a host name or address to listen on, such as 127.0.0.1',
});

export const text = (expected: string) => z.string().min(1, { error: expected });

export const atLeast = (length: number) =>
  z.string().min(length, { error: `at least ${length} characters` });

/** Whole francs, zero allowed. */
export const francs = z
  .string()
  .regex(/^\d{1,12}$/, { error: 'a whole number of francs, such as 100000' })
  .transform(BigInt);

export const onOff = z
  .enum(['on', 'off'], { error: 'on or off' })
  .transform((word) => word === 'on');

export const count = (least: number, most: number) => {
  const error = `a whole number, ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,6}$/, { error })
    .transform(Number)
    .refine((number) => number >= least && number <= most, { error });
};

export const dialect = z.enum(['initiate', 'v1'], { error: 'initiate or v1' });

export const mode = z.enum(['demo', 'live'], { error: 'demo or live' });

/** An http or https address, without a slash at its end. */
export const webAddress = (expected: string) =>
  z
    .string()
    .refine((address) => isUrl(address, ['http:', 'https:']), { error: expected })
    .transform((address) => address.replace(/\/+$/, ''));

/** The message leaves the value out: it holds a password. */
export const databaseUrl = z
  .string()
  .refine((address) => isUrl(address, ['postgres:', 'postgresql:']), {
    error: 'a PostgreSQL address: postgresql://user:password@host:5432/database',
  });

/** An address that is called exactly as it is written; it may hold a key, so the message leaves it out. */
export const exactAddress = z
  .string()
  .refine((address) => isUrl(address, ['http:', 'https:']), { error: 'an https address' });

/** As for a database: the message leaves the value out. */
export const smtpUrl = z.string().refine((address) => isUrl(address, ['smtp:', 'smtps:']), {
  error: 'the address of a mail server: smtps://user:password@host:465',
});

const MAILBOX = /^(?:[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/;

export const mailbox = z
  .string()
  .regex(MAILBOX, { error: 'an e-mail address, such as tontine@example.com' });

/** A key of Standard Webhooks: 24 to 64 bytes in base64. */
export const webhookSecret = z.string().refine(
  (secret) => {
    const key = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1] ?? '';
    const { length } = Buffer.from(key, 'base64');
    return length >= 24 && length <= 64;
  },
  { error: 'whsec_ and 24 to 64 random bytes in base64' },
);

/** `a, b` → `['a', 'b']`; blanks and empty ones fall away. */
export const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);

export const commaList = (expected: string) =>
  z
    .string()
    .transform(listOf)
    .refine((items) => items.length > 0, { error: expected });

/** One secret, or several while one replaces another: the first one is the newest. */
export const secrets = (length: number) =>
  commaList(`at least ${length} characters`).refine(
    (items) => items.every((item) => item.length >= length),
    { error: `at least ${length} characters, each of them where there are several` },
  );

const ADDRESSES = 'e-mail addresses separated by commas, such as finance@example.com';

export const mailboxes = commaList(ADDRESSES).refine(
  (addresses) => addresses.every((address) => MAILBOX.test(address)),
  { error: ADDRESSES },
);

const HOST_NAME = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;

export const hostNames = commaList('host names separated by commas, such as pay.getmipay.com')
  .transform((names) => names.map((name) => name.toLowerCase()))
  .refine((names) => names.every((name) => HOST_NAME.test(name)), {
    error: 'host names separated by commas, such as pay.getmipay.com',
  });

/** An ISO 8601 duration above zero and up to the limit, to milliseconds. */
export const duration = (example: string, limitMs: number) =>
  z.string().transform((iso, context) => {
    const ms = millisecondsOf(iso);
    if (ms > 0 && ms <= limitMs) return ms;
    context.addIssue({ code: 'custom', message: `an ISO 8601 duration such as ${example}` });
    return z.NEVER;
  });

export const timeZone = z.string().refine(isTimeZone, {
  error: 'a time zone name such as Africa/Abidjan',
});

export const folder = z.string().transform((path) => resolve(path));

function millisecondsOf(iso: string): number {
  try {
    return durationToMs(iso);
  } catch {
    return Number.NaN;
  }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function isUrl(address: string, protocols: readonly string[]): boolean {
  return URL.canParse(address) && protocols.includes(new URL(address).protocol);
}
