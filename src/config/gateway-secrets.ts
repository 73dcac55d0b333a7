import { statSync } from 'node:fs';
import type { Log } from '../kernel/log.ts';
import { listOf } from './fields.ts';
import { readSecretFile } from './secret-files.ts';
import type { GatewayConfig } from './shape.ts';

type Secrets = Pick<GatewayConfig, 'apiKey' | 'secretKey' | 'webhookSecrets'>;

const LOOK_EVERY_MS = 1_000;

/**
 * The gateway's secrets as they are now. Those that stand in files are read again once a file
 * changed; one that has become unreadable or empty leaves the last good one in use, with a warning.
 */
export function gatewaySecrets(config: GatewayConfig, log: Pick<Log, 'warn'>): () => Secrets {
  const { apiKey, secretKey, webhookSecrets, secretFiles } = config;
  let current: Secrets = { apiKey, secretKey, webhookSecrets };
  const files = Object.entries(secretFiles).map(([name, path]) => ({
    name: name as keyof Secrets,
    path,
    seen: markOf(path),
  }));
  let lookedAt = performance.now();

  return () => {
    if (files.length === 0 || performance.now() - lookedAt < LOOK_EVERY_MS) return current;
    lookedAt = performance.now();
    for (const file of files) {
      const mark = markOf(file.path);
      if (mark === file.seen) continue;
      file.seen = mark;
      const text = readSecretFile(file.path);
      if (text === null || listOf(text).length === 0) {
        log.warn({ file: file.path }, 'a secret file cannot be read; the last good secret stays');
      } else {
        current = { ...current, [file.name]: file.name === 'webhookSecrets' ? listOf(text) : text };
      }
    }
    return current;
  };
}

function markOf(path: string): string {
  try {
    const { ino, size, mtimeMs } = statSync(path);
    return `${ino} ${size} ${mtimeMs}`;
  } catch {
    return 'unreadable';
  }
}
