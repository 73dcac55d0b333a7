import { startSandbox } from './server.ts';
import { settingsFrom } from './settings.ts';

/**
 * The sandbox as its own process. The console forks it, is told `{ ready: true, port }` or
 * `{ ready: false, error }`, and takes it along: when the parent is gone, so is the channel.
 */
async function main(): Promise<void> {
  const sandbox = await startSandbox(settingsFrom(process.env));
  const end = () => {
    sandbox.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('disconnect', end);
  process.on('SIGTERM', end);
  // Ctrl-C reaches the whole group: a parent that drains still needs its answers, and then ends us.
  process.on('SIGINT', () => {
    if (!process.connected) end();
  });
  if (process.send) process.send({ ready: true, port: sandbox.port });
  else process.stdout.write(`GetMiPay sandbox listening on ${sandbox.url}\n`);
  if (process.send && !process.connected) end();
}

main().catch((error: unknown) => {
  const text = error instanceof Error ? error.message : String(error);
  process.stderr.write(`The GetMiPay sandbox did not start: ${text}\n`);
  if (process.send && process.connected) {
    process.send({ ready: false, error: text }, () => process.exit(1));
  } else {
    process.exit(1);
  }
});
