import type { App } from '../app.ts';
import type { Person } from '../kernel/actor.ts';
import { forbidden } from '../kernel/errors.ts';
import { currentPerson } from './actor-store.ts';

/** How many people a treasurer looks after, and what their wallets hold together. */
async function membersOf(app: App, person: Person) {
  const { _count, _sum } = await app.prisma.wallet.aggregate({
    where: app.scope(person).wallet,
    _count: true,
    _sum: { balance: true },
  });
  return { count: _count, held: _sum.balance?.toFixed() ?? '0' };
}

/**
 * What needs a person, by role: a treasurer's members, or the whole house.
 * @throws Forbidden for anyone who does not work here: AdminJS itself does not check its dashboard.
 */
export async function readDashboard(app: App) {
  const person = currentPerson();
  if (person.role === 'MEMBER') throw forbidden('forbidden', 'Members use their own pages.');
  const { float, suspended, attention, refusedWebhooks, ...day } = await app.dashboard({
    actor: person,
  });
  const { staleAfterMs } = app.settings;
  return person.role === 'TREASURER'
    ? { staleAfterMs, day, members: await membersOf(app, person), house: null }
    : {
        staleAfterMs,
        day,
        members: null,
        house: { float, suspended, attention, refusedWebhooks },
      };
}
