import { readFileSync } from 'node:fs';

/** What may stand in a file of its own: `GETMIPAY_SECRET_KEY_FILE=/run/secrets/getmipay`. */
const SECRETS = [
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'DATABASE_READ_URL',
  'GETMIPAY_API_KEY',
  'GETMIPAY_SECRET_KEY',
  'GETMIPAY_WEBHOOK_SECRET',
  'SESSION_SECRET',
  'DEMO_PASSWORD',
  'NOTIFY_SMTP_URL',
  'NOTIFY_WEBHOOK_SECRET',
] as const;

type Values = Readonly<Record<string, string>>;

/**
 * Puts the contents of each `…_FILE` beside the variables that were given. What cannot be read, or is
 * given both ways, becomes a problem.
 */
export function withSecretFiles(given: Values, problems: string[]): Values {
  const all: Record<string, string> = { ...given };
  for (const name of SECRETS) {
    const variable = `${name}_FILE`;
    const path = given[variable];
    if (path === undefined) continue;
    if (given[name] !== undefined) problems.push(`${name} and ${variable} must not both be set.`);
    const text = readSecretFile(path);
    if (text === null)
      problems.push(`${variable} must name a file that can be read and is not empty.`);
    else all[name] = text;
  }
  return all;
}

/** The secret in a file, without the blanks around it; null where there is none. */
export function readSecretFile(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim() || null;
  } catch {
    return null;
  }
}
