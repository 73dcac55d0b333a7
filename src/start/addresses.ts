import type { Config } from '../config.ts';

/** Where this machine reaches the console, whatever name people use for it. */
export function localUrl({ host, port }: Config): string {
  if (host === '0.0.0.0' || host === '::') return `http://127.0.0.1:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Where the sandbox answers; null where there is none. */
export const sandboxUrl = ({ sandboxPort }: Config): string | null =>
  sandboxPort === null ? null : `http://127.0.0.1:${sandboxPort}`;
