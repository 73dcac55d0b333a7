import type { App } from '../../app.ts';
import type { Person } from '../../kernel/actor.ts';
import { isUuid } from '../../kernel/ids.ts';
import { currentPerson } from '../actor-store.ts';
import type { Filters, WayTaken } from '../definition.ts';
import { containing, personMatching, readSearch, type Where } from '../filter-rules.ts';
import { findIds } from '../lists/model-sql.ts';
import { operationsNumbered, walletsOfMatching } from '../lists/search.ts';
import { type Beside, MOST_OWNERS } from '../lists/way.ts';

const APPROVALS: WayTaken = {
  by: 'rows',
  where: { approvalExpiresAt: { not: null } },
  oneIndex: true,
};
const ADJUSTMENTS: WayTaken = { by: 'rows', where: { type: 'ADJUSTMENT' } };

const entriesOf = (queues: readonly string[], where: Where = {}): WayTaken => ({
  by: 'beside',
  oneIndex: Object.keys(where).length === 0,
  lists: queues.map(
    (queue): Beside => ({
      model: 'QueueEntry',
      column: 'transactionId',
      where: { queue, ...where },
    }),
  ),
});

const inQueues = (...queues: readonly string[]): WayTaken => entriesOf(queues);

/** Of all that ever waited for a second person, the few that still may. */
const AWAITING = entriesOf(['OPEN', 'ASIDE', 'ATTENTION'], { approvalExpiresAt: { not: null } });

/** Where operations of a state are: all but the completed stand in the narrow queue, or waited for a second person. */
const BY_STATUS: Readonly<Record<string, WayTaken>> = {
  PENDING: inQueues('OPEN', 'ASIDE', 'ATTENTION'),
  FAILED: inQueues('FAILED', 'ATTENTION'),
  AWAITING_APPROVAL: AWAITING,
  REJECTED: APPROVALS,
  EXPIRED: APPROVALS,
  CANCELLED: APPROVALS,
};

/** The one wallet that was asked for, by itself, its owner or a vault of theirs. */
async function oneWallet(app: App, { wallet, user, vault }: Filters): Promise<string[] | null> {
  if (isUuid(wallet)) return [wallet];
  if (isUuid(vault))
    return findIds(app, 'Wallet', { user: { vaults: { some: { id: vault } } } }, 1);
  return isUuid(user) ? findIds(app, 'Wallet', { userId: user }, 1) : null;
}

/** Whoever and whatever a text names: along their rows if they are few, else as a condition that costs little. */
async function named(app: App, text: string, asked: Filters): Promise<WayTaken> {
  const [owners, numbered] = await Promise.all([
    walletsOfMatching(app, text),
    operationsNumbered(app, text),
  ]);
  const own = isUuid(text) ? [text] : [];
  if (owners && numbered)
    return { by: 'owners', owners, ids: [...numbered, ...own], answers: ['q'] };
  const instead = {
    OR: [
      owners ? { walletId: { in: owners } } : { user: personMatching(text) },
      numbered
        ? { id: { in: [...numbered, ...own] } }
        : { search: { is: { text: containing(text) } } },
    ],
  };
  const way = byState(asked);
  const along = way.by === 'rows' ? { ...way, dear: true } : way;
  return within(app, { ...along, answers: ['q'], instead });
}

/** A tontine that was seen to be large is not counted again for so long: it bounds what is read first, not what is seen. */
const LARGE_FOR_MS = 10 * 60_000;
const MOST_LARGE = 1_000;
const largeUntil = new Map<string, number>();

/** The wallets of the members that a treasurer acts for; null: they are too many to be named. */
async function walletsOfMembers(app: App, person: Person): Promise<string[] | null> {
  const tontine = String(person.tontineId);
  const now = app.clock.now().getTime();
  if ((largeUntil.get(tontine) ?? 0) > now) return null;
  const owners = await findIds(app, 'Wallet', app.scope(person).wallet, MOST_OWNERS + 1);
  if (owners.length <= MOST_OWNERS) return owners;
  if (largeUntil.size >= MOST_LARGE) largeUntil.clear();
  largeUntil.set(tontine, now + LARGE_FOR_MS);
  return null;
}

/** Along the rows of a treasurer's members if they are few, else along `way` past what is of nobody of theirs. */
async function within(app: App, way: WayTaken): Promise<WayTaken> {
  const person = currentPerson();
  if (person.role !== 'TREASURER') return way;
  const owners = await walletsOfMembers(app, person);
  if (owners) {
    // What the entries of a queue would have told is asked of the rows again.
    const answers = way.instead ? (way.answers ?? []) : [];
    return { ...way, by: 'owners', owners, ids: [], answers };
  }
  // The scope is asked of each row that is left; of an entry, so that the rows of others are not read.
  if (way.by !== 'beside') return way;
  const theirs = { user: { among: app.scope(person).user } };
  return { ...way, lists: way.lists.map((list) => met(list, theirs)) };
}

function byState(asked: Filters): WayTaken {
  const { status, queue, stale, type } = asked;
  if (typeof status === 'string' && BY_STATUS[status]) return knowing(BY_STATUS[status], asked);
  if (typeof queue === 'string') return knowing(inQueues(queue), asked, ['queue']);
  if (stale === 'yes') return knowing(inQueues('OPEN'), asked);
  return type === 'ADJUSTMENT' ? ADJUSTMENTS : { by: 'rows' };
}

/** The entries of a queue that meet this too: they tell of their operations. */
const met = (list: Beside, facts: Where): Beside => ({
  ...list,
  facts: { ...list.facts, ...facts },
});

/** What the entries of a queue say themselves is asked of them, so that what differs is not read. */
function knowing(way: WayTaken, { type, stale }: Filters, answers: string[] = []): WayTaken {
  if (way.by !== 'beside') return way;
  const facts = {
    ...(typeof type === 'string' ? { type } : {}),
    ...(stale === 'yes' ? { staleSince: { not: null } } : {}),
  };
  const told = [
    ...answers,
    ...(facts.type ? ['type'] : []),
    ...(facts.staleSince ? ['stale'] : []),
  ];
  return { ...way, lists: way.lists.map((list) => met(list, facts)), answers: told };
}

/** Along what the operations are read: whatever is the least of all that was asked. */
export async function transactionWay(app: App, asked: Filters): Promise<WayTaken> {
  if (isUuid(asked['id'])) return { by: 'ids', ids: [asked['id']] };
  if (asked['awaiting'] === 'yes') return AWAITING;
  const owners = await oneWallet(app, asked);
  if (owners)
    return { by: 'owners', owners, ids: [], answers: isUuid(asked['wallet']) ? ['wallet'] : [] };
  if (asked['q'] !== undefined) return named(app, readSearch('q', asked['q']), asked);
  return within(app, byState(asked));
}
