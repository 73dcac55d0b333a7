import { setTimeout as sleep } from 'node:timers/promises';
import { startConsole } from './start/console.ts';
import { createDrain } from './start/drain.ts';
import { readEnvironment } from './start/environment.ts';

/** A part that starts when the signal comes is waited for so long, so that it can be ended. */
const STARTING_MS = 4_000;

const say = (line: string): void => console.log(line);
const drain = createDrain((line) => console.error(line));
const starting = Promise.resolve().then(() =>
  startConsole(readEnvironment(process.env), drain, say),
);

async function stop(): Promise<void> {
  if (drain.isStopping()) return;
  say('\nStopping…');
  const settled = starting.then(
    () => {},
    () => {},
  );
  drain.begin();
  await Promise.race([settled, sleep(STARTING_MS)]);
  await drain.run();
  say('Stopped.');
  process.exit(0);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void stop());
}

starting.catch(async (error: unknown) => {
  // A part that ends because we stop is no news.
  if (drain.isStopping()) return;
  console.error(error instanceof Error ? error.message : error);
  await drain.run();
  process.exit(1);
});
