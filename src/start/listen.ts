import type http from 'node:http';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a request that is being answered may take, once we end. */
const DRAIN_MS = 5_000;

/**
 * Sees to it early that the port is free: nobody waits for a database first, to be told then.
 * @throws Error with a sentence that names the variable
 */
export function expectFreePort(host: string, port: number, variable: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => reject(portError(error, host, port, variable)));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve()));
  });
}

/** Starts to listen. @throws Error with a sentence that names the variable */
export function listen(server: http.Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(portError(error, host, port, 'PORT')));
    server.listen({ host, port }, resolve);
  });
}

/** Takes no new request, lets the ones in progress be answered, then closes every connection. */
export async function stopListening(server: http.Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const patience = new AbortController();
  const timeout = sleep(DRAIN_MS, undefined, { ref: false, signal: patience.signal });
  await Promise.race([closed, timeout.catch(() => {})]);
  patience.abort();
  server.closeAllConnections();
}

function portError(error: Error, host: string, port: number, variable: string): Error {
  const code = 'code' in error ? error.code : '';
  if (code === 'EADDRINUSE') {
    return new Error(
      `Port ${port} (${variable}) is already in use on ${host}. Stop what uses it, or set ${variable} to another port.`,
    );
  }
  if (code === 'EACCES') {
    return new Error(`Port ${port} (${variable}) needs more rights. Set ${variable} above 1023.`);
  }
  return new Error(`Cannot listen on ${host}:${port} (HOST, ${variable}): ${error.message}`);
}
