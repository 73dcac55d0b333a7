import type { App } from '../app.ts';
import type { Person } from '../kernel/actor.ts';
import { forbidden } from '../kernel/errors.ts';
import { present } from '../kernel/present.ts';
import { openDisputes } from './actions/dispute.ts';
import { currentPerson } from './actor-store.ts';
import { countRowsOf, modelSql } from './lists/model-sql.ts';
import { Values } from './lists/values.ts';

/** How many people a treasurer looks after, and what their wallets hold together. */
async function membersOf(app: App, person: Person) {
  const values = new Values();
  const seen = modelSql().condition('Wallet', 'w', app.scope(person).wallet, values);
  const rows = await app.read<{ count: number; held: string }>(
    `select count(*)::int as count, coalesce(sum(w.balance), 0)::text as held from wallet w where ${seen}`,
    values.list,
  );
  return present(rows[0], 'the members');
}

/** What this person may decide; an administrator decides nothing and counts all that waits. */
function approvalsFor(app: App, person: Person): Promise<number> {
  const waiting = {
    status: 'AWAITING_APPROVAL',
    queue: { is: { queue: 'OPEN', approvalExpiresAt: { not: null } } },
  };
  return countRowsOf(
    app,
    'Transaction',
    person.role === 'ADMIN' ? waiting : app.approvable(person),
  );
}

/**
 * What needs a person, by role: a treasurer's members, or the whole house.
 * @throws Forbidden for anyone who does not work here: AdminJS itself does not check its dashboard.
 */
export async function readDashboard(app: App) {
  const person = currentPerson();
  if (person.role === 'MEMBER') throw forbidden('forbidden', 'Members use their own pages.');
  const isTreasurer = person.role === 'TREASURER';
  const [figures, approvals, cases, members, breaks] = await Promise.all([
    app.dashboard({ actor: person }),
    approvalsFor(app, person),
    openDisputes(app, person),
    isTreasurer ? membersOf(app, person) : null,
    isTreasurer ? null : app.breakFigures({ actor: person, filter: {} }),
  ]);
  const { float, floatDays, suspended, attention, refusedWebhooks, wrongTimeWebhooks, ...day } =
    figures;
  const house = breaks && {
    float,
    floatDays,
    breaks,
    suspended,
    attention,
    refusedWebhooks,
    wrongTimeWebhooks,
  };
  return {
    staleAfterMs: app.settings.staleAfterMs,
    day: { ...day, approvals, cases },
    members,
    house,
  };
}
