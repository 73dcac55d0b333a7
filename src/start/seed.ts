import { seedDemo } from '../../prisma/seed.ts';
import type { Config } from '../config.ts';
import { systemClock } from '../kernel/clock.ts';
import { createLog } from '../kernel/log.ts';
import { type Assembly, sandboxUrl } from './assemble.ts';

/** A progress line for each of so many parts of the work. */
const STEPS = 4;

/** Fills an empty database with the demo; says how far it is. */
export async function seed(
  config: Config,
  assembly: Assembly,
  ownerUrl: string,
  say: (line: string) => void,
): Promise<void> {
  let told = 0;
  // The history holds refusals and unknown outcomes on purpose: they are not worth a warning.
  const log = createLog('error');
  await seedDemo({
    ownerUrl,
    settings: assembly.app.settings,
    prisma: assembly.prisma,
    gateway: { ...assembly.gateway, log },
    sandboxUrl: config.gateway.isOurSandbox ? sandboxUrl(config) : null,
    password: config.demoPassword,
    clock: systemClock,
    log,
    progress: (done, total) => {
      const step = Math.floor((done / total) * STEPS);
      if (step <= told && told > 0) return;
      told = Math.max(step, 1);
      say(`Filling the demo with thirty days of history… ${done} of ${total}`);
    },
  });
}

/**
 * Live mode has no demo data: its people have a password that everybody knows.
 * @throws Error where some are found
 */
export async function refuseDemoPeople({ app }: Assembly): Promise<void> {
  const found = await app.prisma.user.findFirst({ where: { demo: true, disabled: false } });
  if (!found) return;
  throw new Error(
    'MODE=live refuses a database with demo users, whose password is known. Use an empty database.',
  );
}
