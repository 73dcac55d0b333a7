import type { Service } from '../../payments/gateway.ts';
import { wordOf } from '../answer.ts';
import { before, type Deadline, deadlineIn } from '../deadline.ts';
import type { GatewaySettings } from '../settings.ts';
import type { Ask } from './ask.ts';
import { readServices } from './service-list.ts';

const FRESH_MS = 600_000;
/** After a refresh that failed, the old list does for this long before the next try. */
const PAUSE_MS = 30_000;

export interface Services {
  /** The list as it is known; undefined where it never could be loaded within this time. */
  known(deadline: Deadline): Promise<readonly Service[] | undefined>;
  /** The gateway asked for a one-time code, which its list does not always say. */
  learnOtp(serviceId: string): void;
}

/** What may be ordered, remembered for ten minutes; an old list serves while a new one is fetched. */
export function createServices({ clock, timeoutMs }: GatewaySettings, ask: Ask): Services {
  const now = () => clock.now().getTime();
  const wantOtp = new Set<string>();
  let list: readonly Service[] | undefined;
  let refreshAt = 0;
  let refresh: Promise<void> | undefined;

  async function load(): Promise<void> {
    const word = wordOf(await ask('get', '/services', undefined, deadlineIn(timeoutMs)));
    const loaded = word?.kind === 'yes' ? readServices(word.body) : undefined;
    // A gateway that offers nothing at all has not told what it offers.
    const told = loaded !== undefined && loaded.length > 0;
    list = told ? loaded : list;
    refreshAt = now() + (told ? FRESH_MS : PAUSE_MS);
  }

  const loadOnce = (): Promise<void> => {
    refresh ??= load().finally(() => {
      refresh = undefined;
    });
    return refresh;
  };

  return {
    async known(deadline) {
      if (list === undefined) await before(deadline, loadOnce());
      else if (now() >= refreshAt) void loadOnce();
      return list?.map((one) => (wantOtp.has(one.id) ? { ...one, otp: true } : one));
    },
    learnOtp: (serviceId) => wantOtp.add(serviceId),
  };
}
