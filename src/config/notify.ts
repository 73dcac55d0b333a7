import type { z } from 'zod';
import * as field from './fields.ts';
import type { NotifyConfig } from './shape.ts';

type Read = <T>(name: string, schema: z.ZodType<T, string>, fallback: T) => T;

const YEAR_MS = 365 * 86_400_000;
const DAY_MS = 86_400_000;

/**
 * Where notices go, and which breaks are worth one. What only makes sense together is asked for together,
 * as problems.
 */
export function readNotify(
  given: Readonly<Record<string, string>>,
  read: Read,
  problems: string[],
): NotifyConfig {
  const together = (...names: readonly string[]): boolean => {
    const missing = names.filter((name) => given[name] === undefined);
    if (missing.length === names.length) return false;
    for (const name of missing) {
      const set = names.find((other) => given[other] !== undefined);
      problems.push(`${name} must be set where ${set} is.`);
    }
    return missing.length === 0;
  };
  const email = together('NOTIFY_SMTP_URL', 'NOTIFY_EMAIL_FROM', 'NOTIFY_EMAIL_TO');
  const webhook = together('NOTIFY_WEBHOOK_URL', 'NOTIFY_WEBHOOK_SECRET');
  return {
    email: email ? readEmail(read) : null,
    webhook: webhook
      ? {
          url: read('NOTIFY_WEBHOOK_URL', field.exactAddress, ''),
          secret: read('NOTIFY_WEBHOOK_SECRET', field.webhookSecret, ''),
        }
      : null,
    breakAbove: read('NOTIFY_BREAK_ABOVE', field.francs, 100_000n),
    breakAgeMs: read('NOTIFY_BREAK_AGE', field.duration('PT24H', YEAR_MS), DAY_MS),
  };
}

const readEmail = (read: Read) => ({
  url: read('NOTIFY_SMTP_URL', field.smtpUrl, ''),
  from: read('NOTIFY_EMAIL_FROM', field.mailbox, ''),
  to: read('NOTIFY_EMAIL_TO', field.mailboxes, []),
});
