import { seedDemo } from '../../prisma/seed.ts';
import type { Config } from '../config.ts';
import { systemClock } from '../kernel/clock.ts';
import { createLog } from '../kernel/log.ts';
import { sandboxUrl } from './addresses.ts';
import type { Assembly } from './assemble.ts';

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
